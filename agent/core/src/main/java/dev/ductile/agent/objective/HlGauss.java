package dev.ductile.agent.objective;

import dev.ductile.agent.engine.CompositeOps;
import dev.ductile.agent.engine.Shape;
import dev.ductile.agent.engine.Tensor;

/**
 * A number as the mass that a normal distribution around it has in each of {@code bins} equal bins
 * of [minimum, maximum], renormalised to what lies inside (Imani and White 2018; Farebrother et al.
 * 2024, with σ = 0.75 bin widths). Bins are read back by their centres.
 *
 * @param bins number of bins, at least 2
 * @param minimum lower edge of the first
 * @param maximum upper edge of the last
 * @param sigmaRatio σ in bin widths, more than 0
 */
public record HlGauss(int bins, double minimum, double maximum, double sigmaRatio)
    implements ValueClasses {
  @Override
  public int classes() {
    return bins;
  }

  private double width() {
    return (maximum - minimum) / bins;
  }

  @Override
  public Tensor labels(CompositeOps f, Tensor numbers) {
    int batch = numbers.shape().dim(0);
    float[] edges = new float[bins + 1];
    for (int i = 0; i <= bins; i++) {
      edges[i] = (float) (minimum + i * width());
    }
    Tensor y = f.reshape(f.clip(numbers, (float) minimum, (float) maximum), Shape.of(batch, 1));
    Tensor distance = f.subtract(f.constant(edges, Shape.of(1, bins + 1)), y);
    double scale = 1 / (Math.sqrt(2) * sigmaRatio * width());
    Tensor cumulative = f.erf(f.scale(distance, (float) scale));
    Tensor upper = f.slice(cumulative, new int[] {0, 1}, new int[] {batch, bins});
    Tensor lower = f.slice(cumulative, new int[] {0, 0}, new int[] {batch, bins});
    Tensor mass = f.subtract(upper, lower);
    return f.divide(mass, f.reduceSum(mass, true, 1));
  }

  @Override
  public Tensor expectation(CompositeOps f, Tensor probabilities) {
    float[] centres = new float[bins];
    for (int i = 0; i < bins; i++) {
      centres[i] = (float) (minimum + (i + 0.5) * width());
    }
    return f.reduceSum(f.multiply(probabilities, f.constant(centres, Shape.of(bins))), false, -1);
  }
}
