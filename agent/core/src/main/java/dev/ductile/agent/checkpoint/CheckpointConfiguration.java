package dev.ductile.agent.checkpoint;

import dev.ductile.agent.config.RunConfig;
import dev.ductile.agent.settings.ConfigDifferences;
import dev.ductile.agent.settings.FormerDefaults;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The configuration that a checkpoint was made with, which a run's file may no longer say. */
public final class CheckpointConfiguration {
  private static final String LEARNER_SUFFIX = ".ductile";

  /** What decides on the network and on the games that a trained agent plays. */
  private static final List<String> PLAYING =
      List.of(
          "env.",
          "network.",
          "objective.",
          "interventions",
          "evaluation.",
          "run.seed",
          "run.engine",
          "run.bfloat16");

  private CheckpointConfiguration() {}

  /**
   * What a configuration says otherwise than a checkpoint, of all that decides how the agent plays;
   * what only concerns training is left out.
   *
   * @param learnerFile {@code checkpoint-FRAMES.ductile}
   * @return a text for each key, as {@link ConfigDifferences#between} gives it; empty as well if
   *     the checkpoint does not say, such as an imported network's
   */
  public static List<String> changesInPlay(Path learnerFile, RunConfig now) {
    String name = learnerFile.getFileName().toString();
    Path manifest =
        learnerFile.resolveSibling(
            name.substring(0, name.length() - LEARNER_SUFFIX.length()) + CheckpointManifest.SUFFIX);
    if (!Files.isRegularFile(manifest)) {
      return List.of();
    }
    return ConfigDifferences.between(
            FormerDefaults.fill(CheckpointManifest.readUnchecked(manifest).configuration()),
            ConfigDifferences.flatten(now))
        .stream()
        .filter(change -> PLAYING.stream().anyMatch(change::startsWith))
        .toList();
  }
}
