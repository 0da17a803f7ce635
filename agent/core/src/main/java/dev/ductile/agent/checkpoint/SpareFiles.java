package dev.ductile.agent.checkpoint;

import dev.ductile.base.files.ReadFailures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What the checkpoints of a finished run hold beyond the parameters that are evaluated and
 * exported: replay memory, state of the training, older checkpoints. Without it the run cannot be
 * gone on with.
 */
public final class SpareFiles {
  private static final String OURS =
      "checkpoint-\\d+\\.(manifest|state|ductile)|replay-\\d+-\\d+\\.entries";

  private SpareFiles() {}

  /**
   * The spare files of a checkpoint folder, those first without which the others are of no use.
   *
   * @param forkPointsToo whether checkpoints that are kept to be forked from are spare as well
   * @throws CheckpointException if the newest checkpoint is not whole: nothing is spare then
   */
  public static List<Path> of(Path folder, boolean forkPointsToo) {
    List<Path> manifests = CheckpointManifest.all(folder);
    if (manifests.isEmpty()) {
      return List.of();
    }
    String kept = newestLearner(folder, manifests.get(0));
    try (Stream<Path> files = Files.list(folder)) {
      Set<String> forkPoints = forkPointsToo ? Set.of() : ForkPoints.keptFiles(folder);
      List<Path> spare =
          new ArrayList<>(
              files
                  .filter(file -> file.getFileName().toString().matches(OURS))
                  .filter(file -> !file.getFileName().toString().equals(kept))
                  .filter(file -> !forkPoints.contains(file.getFileName().toString()))
                  .toList());
      spare.sort(
          Comparator.comparing(
                  (Path file) -> !file.getFileName().toString().endsWith(CheckpointManifest.SUFFIX))
              .thenComparing(Comparator.naturalOrder()));
      return List.copyOf(spare);
    } catch (IOException e) {
      throw new CheckpointException("cannot list " + folder + ": " + ReadFailures.reason(e), e);
    }
  }

  private static String newestLearner(Path folder, Path newestManifest) {
    Optional<String> newest =
        LearnerCheckpoint.newest(folder).map(file -> file.getFileName().toString());
    CheckpointManifest manifest = CheckpointManifest.read(newestManifest);
    boolean isWhole = newest.filter(manifest.learner().name()::equals).isPresent();
    boolean isPruned = newest.isPresent() && manifest.keptFor() > 0; // its own manifest is gone
    if (!isWhole && !isPruned) {
      throw new CheckpointException(
          "the newest parameters in " + folder + " belong to no whole checkpoint");
    }
    return newest.orElseThrow();
  }
}
