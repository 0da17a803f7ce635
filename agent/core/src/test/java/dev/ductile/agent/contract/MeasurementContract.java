package dev.ductile.agent.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.ductile.agent.engine.Engine;
import dev.ductile.agent.engine.EngineSettings;
import dev.ductile.agent.engine.Padding;
import dev.ductile.agent.engine.Variable;
import dev.ductile.agent.intervention.Interventions;
import dev.ductile.agent.learner.CopyFunction;
import dev.ductile.agent.learner.Learner;
import dev.ductile.agent.learner.LearnerCopy;
import dev.ductile.agent.learner.MeasurementBatch;
import dev.ductile.agent.learner.UnitStatistics;
import dev.ductile.agent.measurement.Inspector;
import dev.ductile.agent.measurement.MeasurementConfig;
import dev.ductile.agent.network.FractionEmbedding;
import dev.ductile.agent.network.Initializer;
import dev.ductile.agent.network.NetworkConfig;
import dev.ductile.agent.network.NoisyConfig;
import dev.ductile.agent.network.Normalization;
import dev.ductile.agent.network.Parameter;
import dev.ductile.agent.objective.C51Objective;
import dev.ductile.agent.objective.DqnObjective;
import dev.ductile.agent.objective.ImplicitQuantiles;
import dev.ductile.agent.objective.Objective;
import dev.ductile.agent.objective.PriorityRule;
import dev.ductile.agent.objective.QuantileObjective;
import dev.ductile.agent.objective.Support;
import dev.ductile.agent.objective.TdLoss;
import dev.ductile.agent.objective.ValueTarget;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;

/** Measurements of small learners against loops and closed forms; run by every engine. */
public abstract class MeasurementContract {
  private static final EngineSettings SETTINGS = new EngineSettings("cpu", 1, false);
  private static final PriorityRule LOSS = PriorityRule.of(PriorityRule.Kind.LOSS);
  private static final int BATCH = SmallLearners.BATCH;
  private static final int ACTIONS = SmallLearners.ACTIONS;

  /** The engine under test. */
  protected abstract Engine engine();

  private Learner learner(boolean dueling, NoisyConfig noisy, Objective objective) {
    return SmallLearners.learner(engine(), SmallLearners.network(dueling, noisy), objective);
  }

  private Learner plain() {
    return learner(false, NoisyConfig.none(), new DqnObjective(TdLoss.MSE, false));
  }

  private LearnerCopy copyOf(Learner learner) {
    LearnerCopy copy =
        new LearnerCopy(
            engine(), SETTINGS, learner.spec(), BATCH, EnumSet.allOf(CopyFunction.class));
    copy.load(learner);
    copy.look(SmallLearners.measurementBatch(learner));
    return copy;
  }

  private static MeasurementConfig config(String names) {
    return new MeasurementConfig(names, 1000, BATCH, 5, 2);
  }

  private Map<String, Double> measure(Learner learner, String names) {
    try (Inspector inspector = new Inspector(engine(), SETTINGS, learner.spec(), config(names))) {
      inspector.begin(learner, 7);
      return inspector.measure(learner, SmallLearners.measurementBatch(learner));
    }
  }

  private static void set(Learner learner, String name, IntToDoubleFunction value) {
    for (List<Parameter> set : List.of(learner.onlineParameters(), learner.targetParameters())) {
      for (Parameter p : set) {
        if (p.name().equals(name)) {
          float[] values = new float[p.shape().elements()];
          for (int i = 0; i < values.length; i++) {
            values[i] = (float) value.applyAsDouble(i);
          }
          learner.write(p.variable(), values);
        }
      }
    }
  }

