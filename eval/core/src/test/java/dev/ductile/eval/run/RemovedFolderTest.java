package dev.ductile.eval.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ductile.agent.config.RunConfig;
import dev.ductile.agent.settings.Settings;
import dev.ductile.base.files.OutputException;
import dev.ductile.env.rom.RomStore;
import dev.ductile.eval.folder.RunFolder;
import dev.ductile.eval.folder.RunLock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run whose folder is removed under it says so, and makes nothing anew. */
class RemovedFolderTest {
  @Test
  void saysThatItsFolderIsGone(@TempDir Path scratch) {
    Settings<RunConfig> settings = TinyTraining.settings("run.checkpointPeriodFrames=400");
    RunFolder folder = RunFolder.create(scratch.resolve("run"));
    AtomicInteger asked = new AtomicInteger();
    try (RunLock lock = RunLock.take(folder.path());
        TrainingRun run =
            TrainingRun.begin(
                settings, folder, RomStore.standard(), RunStart.of(List.of(), lock))) {
      assertThatThrownBy(() -> run.run(() -> asked.incrementAndGet() == 120 && remove(folder)))
          .isInstanceOf(OutputException.class)
          .hasMessageContaining("was removed, moved or replaced");
    }
    assertThat(folder.path()).doesNotExist();
  }

  /** Returns false: the run is not to be stopped. */
  private static boolean remove(RunFolder folder) {
    try (Stream<Path> files = Files.walk(folder.path())) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
      return false;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
