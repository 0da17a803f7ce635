package dev.ductile.agent.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.ductile.agent.engine.Padding;
import dev.ductile.agent.intervention.InterventionList;
import dev.ductile.agent.learner.Learner;
import dev.ductile.agent.learner.LearnerCopy;
import dev.ductile.agent.learner.LearnerGradients;
import dev.ductile.agent.learner.UnitStatistics;
import dev.ductile.agent.network.Initializer;
import dev.ductile.agent.network.NetworkConfig;
import dev.ductile.agent.network.Normalization;
import dev.ductile.agent.objective.DqnObjective;
import dev.ductile.agent.objective.TdLoss;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Statistics of hidden units and features against loops and hand-made units; run by every engine.
 */
public abstract class UnitMeasurementContract extends MeasuredLearners {
  @Test
  void statisticsEqualNaiveLoops() {
    try (Learner learner = plain();
        LearnerCopy copy = copyOf(learner)) {
      List<UnitStatistics> all = copy.statistics();
      assertThat(all.stream().map(UnitStatistics::layer)).containsExactly("mlp1", "mlp2", "hidden");
      double[][] x = new double[BATCH][];
      for (int b = 0; b < BATCH; b++) {
        x[b] = input(learner, b);
      }
      for (UnitStatistics units : all) {
        double[][] a = new double[BATCH][];
        for (int b = 0; b < BATCH; b++) {
          a[b] = NaiveMlp.dense(learner, units.layer(), x[b]);
          x[b] = NaiveMlp.relu(a[b]);
        }
        for (int u = 0; u < units.mean().length; u++) {
          check(units, u, a, x);
        }
      }
      float[] features = copy.features().get("hidden").values();
      assertThat(copy.features()).hasSize(1);
      for (int i = 0; i < features.length; i++) {
        assertThat((double) features[i]).isCloseTo(x[i / 6][i % 6], within(1e-5));
      }
    }
  }

  /** Behind pooling and flattening too, features are what the output layer multiplies. */
  @Test
  void featuresAreWhatOutputsAreMadeOf() {
    for (NetworkConfig.Torso torso :
        List.of(NetworkConfig.Torso.RESNET18_NARROW, NetworkConfig.Torso.SMALL_CNN)) {
      try (Learner learner = withoutHiddenLayer(torso, "");
          LearnerCopy copy = copyOf(learner)) {
        copy.statistics();
        Map<String, LearnerCopy.Matrix> features = copy.features();
        assertThat(features).as(torso.name()).hasSize(1);
        LearnerCopy.Matrix phi = features.values().iterator().next();
        assertThat(phi.rows()).isEqualTo(BATCH);
        float[] weight = NaiveMlp.parameter(learner, "out.weight");
        float[] bias = NaiveMlp.parameter(learner, "out.bias");
        assertThat(phi.columns()).isEqualTo(weight.length / ACTIONS);
        float[] values = copy.values();
        for (int i = 0; i < values.length; i++) {
          double value = bias[i % ACTIONS];
          for (int k = 0; k < phi.columns(); k++) {
            value +=
                (double) phi.values()[i / ACTIONS * phi.columns() + k]
                    * weight[k * ACTIONS + i % ACTIONS];
          }
          assertThat((double) values[i]).as("%s, %d", torso, i).isCloseTo(value, within(1e-4));
        }
        assertThat(measure(learner, "features,srank"))
            .containsKeys("plasticity/feature-norm/total", "plasticity/srank@0.01/total");
      }
    }
  }

  /** Outputs stand right behind the torso. */
  private Learner withoutHiddenLayer(NetworkConfig.Torso torso, String with) {
    NetworkConfig network =
        NetworkConfig.plain(
            torso,
            Padding.SAME,
            0,
            false,
            Normalization.NONE,
            Initializer.UNIFORM_FAN_IN,
            Initializer.UNIFORM_FAN_IN);
    return SmallLearners.with(
        engine(),
        network,
        new DqnObjective(TdLoss.MSE, false),
        SmallLearners.sgdLike(),
        InterventionList.parse(with).all());
  }

  @Test
  void theFeaturesNormIsWhatIsPenalised() {
    NetworkConfig.Torso torso = NetworkConfig.Torso.RESNET18_NARROW;
    try (Learner plain = withoutHiddenLayer(torso, "");
        Learner penalised = withoutHiddenLayer(torso, "feature-norm=0.5");
        LearnerCopy copy = copyOf(plain)) {
      copy.statistics();
      double squares = 0;
      for (float x : copy.features().get("torso").values()) {
        squares += (double) x * x / BATCH;
      }
      double without = LearnerGradients.loss(engine(), SETTINGS, plain);
      assertThat(LearnerGradients.loss(engine(), SETTINGS, penalised) - without)
          .isCloseTo(0.5 * squares, within(1e-4 * (1 + squares)));
    }
  }

