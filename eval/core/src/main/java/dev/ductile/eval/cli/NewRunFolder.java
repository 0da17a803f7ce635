package dev.ductile.eval.cli;

import dev.ductile.agent.config.RunConfig;
import dev.ductile.agent.settings.RunName;
import dev.ductile.eval.folder.RunFolder;
import dev.ductile.eval.folder.RunLock;
import dev.ductile.eval.run.TrainingRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.function.Supplier;

/**
 * The folder of a run that is to begin. A run that is refused leaves nothing behind, but a folder
 * that was there before.
 *
 * @param folder made, or found empty
 * @param isNew whether it was not there before
 */
record NewRunFolder(RunFolder folder, boolean isNew) {
  /**
   * Makes one.
   *
   * @param wanted its path; null for a name of its own under {@code runs}
   */
  static NewRunFolder make(Path wanted, RunConfig config) {
    boolean isNew = wanted == null || !Files.exists(wanted);
    RunFolder made =
        wanted != null
            ? RunFolder.create(wanted)
            : RunFolder.createUnique(
                Path.of("runs"), RunName.slug(config), LocalDateTime.now(), config.run().seed());
    return new NewRunFolder(made, isNew);
  }

  /** Opens a run in it. */
  TrainingRun opened(Supplier<TrainingRun> start) {
    try {
      return start.get();
    } catch (RuntimeException e) {
      removeIfEmpty();
      throw e;
    }
  }

  private void removeIfEmpty() {
    try {
      Files.deleteIfExists(folder.path().resolve(RunLock.FILE_NAME));
      if (isNew) {
        Files.deleteIfExists(folder.path());
      }
    } catch (IOException e) {
      return; // it holds something worth keeping
    }
  }
}
