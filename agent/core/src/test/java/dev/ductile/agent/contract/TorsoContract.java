package dev.ductile.agent.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.ductile.agent.engine.Engine;
import dev.ductile.agent.engine.Padding;
import dev.ductile.agent.engine.Shape;
import dev.ductile.agent.engine.Variable;
import dev.ductile.agent.learner.Learner;
import dev.ductile.agent.learner.LearnerGradients;
import dev.ductile.agent.network.Activation;
import dev.ductile.agent.network.HadamardLayers;
import dev.ductile.agent.network.Initializer;
import dev.ductile.agent.network.NetworkConfig;
import dev.ductile.agent.network.NetworkConfig.Torso;
import dev.ductile.agent.network.NoisyConfig;
import dev.ductile.agent.network.Normalization;
import dev.ductile.agent.network.Parameter;
import dev.ductile.agent.network.SpectralNormLayers;
import dev.ductile.agent.objective.DqnObjective;
import dev.ductile.agent.objective.TdLoss;
import dev.ductile.agent.optimizer.OptimizerConfig;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Shapes and special layers of the torsos; run by every engine. */
public abstract class TorsoContract {
  /** The engine under test. */
  protected abstract Engine engine();

  private Learner learner(
      Torso torso, Padding padding, int width, boolean pool, boolean spectral, int side) {
    NetworkConfig network =
        new NetworkConfig(
            torso,
            padding,
            width,
            pool,
            spectral,
            SpectralNormLayers.RESIDUAL_BLOCKS,
            8,
            false,
            false,
            false,
            Normalization.NONE,
            true,
            8,
            0.99,
            Activation.RELU,
            false,
            false,
            false,
            HadamardLayers.NONE,
            1,
            0,
            0,
            Initializer.UNIFORM_FAN_IN,
            Initializer.UNIFORM_FAN_IN,
            NoisyConfig.none());
    OptimizerConfig still =
        OptimizerConfig.of(OptimizerConfig.Kind.ADAM, 1e-12, 0.9, 0.999, 0.95, 1e-4);
    return SmallLearners.learner(
        engine(), network, new DqnObjective(TdLoss.MSE, false), still, side);
  }

  private static Shape shape(Learner learner, String name) {
    return learner.onlineParameters().stream()
        .filter(p -> p.name().equals(name))
        .findFirst()
        .orElseThrow()
        .shape();
  }

  @Test
  void torsosHaveThePublishedFeatures() {
    try (Learner nature = learner(Torso.NATURE_CNN, Padding.VALID, 1, false, false, 84)) {
      assertThat(shape(nature, "hidden.weight")).isEqualTo(Shape.of(3136, 8));
    }
    try (Learner small = learner(Torso.DATA_EFFICIENT_CNN, Padding.VALID, 1, false, false, 84)) {
      assertThat(shape(small, "hidden.weight")).isEqualTo(Shape.of(576, 8));
    }
    try (Learner pooled = learner(Torso.IMPALA_RESNET, Padding.SAME, 2, true, true, 84)) {
      assertThat(shape(pooled, "stack2_block1_conv1.weight")).isEqualTo(Shape.of(3, 3, 64, 64));
      assertThat(shape(pooled, "hidden.weight")).isEqualTo(Shape.of(6 * 6 * 64, 8));
      pooled.update();
      assertThat(pooled.loss()).isFinite();
    }
  }

  @Test
  void poolingIsAdaptive() {
    int side = 11;
    float[] x = new float[side * side];
    SplittableRandom random = new SplittableRandom(2);
    for (int i = 0; i < x.length; i++) {
      x[i] = (float) random.nextDouble() - 2; // negative: padding must not win
    }
    float[] pooled =
        Graphs.run(
            engine(),
            (f, in) -> f.maxPool2d(in.get(0), 3, 2, Padding.SAME),
            new Graphs.Argument(Shape.of(1, side, side, 1), x));
    for (int r = 0; r < 6; r++) {
      for (int c = 0; c < 6; c++) {
        float largest = Float.NEGATIVE_INFINITY;
        for (int i = r * side / 6; i < (r * side + side + 5) / 6; i++) {
          for (int j = c * side / 6; j < (c * side + side + 5) / 6; j++) {
            largest = Math.max(largest, x[i * side + j]);
          }
        }
        assertThat(pooled[r * 6 + c]).isEqualTo(largest);
      }
    }
  }

  @Test
  void spectralNormFollowsTheLargestSingularValue() {
    try (Learner learner = learner(Torso.IMPALA_RESNET, Padding.SAME, 1, false, true, 16)) {
      String name = "stack1_block1_conv1";
      float[] before = state(learner, name);
      LearnerGradients.loss(engine(), SmallLearners.SETTINGS, learner);
      assertThat(state(learner, name)).as("gradients change nothing").isEqualTo(before);
      for (int i = 0; i < 60; i++) {
        learner.update();
      }
      Parameter p =
          learner.onlineParameters().stream()
              .filter(q -> q.name().equals(name + ".weight"))
              .findFirst()
              .orElseThrow();
      float[] w = learner.read(p.variable());
      double expected = largestSingularValue(w, 16);
      assertThat(norm(times(w, state(learner, name), 16)))
          .isCloseTo(expected, within(1e-2 * expected));
    }
  }

  private static float[] state(Learner learner, String layer) {
    Variable u =
        learner.variables().stream()
            .filter(v -> v.name().equals("online/" + layer + ".spectral_u"))
            .findFirst()
            .orElseThrow();
    return learner.read(u);
  }

  private static double largestSingularValue(float[] w, int outputs) {
    float[] u = new float[outputs];
    java.util.Arrays.fill(u, 1);
    u[0] = 2;
    double sigma = 0;
    for (int k = 0; k < 2000; k++) {
      double[] v = times(w, u, outputs);
      double[] next = new double[outputs];
      for (int i = 0; i < v.length; i++) {
        for (int o = 0; o < outputs; o++) {
          next[o] += w[i * outputs + o] * v[i];
        }
      }
      double length = norm(next);
      for (int o = 0; o < outputs; o++) {
        u[o] = (float) (next[o] / length);
      }
      sigma = norm(times(w, u, outputs));
    }
    return sigma;
  }

  private static double[] times(float[] w, float[] u, int outputs) {
    double[] v = new double[w.length / outputs];
    for (int i = 0; i < v.length; i++) {
      for (int o = 0; o < outputs; o++) {
        v[i] += w[i * outputs + o] * u[o];
      }
    }
    return v;
  }

  private static double norm(double[] x) {
    double squares = 0;
    for (double e : x) {
      squares += e * e;
    }
    return Math.sqrt(squares);
  }
}
