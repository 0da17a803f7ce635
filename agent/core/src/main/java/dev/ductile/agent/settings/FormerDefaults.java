package dev.ductile.agent.settings;

import dev.ductile.agent.config.RunConfig;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Settings that runs of earlier versions do not name, with what was done then. A setting that is
 * added gets its place here, so that older runs can be evaluated and resumed.
 */
public final class FormerDefaults {
  private static final String SOURCE = "the run is older than this setting";

  private static final Map<String, Object> FORMER =
      Map.ofEntries(
          Map.entry("rollout.stepsPerEnvironment", 0),
          Map.entry("rollout.lambda", 0.65),
          Map.entry("rollout.epochs", 2),
          Map.entry("run.emulatorReloadFrames", 0),
          Map.entry("run.schedule", "SERIAL"),
          Map.entry("run.keepCheckpointsAtFrames", ""),
          Map.entry("fork.prefixSha256", ""),
          Map.entry("fork.atFrames", 0),
          Map.entry("fork.firstSeed", 0),
          Map.entry("env.lifeLossFromFrame", 0),
          Map.entry("replay.storage", "RAW"),
          Map.entry("replay.compressedBytesPerFrame", 2048),
          Map.entry("replay.ageDecaySteps", 0),
          Map.entry("replay.leastAgeWeight", 0.1),
          Map.entry("interventions", ""),
          Map.entry("network.normalizationAffine", true),
          Map.entry("network.activation", "RELU"),
          Map.entry("network.injection", false),
          Map.entry("network.averagePooling", false),
          Map.entry("network.hadamard", "NONE"),
          Map.entry("network.intervalKeep", 1.0),
          Map.entry("network.skipBlocks", 0),
          Map.entry("network.auxiliaryHeads", 0),
          Map.entry("optimizer.decayed", "ALL"),
          Map.entry("continual.visits", ""),
          Map.entry("continual.visitFrames", 0),
          Map.entry("network.spectralNormLayers", "RESIDUAL_BLOCKS"),
          Map.entry("network.normalizationGroups", 8),
          Map.entry("network.normalizationDecay", 0.99),
          Map.entry("network.halvedUnits", false),
          Map.entry("objective.categorical.labelSmoothing", 0.0),
          Map.entry("objective.rewardScale", 1.0),
          Map.entry("measurement.names", ""),
          Map.entry("measurement.periodFrames", 100000),
          Map.entry("measurement.batch", 256),
          Map.entry("measurement.probeSteps", 200),
          Map.entry("measurement.probeDraws", 3),
          Map.entry("learning.targetPeriodFromFirstStep", false));

  private FormerDefaults() {}

  /** Puts what was done then for every setting of a run that it does not name. */
  public static void fill(Settings<RunConfig> settings) {
    FORMER.forEach(
        (key, value) -> {
          if (settings.get(key) == null) {
            settings.put(key, value, SOURCE);
          }
        });
  }

  /**
   * The same for values as text.
   *
   * @param saved values by key, as {@link ConfigDifferences#flatten} gave them at the time
   * @return all of them and those that were missing
   */
  public static Map<String, String> fill(Map<String, String> saved) {
    Map<String, String> filled = new LinkedHashMap<>(saved);
    FORMER.forEach((key, value) -> filled.putIfAbsent(key, String.valueOf(value)));
    return filled;
  }

  /** The keys of these settings. */
  static java.util.Set<String> keys() {
    return FORMER.keySet();
  }
}
