package dev.ductile.agent.config;

import dev.ductile.base.Checks;

/**
 * Where a run was forked from another one. Written by {@code train --fork}, never set: it makes the
 * configuration of a fork another than that of a whole run with the same values.
 *
 * @param prefixSha256 hash of the configuration of the run that it was forked from; empty for none
 * @param atFrames emulator frames at which it was
 * @param firstSeed seed with which the very first run of the line began: the first parameters are
 *     from it, and cartridges are loaded with it
 */
public record ForkConfig(String prefixSha256, long atFrames, long firstSeed) {
  /** Of a run that is whole. */
  public static final ForkConfig NONE = new ForkConfig("", 0, 0);

  /** Checks the ranges. */
  public ForkConfig {
    Checks.present("fork.prefixSha256", prefixSha256);
    if (!prefixSha256.matches("([0-9a-f]{64})?")) {
      throw Checks.bad("fork.prefixSha256", prefixSha256, "it is written by train --fork only");
    }
    Checks.atLeast("fork.atFrames", atFrames, 0);
  }

  /** Whether the run was forked. */
  public boolean on() {
    return !prefixSha256.isEmpty();
  }
}
