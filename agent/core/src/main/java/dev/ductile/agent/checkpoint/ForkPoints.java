package dev.ductile.agent.checkpoint;

import dev.ductile.agent.config.RunConfig;
import dev.ductile.agent.config.RunSchedule;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;

/** The checkpoints of a run, at which others can be forked from it. */
public final class ForkPoints {
  private ForkPoints() {}

  /**
   * A checkpoint that is not deleted for newer ones.
   *
   * @param keptFor the frame for which it is kept, as it was asked for
   * @param frames emulator frames at which it is
   * @param bytes of all its files, those that it shares with other checkpoints included
   */
  public record Kept(long keptFor, long frames, long bytes) {}

  /** Emulator frames of all checkpoints, in order. */
  public static List<Long> frames(Path folder) {
    return CheckpointManifest.all(folder).stream()
        .map(file -> file.getFileName().toString().replaceAll("\\D", ""))
        .filter(digits -> !digits.isEmpty())
        .map(Long::parseLong)
        .sorted()
        .toList();
  }

  /**
   * The checkpoint at a frame: of just that frame, or of the first round of agent steps that ended
   * behind it.
   *
   * @param config of the run
   * @param wanted emulator frames
   */
  public static OptionalLong at(Path folder, RunConfig config, long wanted) {
    long round = roundFrames(config);
    return frames(folder).stream()
        .mapToLong(Long::longValue)
        .filter(frames -> frames >= wanted && frames - wanted < round)
        .findFirst();
  }

  /** Most emulator frames between two places at which a checkpoint can be. */
  private static long roundFrames(RunConfig config) {
    int environments = config.run().environments();
    if (config.rollout().on()) {
      return (long) config.rollout().transitions(environments) * config.env().frameSkip();
    }
    int period = config.learning().updatePeriodSteps();
    long steps =
        config.run().schedule() == RunSchedule.SERIAL
            ? 1
            : Math.max(1, (period + environments - 1) / environments);
    return steps * environments * config.env().frameSkip();
  }

  /** Those that are kept, in order; a damaged one is left out. */
  public static List<Kept> kept(Path folder) {
    List<Kept> kept = new ArrayList<>();
    for (Path file : CheckpointManifest.all(folder)) {
      CheckpointManifest manifest = readOrNull(file);
      if (manifest != null && manifest.keptFor() > 0) {
        long bytes = manifest.files().stream().mapToLong(CheckpointFiles.Whole::bytes).sum();
        kept.add(0, new Kept(manifest.keptFor(), manifest.counters().frames(), bytes));
      }
    }
    return kept;
  }

  /** Names of all files that kept checkpoints need, their manifests included. */
  static Set<String> keptFiles(Path folder) {
    Set<String> names = new LinkedHashSet<>();
    for (Path file : CheckpointManifest.all(folder)) {
      CheckpointManifest manifest = readOrNull(file);
      if (manifest != null && manifest.keptFor() > 0) {
        names.add(file.getFileName().toString());
        manifest.files().forEach(each -> names.add(each.name()));
      }
    }
    return names;
  }

  private static CheckpointManifest readOrNull(Path file) {
    try {
      return CheckpointManifest.readUnchecked(file);
    } catch (CheckpointException e) {
      return null;
    }
  }
}
