package dev.ductile.agent.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.ductile.agent.engine.Engine;
import dev.ductile.agent.engine.Padding;
import dev.ductile.agent.engine.Variable;
import dev.ductile.agent.intervention.InterventionList;
import dev.ductile.agent.learner.Learner;
import dev.ductile.agent.learner.LearnerEdits;
import dev.ductile.agent.learner.LearnerGradients;
import dev.ductile.agent.network.Initializer;
import dev.ductile.agent.network.NetworkConfig;
import dev.ductile.agent.network.NetworkConfig.Torso;
import dev.ductile.agent.network.NoisyConfig;
import dev.ductile.agent.network.Normalization;
import dev.ductile.agent.network.Parameter;
import dev.ductile.agent.objective.DqnObjective;
import dev.ductile.agent.objective.TdLoss;
import dev.ductile.agent.optimizer.OptimizerConfig;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;

/**
 * Penalties against their formulas as loops in double precision: value, gradient, what they leave
 * alone, and that their state is all in variables. Run by every engine.
 */
public abstract class PenaltyContract {
  private static final double STEP = 1e-5;

  /** Moves nothing, while states go on. */
  static final OptimizerConfig STILL =
      OptimizerConfig.of(OptimizerConfig.Kind.ADAM, 1e-14, 0.9, 0.999, 0.95, 1e-4);

  /** The engine under test. */
  protected abstract Engine engine();

  private Learner learner(String with, Normalization normalization, OptimizerConfig optimizer) {
    return SmallLearners.with(
        engine(),
        SmallLearners.network(normalization, Optional.empty()),
        new DqnObjective(TdLoss.MSE, true),
        optimizer,
        InterventionList.parse(with).all());
  }

  /** Values of the network's parameters. */
  private static Map<String, double[]> values(Learner learner) {
    Map<String, double[]> all = new LinkedHashMap<>();
    SmallLearners.parameters(learner)
        .forEach(
            (name, values) -> {
              double[] copy = new double[values.length];
              Arrays.setAll(copy, i -> values[i]);
              all.put(name, copy);
            });
    return all;
  }

  static void move(Learner learner) {
    SplittableRandom random = new SplittableRandom(23);
    List<Variable> parameters =
        learner.onlineParameters().stream().map(Parameter::variable).toList();
    List<float[]> values = learner.read(parameters);
    for (float[] v : values) {
      for (int i = 0; i < v.length; i++) {
        v[i] += (float) (random.nextDouble() - 0.5);
      }
    }
    learner.write(parameters, values);
  }

  /** What the penalty adds to loss and gradients is the formula and its finite differences. */
  private void check(
      String with, Normalization normalization, ToDoubleFunction<Map<String, double[]>> formula) {
    try (Learner plain = learner("", normalization, STILL);
        Learner learner = learner(with, normalization, STILL);
        LearnerGradients plainLoss = SmallLearners.gradients(engine(), plain);
        LearnerGradients loss = SmallLearners.gradients(engine(), learner)) {
      move(plain);
      move(learner);
      LearnerEdits edits = SmallLearners.edits(learner);
      for (int updates = 1; updates <= 200; updates++) { // power iteration settles
        learner.update();
      }
      edits.after(200, 0, false);
      Map<String, float[]> without = plainLoss.copies();
      Map<String, float[]> gradients = loss.copies();
      Map<String, double[]> values = values(learner);
      double penalty = formula.applyAsDouble(values);
      assertThat(penalty).as(with).isGreaterThan(0.05);
      assertThat((double) loss.loss() - plainLoss.loss())
          .as("%s: value", with)
          .isCloseTo(penalty, within(1e-4 * Math.max(1, penalty)));
      for (Map.Entry<String, double[]> e : values.entrySet()) {
        double[] v = e.getValue();
        for (int i = 0; i < v.length; i += 1 + v.length / 8) {
          double before = v[i];
          v[i] = before + STEP;
          double above = formula.applyAsDouble(values);
          v[i] = before - STEP;
          double below = formula.applyAsDouble(values);
          v[i] = before;
          double numeric = (above - below) / (2 * STEP);
          double added = (double) gradients.get(e.getKey())[i] - without.get(e.getKey())[i];
          assertThat(added)
              .as("%s: gradient of %s[%d]", with, e.getKey(), i)
              .isCloseTo(numeric, within(2e-3 * Math.max(0.1, Math.abs(numeric))));
        }
      }
    }
  }

