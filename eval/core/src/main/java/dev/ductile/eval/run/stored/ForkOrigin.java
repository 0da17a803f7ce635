package dev.ductile.eval.run.stored;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a forked run goes on from.
 *
 * @param source folder of the run that it was forked from, at the time
 * @param frames emulator frames at which it was
 * @param parametersSha256 hash of the online parameters there
 * @param configurationSha256 hash of that run's configuration
 * @param code what that run was made by
 */
public record ForkOrigin(
    String source, long frames, String parametersSha256, String configurationSha256, String code) {
  private static final String SOURCE = "forkedFrom";
  private static final String FRAMES = "forkedAtFrames";
  private static final String PARAMETERS = "forkedParametersSha256";
  private static final String CONFIGURATION = "forkedConfigurationSha256";
  private static final String CODE = "forkedCode";

  /** Facts of a provenance. */
  public Map<String, String> facts() {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put(SOURCE, Provenance.plain(source));
    facts.put(FRAMES, Long.toString(frames));
    facts.put(PARAMETERS, parametersSha256);
    facts.put(CONFIGURATION, configurationSha256);
    facts.put(CODE, code);
    return facts;
  }

  /** What a provenance says; empty of a run that was not forked. */
  public static Optional<ForkOrigin> of(Provenance provenance) {
    Map<String, String> facts = provenance.facts();
    String frames = facts.getOrDefault(FRAMES, "");
    return frames.matches("\\d{1,18}")
        ? Optional.of(
            new ForkOrigin(
                facts.getOrDefault(SOURCE, ""),
                Long.parseLong(frames),
                facts.getOrDefault(PARAMETERS, ""),
                facts.getOrDefault(CONFIGURATION, ""),
                facts.getOrDefault(CODE, "")))
        : Optional.empty();
  }

  /** What forks of one prefix have in common, and no others. */
  public String key() {
    return parametersSha256 + "@" + frames;
  }
}
