package dev.ductile.agent.objective;

import dev.ductile.agent.engine.CompositeOps;
import dev.ductile.agent.engine.Shape;
import dev.ductile.agent.engine.Tensor;

/**
 * Evenly spaced atoms, both ends included.
 *
 * @param atoms number of atoms, at least 2
 * @param minimum the first
 * @param maximum the last
 */
public record Support(int atoms, double minimum, double maximum) {
  /** Distance of neighbours. */
  public double spacing() {
    return (maximum - minimum) / (atoms - 1);
  }

  /** The atoms. */
  public float[] values() {
    float[] values = new float[atoms];
    for (int i = 0; i < atoms; i++) {
      values[i] = (float) (minimum + i * spacing());
    }
    values[atoms - 1] = (float) maximum;
    return values;
  }

  /**
   * Weight of each atom for a point: {@code clip(1 − |x − zᵢ|/Δz, 0, 1)}, which shares the point
   * between its two neighbours and loses no mass inside the support.
   *
   * @param points [B, J], inside the support
   * @return [B, atoms, J]
   */
  Tensor triangles(CompositeOps f, Tensor points) {
    int batch = points.shape().dim(0);
    Tensor x = f.reshape(points, Shape.of(batch, 1, points.shape().dim(1)));
    Tensor z = f.constant(values(), Shape.of(1, atoms, 1));
    Tensor distance = f.scale(f.abs(f.subtract(x, z)), (float) (1 / spacing()));
    return f.clip(f.subtract(f.constant(1f), distance), 0f, 1f);
  }

  /** Limits to the support. */
  Tensor clip(CompositeOps f, Tensor x) {
    return f.clip(x, (float) minimum, (float) maximum);
  }

  /**
   * Expectation under probabilities over the last axis, which is removed.
   *
   * @param probabilities [.., atoms]
   */
  Tensor expectation(CompositeOps f, Tensor probabilities) {
    return f.reduceSum(f.multiply(probabilities, f.constant(values(), Shape.of(atoms))), false, -1);
  }
}
