package dev.ductile.eval.folder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ductile.base.files.OutputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One training at a time in a folder. */
class RunLockTest {
  @TempDir private Path folder;

  /** Takes the lock of a folder, for another process; 0 if it got it, 7 if it was refused. */
  static final class Taker {
    private Taker() {}

    /** The folder is the only argument. */
    public static void main(String[] args) {
      try (RunLock lock = RunLock.take(Path.of(args[0]))) {
        System.exit(0);
      } catch (OutputException e) {
        System.exit(7);
      }
    }
  }

  private int takeElsewhere() throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(ChildJvm.command(Taker.class, List.of(), folder.toString()))
            .inheritIO()
            .start();
    assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
    return process.exitValue();
  }

  @Test
  void refusesOthersUntilItIsClosed() throws IOException, InterruptedException {
    try (RunLock lock = RunLock.take(folder)) {
      assertThatThrownBy(() -> RunLock.take(folder.resolve("..").resolve(folder.getFileName())))
          .isInstanceOf(OutputException.class)
          .hasMessageContaining("another process is writing");
      assertThat(takeElsewhere()).as("after a refusal in this process").isEqualTo(7);
    }
    assertThat(takeElsewhere()).isZero();
    RunLock.take(folder).close();
  }

  @Test
  void noticesThatTheFolderIsAnotherOne() throws IOException {
    Path run = Files.createDirectory(folder.resolve("run"));
    try (RunLock lock = RunLock.take(run)) {
      lock.requireHeld();
      Files.move(run, folder.resolve("moved"));
      expectLost(lock, run);
      Files.createDirectory(run);
      expectLost(lock, run);
      Files.createFile(run.resolve(RunLock.FILE_NAME));
      expectLost(lock, run);
      assertThat(run.resolve(RunLock.FILE_NAME)).isEmptyFile();
    }
  }

  private static void expectLost(RunLock lock, Path run) {
    assertThatThrownBy(lock::requireHeld)
        .isInstanceOf(OutputException.class)
        .hasMessageStartingWith(run + " was removed, moved or replaced while");
  }

  @Test
  void followsNoLink() throws IOException {
    Path run = Files.createDirectory(folder.resolve("run"));
    Files.createSymbolicLink(run.resolve(RunLock.FILE_NAME), folder.resolve("elsewhere"));
    assertThatThrownBy(() -> RunLock.take(run)).isInstanceOf(OutputException.class);
    assertThat(folder.resolve("elsewhere")).doesNotExist();
  }

  @Test
  void aFolderOfAStartThatWasKilledCanBeUsed() throws IOException {
    Path run = Files.createDirectory(folder.resolve("run"));
    RunLock.take(run).close();
    Files.createDirectory(run.resolve("checkpoints"));
    Files.createFile(run.resolve("metrics.jsonl"));
    Files.createFile(run.resolve(".config.yaml.12-3.tmp"));
    assertThat(RunFolder.create(run).path()).isEqualTo(run);
    Files.createFile(run.resolve("notes.txt"));
    assertThatThrownBy(() -> RunFolder.create(run)).hasMessageContaining("not empty");
  }
}
