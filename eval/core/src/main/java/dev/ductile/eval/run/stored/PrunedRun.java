package dev.ductile.eval.run.stored;

import dev.ductile.agent.checkpoint.SpareFiles;
import dev.ductile.base.files.OutputException;
import dev.ductile.eval.folder.RunFolder;
import dev.ductile.eval.folder.RunLock;
import dev.ductile.eval.folder.SummaryFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Frees what a finished run no longer needs: it can still be evaluated and exported. */
public final class PrunedRun {
  private PrunedRun() {}

  /**
   * What was freed, or would be.
   *
   * @param files how many
   * @param bytes their sizes together
   * @param skipped why nothing of this run is freed; empty if it is not skipped
   */
  public record Freed(int files, long bytes, String skipped) {
    private static Freed nothing(String reason) {
      return new Freed(0, 0, reason);
    }
  }

  /**
   * Prunes a run.
   *
   * @param dryRun whether to look only
   * @param forkPointsToo whether checkpoints that were kept to be forked from are freed as well
   * @throws OutputException if a file cannot be deleted
   * @throws dev.ductile.agent.checkpoint.CheckpointException if its newest checkpoint is damaged
   */
  public static Freed prune(Path path, boolean dryRun, boolean forkPointsToo) {
    RunFolder folder = new RunFolder(path);
    if (RunLock.isTaken(path)) {
      return Freed.nothing("it is running");
    }
    if (!SummaryFile.isCompleted(folder.summaryFile())) {
      return Freed.nothing("it is not finished and may go on");
    }
    if (Files.isSymbolicLink(folder.checkpointFolder())) {
      return Freed.nothing("its checkpoints folder is a link to another place");
    }
    if (dryRun) {
      return free(folder, false, forkPointsToo);
    }
    try (RunLock lock = RunLock.take(path)) {
      return free(folder, true, forkPointsToo);
    }
  }

  private static Freed free(RunFolder folder, boolean delete, boolean forkPointsToo) {
    List<Path> spare = SpareFiles.of(folder.checkpointFolder(), forkPointsToo);
    long bytes = 0;
    for (Path file : spare) {
      try {
        bytes += Files.size(file);
        if (delete) {
          Files.delete(file);
        }
      } catch (IOException e) {
        throw OutputException.cannotWrite(file, e);
      }
    }
    return new Freed(spare.size(), bytes, "");
  }
}
