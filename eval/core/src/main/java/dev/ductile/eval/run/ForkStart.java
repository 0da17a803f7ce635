package dev.ductile.eval.run;

import dev.ductile.agent.checkpoint.ForkPrefix;
import dev.ductile.agent.fork.ForkChanges;
import dev.ductile.eval.run.stored.ForkOrigin;
import dev.ductile.eval.run.stored.Provenance;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

/**
 * From what a fork starts.
 *
 * @param source folder of the run that it is forked from
 * @param prefix that run's checkpoint
 * @param changes what the fork has otherwise
 * @param before where that run's figures come from
 */
public record ForkStart(Path source, ForkPrefix prefix, ForkChanges changes, Provenance before) {

  /** What is done, for people. */
  public String sentence() {
    return String.format(
        Locale.ROOT,
        "forked from %s at frame %,d, parametersSha256 %s",
        source,
        prefix.frames(),
        prefix.parametersSha256());
  }

  /** For the fork's own provenance. */
  Map<String, String> facts() {
    return new ForkOrigin(
            source.toAbsolutePath().normalize().toString(),
            prefix.frames(),
            prefix.parametersSha256(),
            prefix.configurationSha256(),
            before.code())
        .facts();
  }
}