  private static double squares(double[] x) {
    return Math.pow(NaiveSpectrum.norm(x), 2);
  }

  private static int outputs(Map<String, double[]> values, String weight) {
    return values.get(weight.replace(".weight", ".bias")).length;
  }

  @Test
  void wassersteinIsTheDistanceOfSortedValues() {
    Map<String, double[]> initial;
    try (Learner learner = learner("", Normalization.LAYER_NORM_CHANNEL, STILL)) {
      initial = values(learner);
    }
    for (String group : List.of("all", "weights")) {
      check(
          "wasserstein=0.1:parameters=" + group,
          Normalization.LAYER_NORM_CHANNEL,
          values -> {
            double sum = 0;
            for (String name : values.keySet()) {
              if (group.equals("all") || name.endsWith(".weight")) {
                double[] a = values.get(name).clone();
                double[] b = initial.get(name).clone();
                Arrays.sort(a);
                Arrays.sort(b);
                for (int i = 0; i < a.length; i++) {
                  sum += (a[i] - b[i]) * (a[i] - b[i]);
                }
              }
            }
            return 0.1 * sum;
          });
    }
  }

  @Test
  void spectralPenaltyDrawsSingularValuesToOne() {
    check(
        "spectral-penalty=0.1",
        Normalization.LAYER_NORM_CHANNEL,
        values -> {
          double sum = 0;
          for (String name : values.keySet()) {
            if (name.endsWith(".weight")) {
              double sigma = NaiveSpectrum.largest(values.get(name), outputs(values, name));
              sum += Math.pow(sigma * sigma - 1, 2);
            } else if (name.endsWith(".bias")) {
              sum += squares(values.get(name));
            }
          }
          return 0.1 * sum;
        });
  }

  @Test
  void parsevalDrawsHiddenWeightsToOrthogonality() {
    check(
        "parseval=0.01:scale=1.5",
        Normalization.LAYER_NORM_CHANNEL,
        values -> {
          double sum = 0;
          for (String name : List.of("mlp1.weight", "mlp2.weight", "hidden.weight")) {
            double[] w = values.get(name);
            int out = outputs(values, name);
            int in = w.length / out;
            assertThat(out).as("columns are fewer").isLessThanOrEqualTo(in);
            for (int a = 0; a < out; a++) {
              for (int b = 0; b < out; b++) {
                double product = a == b ? -1.5 : 0;
                for (int i = 0; i < in; i++) {
                  product += w[i * out + a] * w[i * out + b];
                }
                sum += product * product;
              }
            }
          }
          return 0.01 * sum;
        });
  }

  /** With orthogonal first weights there is nothing to draw at first, in convolutions either. */
  @Test
  void parsevalBeginsAtZero() {
    for (Torso torso : List.of(Torso.MLP, Torso.DATA_EFFICIENT_CNN)) {
      NetworkConfig network =
          NetworkConfig.plain(
              torso,
              Padding.VALID,
              6,
              false,
              Normalization.NONE,
              Initializer.ORTHOGONAL_SQRT2,
              Initializer.ZEROS);
      float[] losses = new float[2];
      for (int i = 0; i < 2; i++) {
        try (Learner learner =
                SmallLearners.with(
                    engine(),
                    network,
                    new DqnObjective(TdLoss.MSE, true),
                    STILL,
                    InterventionList.parse(i == 0 ? "" : "parseval=10:scale=2").all());
            LearnerGradients loss = SmallLearners.gradients(engine(), learner)) {
          losses[i] = loss.loss();
        }
      }
      assertThat(losses[1]).as("%s", torso).isCloseTo(losses[0], within(1e-3f));
    }
  }

