package dev.ductile.eval.folder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ductile.base.files.OutputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunFolderTest {
  private static final LocalDateTime TIME = LocalDateTime.of(2026, 11, 22, 9, 30, 15);

  @TempDir Path folder;

  @Test
  void namesSayWhatItIsTimeAndSeed() {
    assertThat(RunFolder.name("volley-dqn-redo_5", TIME, 7))
        .isEqualTo("volley-dqn-redo_5-20261122-093015-s7");
  }

  @Test
  void followsNoLinkThatLiesInItsFolder() throws IOException {
    Path other = Files.writeString(folder.resolve("thesis.tex"), "words");
    Path run = Files.createDirectory(folder.resolve("run"));
    String probe = ".probe." + ProcessHandle.current().pid() + ".tmp";
    Files.createSymbolicLink(run.resolve(probe), other);
    RunFolder.create(run);
    assertThat(other).hasContent("words");
    Files.writeString(run.resolve("config.yaml"), "");
    Files.createSymbolicLink(run.resolve("metrics.jsonl"), other);
    assertThatThrownBy(() -> RunFolder.open(run))
        .isInstanceOf(OutputException.class)
        .hasMessageStartingWith(run.resolve("metrics.jsonl") + " is a link, and a run writes");
  }

  @Test
  void createsWithParentsAndLeavesNoProbe() throws IOException {
    RunFolder run = RunFolder.create(folder.resolve("runs").resolve("a"));
    assertThat(run.path()).isEmptyDirectory();
    assertThat(run.isRun()).isFalse();
    assertThat(RunFolder.create(run.path()).path()).isEqualTo(run.path());
  }

  @Test
  void secondRunOfTheSameSecondGetsANumber() {
    Path runs = folder.resolve("runs");
    assertThat(RunFolder.createUnique(runs, "pong-dqn", TIME, 1).path())
        .isEqualTo(runs.resolve("pong-dqn-20261122-093015-s1"));
    assertThat(RunFolder.createUnique(runs, "pong-dqn", TIME, 1).path())
        .isEqualTo(runs.resolve("pong-dqn-20261122-093015-s1-2"));
  }

  @Test
  void refusesWhatIsThereAlready() throws IOException {
    Path other = Files.createDirectory(folder.resolve("other"));
    Files.writeString(other.resolve("thesis.tex"), "x");
    assertThatThrownBy(() -> RunFolder.create(other))
        .isInstanceOf(OutputException.class)
        .hasMessage(other + " is not empty and not a run; choose another folder");
    Files.writeString(other.resolve("config.yaml"), "seed: 1");
    assertThatThrownBy(() -> RunFolder.create(other))
        .isInstanceOf(OutputException.class)
        .hasMessage("there is a run in " + other + " already; resume it or choose another name");
    Path file = Files.writeString(folder.resolve("file"), "x");
    assertThatThrownBy(() -> RunFolder.create(file))
        .isInstanceOf(OutputException.class)
        .hasMessage(file + " is a file, not a folder; choose another folder");
  }

  @Test
  void refusesFoldersThatCannotBeMade() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "x");
    for (Path path : new Path[] {file.resolve("run"), file.resolve("runs").resolve("run")}) {
      assertThatThrownBy(() -> RunFolder.create(path))
          .isInstanceOf(OutputException.class)
          .hasMessage(
              "cannot write "
                  + path
                  + ": a part of the path is a file, not a folder; choose another folder");
    }
    assertThatThrownBy(() -> RunFolder.createUnique(file.resolve("runs"), "g-a", TIME, 1))
        .isInstanceOf(OutputException.class);
  }

  @Test
  void opensRunsOnlyAndCleansUpAfterAKilledProcess() throws IOException {
    Path path = folder.resolve("a");
    assertThatThrownBy(() -> RunFolder.open(path))
        .isInstanceOf(OutputException.class)
        .hasMessageStartingWith("no such run: " + path);
    Files.createDirectory(path);
    assertThatThrownBy(() -> RunFolder.open(path))
        .isInstanceOf(OutputException.class)
        .hasMessageStartingWith("not a run folder (no config.yaml in it): " + path);
    Files.writeString(path.resolve("config.yaml"), "seed: 1");
    Files.writeString(path.resolve(".summary.json.4711.tmp"), "half");
    assertThat(RunFolder.open(path).isRun()).isTrue();
    assertThat(path.toFile().list()).containsExactly("config.yaml");
  }
}
