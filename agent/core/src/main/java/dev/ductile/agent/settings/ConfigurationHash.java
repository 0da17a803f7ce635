package dev.ductile.agent.settings;

import dev.ductile.agent.config.RunConfig;
import dev.ductile.base.files.Digests;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * One number for everything in a resolved configuration that can influence what a run comes to, bit
 * for bit: two runs of equal hashes, of the same code, on CPUs of the same kind, end alike.
 *
 * <p>It is the SHA-256 of the lines {@code key=value}, sorted, in UTF-8, after a first line that
 * names this format. Left out are
 *
 * <ul>
 *   <li>keys that cannot influence results, see {@link #WITHOUT_INFLUENCE}. The threads of the
 *       engine are not among them: sums depend on how work is split, and only equal numbers of
 *       threads give equal bits.
 *   <li>keys whose value says what was done before there was such a key, see {@link
 *       FormerDefaults}: a key that is added changes no hash of runs that do as before.
 * </ul>
 */
public final class ConfigurationHash {
  /** Tests hold for each that it changes neither a parameter nor a return. */
  static final Set<String> WITHOUT_INFLUENCE =
      Set.of(
          "replay.storage",
          "replay.compressedBytesPerFrame",
          "run.environmentThreads",
          "run.checkpointPeriodFrames",
          "run.keepCheckpointsAtFrames",
          "run.logPeriodFrames");

  private static final String FORMAT = "ductile configuration 1";

  private ConfigurationHash() {}

  /** Of a configuration: 64 hexadecimal digits. */
  public static String sha256(RunConfig config) {
    return sha256(ConfigDifferences.flatten(config));
  }

  /**
   * Of values as text.
   *
   * @param values all of them by key, as {@link ConfigDifferences#flatten} gives them
   */
  public static String sha256(Map<String, String> values) {
    Map<String, String> former = FormerDefaults.fill(Map.of());
    StringBuilder text = new StringBuilder(FORMAT).append('\n');
    new TreeMap<>(values)
        .forEach(
            (key, value) -> {
              if (!WITHOUT_INFLUENCE.contains(key) && !value.equals(former.get(key))) {
                text.append(key).append('=').append(value).append('\n');
              }
            });
    return Digests.sha256(text.toString().getBytes(StandardCharsets.UTF_8));
  }
}
