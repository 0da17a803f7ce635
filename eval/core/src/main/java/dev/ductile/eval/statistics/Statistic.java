package dev.ductile.eval.statistics;

/** A number made of runs of which each counts as often as it was drawn. */
@FunctionalInterface
public interface Statistic {
  /**
   * The number.
   *
   * @param counts how often each run counts, from {@code first} on
   * @param first where the counts begin
   */
  double of(short[] counts, int first);

  /** This less another of the same runs: resampled together they keep their pairs. */
  default Statistic minus(Statistic other) {
    return (counts, first) -> of(counts, first) - other.of(counts, first);
  }
}
