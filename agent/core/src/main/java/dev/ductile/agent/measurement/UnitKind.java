package dev.ductile.agent.measurement;

import dev.ductile.agent.learner.UnitStatistics;
import dev.ductile.agent.network.Activation;
import dev.ductile.agent.network.NetworkConfig;

/** How dead and linearised units of an activation are told. */
enum UnitKind {
  /** max(a, 0): dead where a ≤ 0 throughout, linear where a > 0 throughout. */
  RECTIFIED,
  /**
   * Linear where a has one sign throughout; never dead. LeakyReLU, interval-wise dropout; CReLU as
   * a pair.
   */
  TWO_SLOPES,
  /** Dead where |h| > .99 throughout; linear by the affine fit. */
  SATURATING,
  /** Never called dead; linear by the affine fit. */
  SMOOTH;

  /** |h| above which a saturating unit is dead. */
  static final double SATURATION = 0.99;

  /** Residual share of the affine fit below which a smooth unit is linear. */
  static final double LINEAR = 1e-2;

  /** E|h| divided by max |a| up to which a smooth unit is silent. */
  private static final double SILENT = 1e-6;

  /** The kind of a network's hidden units. */
  static UnitKind of(NetworkConfig network) {
    return network.dropsIntervals() ? TWO_SLOPES : of(network.activation());
  }

  /** The kind of an activation. */
  static UnitKind of(Activation activation) {
    return switch (activation.name()) {
      case "RELU" -> RECTIFIED;
      case "LEAKY_RELU", "CRELU" -> TWO_SLOPES;
      case "TANH" -> SATURATING;
      default -> SMOOTH;
    };
  }

  /** Whether dead units are defined. */
  boolean canDie() {
    return this == RECTIFIED || this == SATURATING;
  }

  /** Threshold of dead units, for names. */
  String deadThreshold() {
    return this == SATURATING ? "0.99" : "0";
  }

  /** Threshold of linearised units, for names. */
  String linearThreshold() {
    return this == RECTIFIED || this == TWO_SLOPES ? "0" : "0.01";
  }

  /** How many units are counted. */
  int units(UnitStatistics units) {
    return bySign() ? units.least().length : units.residualShare().length;
  }

  private boolean bySign() {
    return this == RECTIFIED || this == TWO_SLOPES;
  }

  /** Whether a unit is dead. */
  boolean isDead(UnitStatistics units, int unit) {
    return switch (this) {
      case RECTIFIED -> units.greatest()[unit] <= 0;
      case SATURATING -> units.leastMagnitude()[unit] > SATURATION;
      case TWO_SLOPES, SMOOTH -> false;
    };
  }

  /** Whether a unit is linear on the batch. */
  boolean isLinear(UnitStatistics units, int unit) {
    return switch (this) {
      case RECTIFIED -> units.least()[unit] > 0;
      case TWO_SLOPES -> units.least()[unit] > 0 || units.greatest()[unit] < 0;
      case SATURATING -> units.residualShare()[unit] < LINEAR && !isDead(units, unit);
      case SMOOTH -> units.residualShare()[unit] < LINEAR && !isSilent(units, unit);
    };
  }

  /**
   * Whether an activation is as good as 0 whatever goes in, as GELU's far below 0: what float32
   * leaves of it says nothing about its shape.
   */
  private static boolean isSilent(UnitStatistics units, int activation) {
    int unit = activation % units.least().length;
    float least = units.least()[unit];
    float greatest = units.greatest()[unit];
    double inputs = Math.max(Math.abs(least), Math.abs(greatest));
    return least < greatest && units.meanMagnitude()[activation] <= SILENT * inputs;
  }
}
