package dev.ductile.agent.network;

import java.util.BitSet;

/** Dormant units (Sokar et al. 2023, equation 1). */
public final class Dormancy {
  private Dormancy() {}

  /**
   * Units whose share of their layer's activity is small: {@code sᵢ = E|hᵢ| / meanₖ E|hₖ| ≤ τ}. In
   * a layer without any activity all are dormant.
   *
   * @param meanMagnitude E|h| of each unit of a layer
   * @param threshold τ
   */
  public static BitSet dormant(float[] meanMagnitude, double threshold) {
    double sum = 0;
    for (float magnitude : meanMagnitude) {
      sum += magnitude;
    }
    double mean = sum / meanMagnitude.length;
    BitSet dormant = new BitSet(meanMagnitude.length);
    for (int i = 0; i < meanMagnitude.length; i++) {
      dormant.set(i, meanMagnitude[i] <= threshold * mean); // a product: a layer may be all 0
    }
    return dormant;
  }

  /** {@code |X ∩ Y| / min(|X|, |Y|)}; NaN if either is empty. */
  public static double overlap(BitSet x, BitSet y) {
    BitSet both = (BitSet) x.clone();
    both.and(y);
    int least = Math.min(x.cardinality(), y.cardinality());
    return least == 0 ? Double.NaN : both.cardinality() / (double) least;
  }
}
