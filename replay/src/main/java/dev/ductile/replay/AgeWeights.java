package dev.ductile.replay;

/**
 * How much likelier young transitions are drawn: in proportion to {@code max(least, 1 −
 * age/decaySteps)}, the age being the steps of a transition's environment since it (Wu et al. 2026,
 * 2604.01913).
 *
 * @param decaySteps steps of an environment after which a weight would be 0; 0 where all are alike
 * @param least smallest weight, above 0
 */
public record AgeWeights(long decaySteps, double least) {
  /** All alike. */
  public static final AgeWeights NONE = new AgeWeights(0, 1);

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException if a value is out of range, naming it
   */
  public AgeWeights {
    if (decaySteps < 0) {
      throw new IllegalArgumentException("decaySteps must be 0 or more, was " + decaySteps);
    }
    if (!(least > 0 && least <= 1)) {
      throw new IllegalArgumentException("least must be above 0 and at most 1, was " + least);
    }
  }

  boolean none() {
    return decaySteps == 0 || least == 1;
  }

  /** Weight of an age, at most 1; the newest transition's age is 1. */
  double of(long age) {
    return Math.max(least, 1 - age / (double) decaySteps);
  }
}
