package dev.ductile.agent.intervention.architecture;

import dev.ductile.agent.engine.Shape;
import java.util.Arrays;
import java.util.List;

/** How many weights of each layer remain where a share of all is pruned. */
final class LayerDensities {
  private LayerDensities() {}

  /**
   * Erdős–Rényi with kernels (Evci et al. 2020, RigL): the share that remains of a tensor is
   * proportional to (sum of its dimensions)/(product of its dimensions), and at most 1. What layers
   * that stay whole cannot lose is taken from the others, so that the overall share is as asked.
   *
   * @param shapes of weights
   * @param sparsity share of all weights that is pruned, in [0, 1)
   * @return the share that remains of each
   */
  static double[] erdosRenyi(List<Shape> shapes, double sparsity) {
    double[] densities = new double[shapes.size()];
    Arrays.fill(densities, Double.NaN); // NaN: not known to stay whole
    while (true) {
      double remaining = 0;
      double weighted = 0;
      for (int i = 0; i < densities.length; i++) {
        double elements = shapes.get(i).elements();
        boolean whole = densities[i] == 1;
        remaining += (1 - sparsity) * elements - (whole ? elements : 0);
        weighted += whole ? 0 : raw(shapes.get(i)) * elements;
      }
      double factor = weighted == 0 ? 0 : remaining / weighted;
      int greatest = -1;
      for (int i = 0; i < densities.length; i++) {
        boolean open = densities[i] != 1 && factor * raw(shapes.get(i)) > 1;
        if (open && (greatest < 0 || raw(shapes.get(i)) > raw(shapes.get(greatest)))) {
          greatest = i;
        }
      }
      if (greatest < 0) {
        for (int i = 0; i < densities.length; i++) {
          densities[i] = densities[i] == 1 ? 1 : Math.max(0, factor * raw(shapes.get(i)));
        }
        return densities;
      }
      densities[greatest] = 1;
    }
  }

  /** The same share of every layer. */
  static double[] uniform(List<Shape> shapes, double sparsity) {
    double[] densities = new double[shapes.size()];
    Arrays.fill(densities, 1 - sparsity);
    return densities;
  }

  private static double raw(Shape shape) {
    double sum = 0;
    for (int d = 0; d < shape.rank(); d++) {
      sum += shape.dim(d);
    }
    return sum / shape.elements();
  }
}
