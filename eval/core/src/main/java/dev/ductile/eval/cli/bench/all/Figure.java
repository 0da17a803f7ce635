package dev.ductile.eval.cli.bench.all;

/**
 * A number of a row.
 *
 * @param name of it, after the row's
 * @param unit such as {@code ms}
 * @param key in Ductile's JSON; empty if it is not read from there
 * @param scale by which that is multiplied
 * @param peerKey in the peer's JSON; empty if it has none
 */
record Figure(String name, String unit, String key, double scale, String peerKey) {
  static final String MILLISECONDS = "ms";
  static final String STEPS = "agent steps/s";

  /** What {@code bench update} and its peer say of an update. */
  static Figure update() {
    return new Figure("update", MILLISECONDS, "updateMilliseconds", 1, "updateMs");
  }

  /** What they say of acting. */
  static Figure act() {
    return new Figure("acting on one observation", MILLISECONDS, "actMilliseconds", 1, "actMs");
  }
}
