package dev.ductile.eval.cli;

import dev.ductile.agent.checkpoint.CheckpointException;
import dev.ductile.agent.checkpoint.ForkPoints;
import dev.ductile.agent.checkpoint.ForkPrefix;
import dev.ductile.agent.config.RunConfig;
import dev.ductile.agent.fork.ForkSettings;
import dev.ductile.agent.settings.ConfigDifferences;
import dev.ductile.agent.settings.RunExtension;
import dev.ductile.agent.settings.Settings;
import dev.ductile.base.ConfigurationException;
import dev.ductile.base.Quantities;
import dev.ductile.eval.folder.RunFolder;
import dev.ductile.eval.run.ForkStart;
import dev.ductile.eval.run.stored.SavedConfig;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * What {@code train --fork RUN@FRAMES} goes on from, and under which settings.
 *
 * @param settings of the fork
 * @param start from what it starts
 */
record ForkedTraining(Settings<RunConfig> settings, ForkStart start) {
  private static final String LAST = "last";

  /**
   * Looks the checkpoint up.
   *
   * @param text {@code RUN@FRAMES} or {@code RUN@last}
   * @param changes puts what the fork has otherwise
   * @throws ConfigurationException if there is no such run or checkpoint, or what is changed cannot
   *     be changed
   */
  static ForkedTraining of(String text, Consumer<ForkSettings> changes) {
    int at = text.lastIndexOf('@');
    if (at < 1 || at == text.length() - 1) {
      throw new ConfigurationException(
          "--fork " + text + " is not RUN@FRAMES; write runs/NAME@10M, or @last for the newest");
    }
    Path source = Path.of(text.substring(0, at));
    RunFolder folder = SavedConfig.folder(source);
    SavedConfig saved = SavedConfig.read(source);
    long frames = frames(folder, saved.config(), text.substring(at + 1));
    try {
      ForkPrefix prefix = ForkPrefix.of(folder.checkpointFolder(), frames);
      requireAsSaved(source, saved, prefix);
      ForkSettings settings =
          ForkSettings.of(saved.settings(), prefix.configurationSha256(), frames);
      changes.accept(settings);
      return new ForkedTraining(
          settings.settings(),
          new ForkStart(source, prefix, settings.changes(), saved.provenance()));
    } catch (CheckpointException e) {
      throw new ConfigurationException("--fork " + text + ": " + e.getMessage(), e);
    }
  }

  private static long frames(RunFolder folder, RunConfig config, String wanted) {
    List<Long> there = ForkPoints.frames(folder.checkpointFolder());
    OptionalLong found =
        wanted.equals(LAST)
            ? there.stream().mapToLong(Long::longValue).max()
            : ForkPoints.at(folder.checkpointFolder(), config, number(wanted));
    return found.orElseThrow(
        () ->
            new ConfigurationException(
                "--fork: "
                    + folder.path()
                    + " has no checkpoint at frame "
                    + wanted
                    + "; it has "
                    + (there.isEmpty()
                        ? "none"
                        : there.stream().map(String::valueOf).collect(Collectors.joining(", ")))
                    + " (train --keep-checkpoints-at keeps others)"));
  }

  private static long number(String text) {
    try {
      return Quantities.whole(text);
    } catch (NumberFormatException e) {
      throw new ConfigurationException(
          "--fork: '" + text + "' " + e.getMessage() + "; write frames as 250k or 10M, or last", e);
    }
  }

  /** A configuration that was edited since would be taken for the prefix's. */
  private static void requireAsSaved(Path source, SavedConfig saved, ForkPrefix prefix) {
    Map<String, String> before = prefix.configuration();
    Map<String, String> now = ConfigDifferences.flatten(saved.config());
    before.put(RunExtension.KEY, now.get(RunExtension.KEY));
    List<String> differences = ConfigDifferences.between(before, now);
    if (!differences.isEmpty()) {
      throw new ConfigurationException(
          "--fork: config.yaml of "
              + source
              + " was changed since the checkpoint was written: "
              + String.join("; ", differences)
              + "; put it back, and give changes as options of the fork");
    }
  }
}