  @Test
  void featureNormIsOfWhatFeedsTheOutputs() {
    double[][] images = new double[SmallLearners.BATCH][];
    try (Learner learner = learner("", Normalization.NONE, STILL)) {
      var bytes = learner.updateInput("observations");
      int size = bytes.capacity() / SmallLearners.BATCH;
      for (int b = 0; b < images.length; b++) {
        images[b] = new double[size];
        for (int i = 0; i < size; i++) {
          images[b][i] = (bytes.get(b * size + i) & 0xff) / 255.0;
        }
      }
    }
    check(
        "feature-norm=0.5",
        Normalization.NONE,
        values -> {
          double sum = 0;
          for (double[] image : images) {
            double[] x = image;
            for (String layer : List.of("mlp1", "mlp2", "hidden")) {
              x = layer(values.get(layer + ".weight"), values.get(layer + ".bias"), x);
            }
            sum += squares(x) / images.length;
          }
          return 0.5 * sum;
        });
  }

  @Test
  void featureNormConcernsBothNoisyStreams() {
    NoisyConfig noisy =
        SmallLearners.noisy(
            NoisyConfig.Kind.FACTORISED,
            NoisyConfig.Sharing.SEPARATE,
            NoisyConfig.Acting.EVERY_STEP);
    Map<String, Map<String, float[]>> gradients = new LinkedHashMap<>();
    for (String with : List.of("", "feature-norm=1")) {
      try (Learner learner =
          SmallLearners.with(
              engine(),
              SmallLearners.network(true, noisy),
              new DqnObjective(TdLoss.MSE, true),
              STILL,
              InterventionList.parse(with).all())) {
        learner.drawForUpdate(SmallLearners.stream(3));
        gradients.put(with, LearnerGradients.of(engine(), SmallLearners.SETTINGS, learner));
      }
    }
    gradients
        .get("")
        .forEach(
            (name, plain) ->
                assertThat(Arrays.equals(gradients.get("feature-norm=1").get(name), plain))
                    .as("%s stays", name)
                    .isEqualTo(name.contains("_out.")));
  }

  private static double[] layer(double[] weight, double[] bias, double[] x) {
    double[] y = bias.clone();
    for (int o = 0; o < y.length; o++) {
      for (int i = 0; i < x.length; i++) {
        y[o] += x[i] * weight[i * y.length + o];
      }
    }
    return NaiveMlp.relu(y);
  }

  static Variable variable(Learner learner, String name) {
    return learner.variables().stream()
        .filter(v -> v.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void variablesHoldAllStateOfManyTogether() {
    String with =
        "l2-init,wasserstein:period-updates=2,spectral-penalty,parseval,feature-norm,weight-clip";
    String projecting = "l2-init,normalize-and-project:period-updates=3";
    for (String text : List.of(with, projecting, "spectral-penalty,soft-rescaling")) {
      OptimizerConfig o = SmallLearners.sgdLike();
      try (Learner one = learner(text, Normalization.LAYER_NORM_CHANNEL, o);
          Learner other = learner(text, Normalization.LAYER_NORM_CHANNEL, o)) {
        run(one, 0, 4);
        other.write(
            one.variables().stream().map(v -> variable(other, v.name())).toList(),
            one.read(one.variables()));
        run(one, 4, 9);
        run(other, 4, 9);
        assertThat(one.loss()).isFinite();
        assertThat(other.parametersSha256()).as(text).isEqualTo(one.parametersSha256());
      }
    }
  }

  private static void run(Learner learner, int from, int to) {
    LearnerEdits edits = SmallLearners.edits(learner);
    for (int updates = from + 1; updates <= to; updates++) {
      learner.update();
      edits.after(updates, 0, false);
    }
  }
}
