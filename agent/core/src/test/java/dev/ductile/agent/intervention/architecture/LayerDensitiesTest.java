package dev.ductile.agent.intervention.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.ductile.agent.engine.Shape;
import java.util.List;
import org.junit.jupiter.api.Test;

class LayerDensitiesTest {
  /** Weights of DQN with four frames and six actions. */
  private static final List<Shape> NATURE =
      List.of(
          Shape.of(8, 8, 4, 32),
          Shape.of(4, 4, 32, 64),
          Shape.of(3, 3, 64, 64),
          Shape.of(3136, 512),
          Shape.of(512, 6));

  private static double kept(double[] densities) {
    double kept = 0;
    for (int i = 0; i < densities.length; i++) {
      kept += densities[i] * NATURE.get(i).elements();
    }
    return kept;
  }

  private static double raw(Shape shape) {
    return switch (shape.rank()) {
      case 2 -> (double) (shape.dim(0) + shape.dim(1)) / shape.elements();
      default ->
          (double) (shape.dim(0) + shape.dim(1) + shape.dim(2) + shape.dim(3)) / shape.elements();
    };
  }

  @Test
  void sharesFollowDimensionsAndSumUp() {
    long all = NATURE.stream().mapToLong(Shape::elements).sum();
    for (double sparsity : new double[] {0, 0.5, 0.8, 0.95, 0.99, 0.999}) {
      double[] densities = LayerDensities.erdosRenyi(NATURE, sparsity);
      assertThat(kept(densities)).isCloseTo((1 - sparsity) * all, within(1e-6 * all));
      double factor = densities[3] / raw(NATURE.get(3)); // the largest is the last to stay whole
      for (int i = 0; i < densities.length; i++) {
        double wanted = Math.min(1, factor * raw(NATURE.get(i)));
        assertThat(densities[i]).as("sparsity %s, %d", sparsity, i).isCloseTo(wanted, within(1e-9));
      }
    }
  }

  @Test
  void handWorkedCase() {
    // Raw shares 4/4, 7/12, 11/30 of 4, 12, 30 weights: 22 to keep by factor 1; 23 by 23/22.
    List<Shape> shapes = List.of(Shape.of(2, 2), Shape.of(3, 4), Shape.of(5, 6));
    assertThat(LayerDensities.erdosRenyi(shapes, 1 - 22 / 46.0))
        .containsExactly(new double[] {1, 7 / 12.0, 11 / 30.0}, within(1e-12));
    // With 31 to keep the first stays whole: 27 are shared by 7 and 11 as 10.5 and 16.5.
    assertThat(LayerDensities.erdosRenyi(shapes, 1 - 31 / 46.0))
        .containsExactly(new double[] {1, 10.5 / 12, 16.5 / 30}, within(1e-12));
  }

  @Test
  void uniformIsTheSameOfAll() {
    assertThat(LayerDensities.uniform(NATURE, 0.75)).containsOnly(0.25).hasSize(5);
  }
}