  private static void check(UnitStatistics units, int u, double[][] a, double[][] h) {
    double mean = 0;
    double meanH = 0;
    double least = Double.MAX_VALUE;
    double greatest = -Double.MAX_VALUE;
    double leastH = Double.MAX_VALUE;
    double active = 0;
    for (int b = 0; b < BATCH; b++) {
      mean += a[b][u] / BATCH;
      meanH += h[b][u] / BATCH;
      least = Math.min(least, a[b][u]);
      greatest = Math.max(greatest, a[b][u]);
      leastH = Math.min(leastH, h[b][u]);
      active += h[b][u] != 0 ? 1.0 / BATCH : 0;
    }
    double varA = 0;
    double varH = 0;
    double covariance = 0;
    for (int b = 0; b < BATCH; b++) {
      varA += (a[b][u] - mean) * (a[b][u] - mean) / BATCH;
      varH += (h[b][u] - meanH) * (h[b][u] - meanH) / BATCH;
      covariance += (a[b][u] - mean) * (h[b][u] - meanH) / BATCH;
    }
    String what = units.layer() + " " + u;
    assertThat((double) units.mean()[u]).as(what).isCloseTo(mean, within(1e-5));
    assertThat((double) units.variance()[u]).as(what).isCloseTo(varA, within(1e-5));
    assertThat((double) units.least()[u]).as(what).isCloseTo(least, within(1e-5));
    assertThat((double) units.greatest()[u]).as(what).isCloseTo(greatest, within(1e-5));
    assertThat((double) units.meanMagnitude()[u]).as(what).isCloseTo(meanH, within(1e-5));
    assertThat((double) units.leastMagnitude()[u]).as(what).isCloseTo(leastH, within(1e-5));
    assertThat((double) units.nonZeroShare()[u]).as(what).isCloseTo(active, within(1e-6));
    // Residuals of the fit h ≈ slope·a + offset, summed one by one.
    double slope = covariance / varA;
    double residual = 0;
    for (int b = 0; b < BATCH; b++) {
      double error = h[b][u] - meanH - slope * (a[b][u] - mean);
      residual += error * error / BATCH;
    }
    double share = varH == 0 ? 0 : residual / varH;
    assertThat((double) units.residualShare()[u]).as(what).isCloseTo(share, within(1e-3));
  }

  @Test
  void handMadeUnitsAreDeadLinearAndDormant() {
    try (Learner learner = plain()) {
      // mlp1: unit 0 dead, unit 1 constant 0.01, units 2 to 5 constant 1: all but unit 0 linear.
      set(learner, "mlp1.weight", i -> 0);
      set(learner, "mlp1.bias", i -> i == 0 ? -1 : i == 1 ? 0.01 : 1);
      // hidden: unit 0 is 0 exactly, the others positive.
      set(learner, "mlp2.weight", i -> 0);
      set(learner, "mlp2.bias", i -> 1);
      set(learner, "hidden.weight", i -> 0);
      set(learner, "hidden.bias", i -> i == 0 ? 0 : 2);
      Map<String, Double> m = measure(learner, "dormant,dead,linearised,active,preactivations");
      assertThat(m.get("plasticity/dead@0/mlp1")).isCloseTo(1 / 6.0, within(1e-9));
      assertThat(m.get("plasticity/dead@0/mlp2")).isZero();
      assertThat(m.get("plasticity/dead@0/hidden")).isCloseTo(1 / 6.0, within(1e-9));
      assertThat(m.get("plasticity/dead@0/total")).isCloseTo(2 / 18.0, within(1e-9));
      assertThat(m.get("plasticity/linearised@0/mlp1")).isCloseTo(5 / 6.0, within(1e-9));
      assertThat(m.get("plasticity/linearised@0/total")).isCloseTo(16 / 18.0, within(1e-9));
      assertThat(m.get("plasticity/active@0/mlp1")).isCloseTo(5 / 6.0, within(1e-6));
      assertThat(m.get("plasticity/dormant@0/mlp1")).isCloseTo(1 / 6.0, within(1e-9));
      // .01 divided by the mean 4.01/6 is .015.
      assertThat(m.get("plasticity/dormant@0.025/mlp1")).isCloseTo(2 / 6.0, within(1e-9));
      assertThat(m.get("plasticity/dormant@0.025/total")).isCloseTo(3 / 18.0, within(1e-9));
      assertThat(m.get("plasticity/preactivation-mean/mlp1")).isCloseTo(3.01 / 6, within(1e-6));
      double squares = (1 + 1e-4 + 4) / 6 - Math.pow(3.01 / 6, 2);
      assertThat(m.get("plasticity/preactivation-variance/mlp1")).isCloseTo(squares, within(1e-5));
    }
  }
}