  private static double[] input(Learner learner, int b) {
    double[] x = new double[2 * SmallLearners.SIDE * SmallLearners.SIDE];
    for (int i = 0; i < x.length; i++) {
      x[i] = (learner.updateInput("observations").get(b * x.length + i) & 0xff) / 255.0;
    }
    return x;
  }

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
        Interventions.parse(with));
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
      plain.gradients();
      penalised.gradients();
      assertThat((double) penalised.gradientsLoss() - plain.gradientsLoss())
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

  private static Map<String, Objective> objectives() {
    ImplicitQuantiles fractions = new ImplicitQuantiles(5, 6, 7, new FractionEmbedding(8, 1));
    Map<String, Objective> all = new LinkedHashMap<>();
    all.put("dqn", new DqnObjective(TdLoss.HUBER, true));
    all.put("c51", new C51Objective(new Support(11, -3, 3), true, LOSS));
    all.put(
        "iqn", new QuantileObjective(1, 1, ValueTarget.of(false), Optional.of(fractions), LOSS));
    return all;
  }

  @Test
  void gradientsOfSamplesAverageToThatOfTheBatch() {
    objectives()
        .forEach(
            (name, objective) -> {
              boolean noisy = name.equals("c51");
              NoisyConfig noise =
                  noisy
                      ? SmallLearners.noisy(
                          NoisyConfig.Kind.FACTORISED,
                          NoisyConfig.Sharing.SEPARATE,
                          NoisyConfig.Acting.EVERY_STEP)
                      : NoisyConfig.none();
              try (Learner learner = learner(noisy, noise, objective);
                  LearnerCopy copy = copyOf(learner)) {
                float[] weights = SmallLearners.measurementBatch(learner).weights();
                double[] sum = new double[copy.size()];
                float[] one = new float[copy.size()];
                for (int i = 0; i < BATCH; i++) {
                  copy.lossGradient(i, one);
                  for (int k = 0; k < sum.length; k++) {
                    sum[k] += (double) weights[i] * one[k] / BATCH;
                  }
                }
                float[] whole = copy.gradient();
                double largest = 0;
                for (int k = 0; k < sum.length; k++) {
                  assertThat((double) whole[k])
                      .as("%s, %d", name, k)
                      .isCloseTo(sum[k], within(1e-5));
                  largest = Math.max(largest, Math.abs(sum[k]));
                }
                assertThat(largest).as(name).isGreaterThan(1e-2);
              }
            });
  }

  /** Without noise and penalties the copy's gradient is the learner's own. */
  @Test
  void gradientEqualsTheLearners() {
    try (Learner learner = plain();
        LearnerCopy copy = copyOf(learner)) {
      float[] flat = copy.gradient();
      Map<String, java.nio.FloatBuffer> theirs = learner.gradients();
      int at = 0;
      for (Parameter p : copy.parameters()) {
        for (int i = 0; i < p.shape().elements(); i++) {
          assertThat(flat[at++]).as(p.name()).isEqualTo(theirs.get(p.name()).get(i), within(1e-6f));
        }
      }
      assertThat(at).isEqualTo(copy.size());
      double squares = 0;
      for (float g : flat) {
        squares += (double) g * g;
      }
      Map<String, Double> m = measure(learner, "gradients");
      assertThat(m.get("plasticity/gradient-l2/total")).isCloseTo(Math.sqrt(squares), within(1e-5));
    }
  }

  /**
   * With positive weights every unit is in its linear part, and the kernel is known: each layer
   * adds (⟨input, input′⟩ + 1)·‖∂f/∂output‖², the latter being the same for all observations.
   */
  @Test
  void kernelOfALinearNetworkHasAClosedForm() {
    try (Learner learner = plain();
        LearnerCopy copy = copyOf(learner)) {
      for (String layer : List.of("mlp1", "mlp2", "hidden", "out")) {
        set(learner, layer + ".weight", i -> 0.02 + 0.01 * (i % 7));
        set(learner, layer + ".bias", i -> 0.1);
      }
      copy.load(learner);
      double[][] gradients = new double[BATCH][];
      float[] one = new float[copy.size()];
      for (int b = 0; b < BATCH; b++) {
        copy.valueGradient(b, one);
        gradients[b] = new double[one.length];
        for (int k = 0; k < one.length; k++) {
          gradients[b][k] = one[k];
        }
      }
      for (int i = 0; i < BATCH; i++) {
        for (int j = 0; j < BATCH; j++) {
          double measured = 0;
          for (int k = 0; k < copy.size(); k++) {
            measured += gradients[i][k] * gradients[j][k];
          }
          double wanted = kernel(learner, i, j);
          assertThat(measured).isCloseTo(wanted, within(1e-4 * wanted));
        }
      }
      Map<String, Double> m = measure(learner, "ntk");
      double diagonal = 0;
      double off = 0;
      for (int i = 0; i < BATCH; i++) {
        diagonal += kernel(learner, i, i) / BATCH;
        for (int j = 0; j < i; j++) {
          off += kernel(learner, i, j) / 6;
        }
      }
      assertThat(m.get("plasticity/ntk-off-diagonal-share@4/total"))
          .isCloseTo(off / diagonal, within(1e-4));
      assertThat(m.get("plasticity/ntk-lambda-1@4/total")).isBetween(diagonal, 4 * diagonal);
      assertThat(m.get("plasticity/ntk-effective-rank@4/total")).isBetween(1.0, 4.0);
    }
  }

  private static double kernel(Learner learner, int i, int j) {
    String[] layers = {"mlp1", "mlp2", "hidden", "out"};
    double[][][] inputs = new double[2][layers.length][];
    for (int side = 0; side < 2; side++) {
      double[] x = input(learner, side == 0 ? i : j);
      for (int l = 0; l < layers.length; l++) {
        inputs[side][l] = x;
        x = NaiveMlp.dense(learner, layers[l], x);
      }
    }
    double[] delta = {1, 1, 1};
    double kernel = 0;
    for (int l = layers.length - 1; l >= 0; l--) {
      double product = 1;
      for (int k = 0; k < inputs[0][l].length; k++) {
        product += inputs[0][l][k] * inputs[1][l][k];
      }
      double squares = 0;
      for (double d : delta) {
        squares += d * d;
      }
      kernel += product * squares;
      float[] weight = NaiveMlp.parameter(learner, layers[l] + ".weight");
      double[] below = new double[inputs[0][l].length];
      for (int k = 0; k < below.length; k++) {
        for (int o = 0; o < delta.length; o++) {
          below[k] += weight[k * delta.length + o] * delta[o];
        }
      }
      delta = below;
    }
    return kernel;
  }

  /**
   * With output layer and targets 0 the residuals are 0 and only the output layer has gradients, so
   * that the squared loss is a quadratic of it: its Hessian has a block {@code 2/B Σ wᵢ h̃ᵢh̃ᵢᵀ}
   * for each action, h̃ the features and a 1, over the samples of that action.
   */
  @Test
  void hessianOfAQuadraticHasAClosedForm() {
    try (Learner learner = plain()) {
      set(learner, "out.weight", i -> 0);
      set(learner, "out.bias", i -> 0);
      for (int b = 0; b < BATCH; b++) {
        learner.updateInput("returns").putFloat(4 * b, 0);
        learner.updateInput("discounts").putFloat(4 * b, 0);
      }
      MeasurementBatch batch = SmallLearners.measurementBatch(learner);
      double largest = 0;
      for (int action = 0; action < ACTIONS; action++) {
        double[][] block = new double[7][7];
        for (int b = 0; b < BATCH; b++) {
          if (batch.actions()[b] == action) {
            double[] h =
                NaiveMlp.relu(NaiveMlp.dense(learner, "hidden", NaiveMlp.features(learner, b)));
            for (int r = 0; r < 7; r++) {
              for (int c = 0; c < 7; c++) {
                double product = (r < 6 ? h[r] : 1) * (c < 6 ? h[c] : 1);
                block[r][c] += 2 * batch.weights()[b] * product / BATCH;
              }
            }
          }
        }
        largest = Math.max(largest, largestEigenvalue(block));
      }
      Map<String, Double> m = measure(learner, "hessian");
      assertThat(m.get("plasticity/hessian-lambda-max/total"))
          .isCloseTo(largest, within(5e-3 * largest));
    }
  }

  /** Of a positive semidefinite matrix, by squaring it again and again. */
  private static double largestEigenvalue(double[][] a) {
    double[] v = new double[a.length];
    java.util.Arrays.fill(v, 1);
    double value = 0;
    for (int k = 0; k < 10_000; k++) {
      double[] w = new double[v.length];
      double norm = 0;
      for (int i = 0; i < v.length; i++) {
        for (int j = 0; j < v.length; j++) {
          w[i] += a[i][j] * v[j];
        }
        norm += w[i] * w[i];
      }
      value = Math.sqrt(norm);
      for (int i = 0; i < v.length && value > 0; i++) {
        v[i] = w[i] / value;
      }
    }
    return value;
  }

  @Test
  void weightsAndStepsFollowAnUpdate() {
    try (Learner learner = plain();
        Inspector inspector =
            new Inspector(
                engine(),
                SETTINGS,
                learner.spec(),
                config("weights,distance,change,update,churn,dormant-overlap"))) {
      inspector.begin(learner, 7);
      Map<String, Double> first =
          inspector.measure(learner, SmallLearners.measurementBatch(learner));
      assertThat(first.get("plasticity/distance/total")).isZero();
      assertThat(first)
          .doesNotContainKeys("plasticity/change/total", "plasticity/update-norm/total");
      float[] before = theta(learner);
      learner.update();
      float[] after = theta(learner);
      double squares = 0;
      double norm = 0;
      for (int i = 0; i < before.length; i++) {
        squares += Math.pow((double) after[i] - before[i], 2);
        norm += (double) after[i] * after[i];
      }
      Map<String, Double> m = inspector.measure(learner, SmallLearners.measurementBatch(learner));
      double step = Math.sqrt(squares);
      assertThat(m.get("plasticity/weight-norm/total")).isCloseTo(Math.sqrt(norm), within(1e-5));
      assertThat(m.get("plasticity/distance/total")).isCloseTo(step, within(1e-5 * step));
      assertThat(m.get("plasticity/change/total"))
          .isCloseTo(step / Math.sqrt(before.length), within(1e-5 * step));
      // The step of Adam, from its moments, is what the parameters moved by.
      assertThat(m.get("plasticity/update-norm/total")).isCloseTo(step, within(2e-3 * step));
      assertThat(m.get("plasticity/update-weight-ratio/total"))
          .isCloseTo(step / Math.sqrt(norm), within(2e-3 * step));
      assertThat(m.get("plasticity/value-churn/total")).isPositive();
      assertThat(m.get("plasticity/policy-churn/total")).isBetween(0.0, 1.0);
    }
  }

  private static float[] theta(Learner learner) {
    int size = learner.onlineParameters().stream().mapToInt(p -> p.shape().elements()).sum();
    float[] all = new float[size];
    int at = 0;
    for (Parameter p : learner.onlineParameters()) {
      float[] values = learner.read(p.variable());
      System.arraycopy(values, 0, all, at, values.length);
      at += values.length;
    }
    return all;
  }

  @Test
  void theProbeLearnsItsTargetsAndRepeats() {
    try (Learner learner = plain();
        Inspector few = new Inspector(engine(), SETTINGS, learner.spec(), probe(0));
        Inspector many = new Inspector(engine(), SETTINGS, learner.spec(), probe(600))) {
      few.begin(learner, 7);
      many.begin(learner, 7);
      String loss = "plasticity/random-target-loss/total";
      double untrained = few.measure(learner, SmallLearners.measurementBatch(learner)).get(loss);
      Map<String, Double> trained = many.measure(learner, SmallLearners.measurementBatch(learner));
      assertThat(trained.get(loss)).isLessThan(0.9 * untrained);
      assertThat(many.measure(learner, SmallLearners.measurementBatch(learner)).get(loss))
          .isEqualTo(trained.get(loss));
    }
  }

  private static MeasurementConfig probe(int steps) {
    return new MeasurementConfig("probe", 1000, BATCH, steps, 2);
  }

  @Test
  void nothingChangesInTheLearner() {
    for (Objective objective : objectives().values()) {
      try (Learner learner = learner(true, NoisyConfig.none(), objective)) {
        learner.drawForUpdate(SmallLearners.stream(3));
        learner.update();
        Map<String, int[]> before = bits(learner);
        Map<String, Double> m = measure(learner, "all");
        assertThat(m)
            .containsKeys(
                "plasticity/srank@0.01/value_hidden",
                "plasticity/srank@0.01/advantage_hidden",
                "plasticity/srank@0.01/total",
                "plasticity/hessian-lambda-max/total",
                "plasticity/random-target-plasticity/total",
                "plasticity/gradient-cosine@4/total",
                "plasticity/seconds/probe",
                "plasticity/seconds/statistics");
        m.forEach((name, value) -> assertThat(value).as(name).isNotNaN());
        Map<String, int[]> after = bits(learner);
        assertThat(after.keySet()).isEqualTo(before.keySet());
        before.forEach((name, bits) -> assertThat(after.get(name)).as(name).isEqualTo(bits));
      }
    }
  }

  private static Map<String, int[]> bits(Learner learner) {
    Map<String, int[]> bits = new LinkedHashMap<>();
    for (Variable variable : learner.variables()) {
      float[] values = learner.read(variable);
      int[] raw = new int[values.length];
      for (int i = 0; i < raw.length; i++) {
        raw[i] = Float.floatToRawIntBits(values[i]);
      }
      bits.put(variable.name(), raw);
    }
    return bits;
  }

  @Test
  void aRestoredInspectorMeasuresTheSame() throws IOException {
    String names = "distance,change,churn,dormant-overlap,hessian,probe";
    try (Learner learner = plain();
        Inspector straight = new Inspector(engine(), SETTINGS, learner.spec(), config(names));
        Inspector restored = new Inspector(engine(), SETTINGS, learner.spec(), config(names))) {
      straight.begin(learner, 7);
      straight.measure(learner, SmallLearners.measurementBatch(learner));
      ByteArrayOutputStream state = new ByteArrayOutputStream();
      straight.save(new DataOutputStream(state));
      learner.update();
      restored.begin(learner, 8);
      restored.restore(new DataInputStream(new ByteArrayInputStream(state.toByteArray())));
      assertThat(values(restored.measure(learner, SmallLearners.measurementBatch(learner))))
          .isEqualTo(values(straight.measure(learner, SmallLearners.measurementBatch(learner))));
    }
  }

  private static Map<String, Double> values(Map<String, Double> all) {
    Map<String, Double> values = new LinkedHashMap<>(all);
    values.keySet().removeIf(name -> name.startsWith("plasticity/seconds/"));
    assertThat(values).isNotEmpty();
    return values;
  }
}
