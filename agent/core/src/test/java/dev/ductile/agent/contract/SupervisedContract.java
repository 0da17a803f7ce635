package dev.ductile.agent.contract;

import static dev.ductile.agent.contract.SmallLearners.ACTIONS;
import static dev.ductile.agent.contract.SmallLearners.BATCH;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.ductile.agent.engine.Engine;
import dev.ductile.agent.engine.Padding;
import dev.ductile.agent.engine.Shape;
import dev.ductile.agent.learner.Learner;
import dev.ductile.agent.learner.LearnerGradients;
import dev.ductile.agent.network.Initializer;
import dev.ductile.agent.network.NetworkConfig;
import dev.ductile.agent.network.NetworkConfig.Torso;
import dev.ductile.agent.network.NetworkTrace;
import dev.ductile.agent.network.NoisyConfig;
import dev.ductile.agent.network.Normalization;
import dev.ductile.agent.network.Parameter;
import dev.ductile.agent.objective.CrossEntropyObjective;
import dev.ductile.agent.objective.HlGauss;
import dev.ductile.agent.objective.Objective;
import dev.ductile.agent.objective.RegressionObjective;
import dev.ductile.agent.objective.Support;
import dev.ductile.agent.objective.TwoHot;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Supervised learning with learners: objectives and torsos of the probes; run by every engine. */
public abstract class SupervisedContract {
  private static final double TOLERANCE = 1e-4;

  /** The engine under test. */
  protected abstract Engine engine();

  private Learner mlp(Objective objective) {
    return SmallLearners.learner(
        engine(), SmallLearners.network(false, NoisyConfig.none()), objective);
  }

  private static double[] outputs(Learner learner, int sample) {
    double[] features = NaiveMlp.features(learner, sample);
    double[] hidden = NaiveMlp.relu(NaiveMlp.dense(learner, "hidden", features));
    return NaiveMlp.dense(learner, "out", hidden);
  }

  private static double[] logSoftmax(double[] x) {
    double largest = Arrays.stream(x).max().orElseThrow();
    double sum = Arrays.stream(x).map(v -> Math.exp(v - largest)).sum();
    return Arrays.stream(x).map(v -> v - largest - Math.log(sum)).toArray();
  }

  private static void unitWeights(Learner learner) {
    for (int i = 0; i < BATCH; i++) {
      learner.updateInput("weights").putFloat(4 * i, 1);
    }
  }

  @Test
  void crossEntropyEqualsNaiveLoop() {
    for (double smoothing : new double[] {0, 0.1}) {
      try (Learner learner = mlp(new CrossEntropyObjective(smoothing))) {
        unitWeights(learner);
        double[] losses = new double[BATCH];
        double right = 0;
        for (int b = 0; b < BATCH; b++) {
          int label = learner.updateInput("actions").getInt(4 * b);
          double[] out = outputs(learner, b);
          double[] logs = logSoftmax(out);
          for (int a = 0; a < ACTIONS; a++) {
            losses[b] -= ((a == label ? 1 - smoothing : 0) + smoothing / ACTIONS) * logs[a];
          }
          right += out[label] == Arrays.stream(out).max().orElseThrow() ? 1 : 0;
        }
        learner.update();
        for (int b = 0; b < BATCH; b++) {
          assertThat((double) learner.perSampleLosses().get(b))
              .as("sample %d, smoothing %s", b, smoothing)
              .isCloseTo(losses[b], within(TOLERANCE));
        }
        assertThat((double) learner.loss())
            .isCloseTo(Arrays.stream(losses).average().orElseThrow(), within(TOLERANCE));
        assertThat((double) learner.meanValue()).isCloseTo(right / BATCH, within(TOLERANCE));
      }
    }
  }

  @Test
  void squaredErrorEqualsNaiveLoop() {
    try (Learner learner = mlp(new RegressionObjective(Optional.empty()))) {
      double[] expected = new double[BATCH];
      double mean = 0;
      for (int b = 0; b < BATCH; b++) {
        double out = outputs(learner, b)[0];
        expected[b] = Math.pow(learner.updateInput("returns").getFloat(4 * b) - out, 2);
        mean += out / BATCH;
      }
      learner.update();
      for (int b = 0; b < BATCH; b++) {
        assertThat((double) learner.perSampleLosses().get(b))
            .isCloseTo(expected[b], within(TOLERANCE));
      }
      assertThat((double) learner.meanValue()).isCloseTo(mean, within(TOLERANCE));
    }
  }

  @Test
  void classifiedRegressionEqualsNaiveLoop() {
    Support support = new Support(9, -3, 3);
    try (Learner learner = mlp(new RegressionObjective(Optional.of(new TwoHot(support))))) {
      double[] expected = new double[BATCH];
      for (int b = 0; b < BATCH; b++) {
        double target = learner.updateInput("returns").getFloat(4 * b);
        double[] logs = logSoftmax(Arrays.copyOf(outputs(learner, b), 9));
        for (int i = 0; i < 9; i++) {
          double weight = Math.max(0, 1 - Math.abs(target - (-3 + 0.75 * i)) / 0.75);
          expected[b] -= weight * logs[i];
        }
      }
      learner.update();
      for (int b = 0; b < BATCH; b++) {
        assertThat((double) learner.perSampleLosses().get(b))
            .isCloseTo(expected[b], within(TOLERANCE));
      }
    }
  }

  @Test
  void onlyWhatIsSupervisedCounts() {
    try (Learner learner = mlp(new CrossEntropyObjective(0));
        LearnerGradients loss = SmallLearners.gradients(engine(), learner)) {
      float before = loss.loss();
      for (String ignored : List.of("nextObservations", "returns", "discounts")) {
        byte[] other = new byte[learner.updateInput(ignored).capacity()];
        Arrays.fill(other, (byte) 64);
        learner.updateInput(ignored).put(0, other);
      }
      for (Parameter p : learner.targetParameters()) {
        learner.write(p.variable(), new float[p.shape().elements()]);
      }
      assertThat(loss.loss()).isEqualTo(before);
    }
  }

  @Test
  void gradientsEqualFiniteDifferences() {
    List<Objective> objectives =
        List.of(
            new CrossEntropyObjective(0),
            new CrossEntropyObjective(0.2),
            new RegressionObjective(Optional.empty()),
            new RegressionObjective(Optional.of(new TwoHot(new Support(9, -3, 3)))),
            new RegressionObjective(Optional.of(new HlGauss(9, -3, 3, 0.75))));
    for (Objective objective : objectives) {
      try (Learner learner = mlp(objective)) {
        LearnerContract.checkGradients(engine(), learner, objective.toString());
      }
    }
  }

  @Test
  void impossibleSmoothingIsRefused() {
    assertThatThrownBy(() -> new CrossEntropyObjective(1)).hasMessageContaining("1.0");
    assertThatThrownBy(() -> new CrossEntropyObjective(Double.NaN)).hasMessageContaining("NaN");
  }

  private Learner image(Torso torso, int hiddenUnits, Normalization normalization, int side) {
    NetworkConfig network =
        NetworkConfig.plain(
            torso,
            Padding.SAME,
            hiddenUnits,
            false,
            normalization,
            Initializer.XAVIER_UNIFORM,
            Initializer.ZEROS);
    return SmallLearners.learner(
        engine(), network, new CrossEntropyObjective(0), SmallLearners.sgdLike(), side);
  }

  private static Shape shape(Learner learner, String name) {
    return learner.onlineParameters().stream()
        .filter(p -> p.name().equals(name))
        .findFirst()
        .orElseThrow()
        .shape();
  }

  @Test
  void resnetHasThePublishedLayers() {
    try (Learner learner = image(Torso.RESNET18_NARROW, 0, Normalization.NONE, 8)) {
      long convolutions =
          learner.onlineParameters().stream()
              .filter(p -> p.name().endsWith(".weight") && !p.name().contains("shortcut"))
              .count();
      assertThat(convolutions).as("convolutions and the output layer").isEqualTo(18);
      assertThat(shape(learner, "stage1_block1_conv1.weight")).isEqualTo(Shape.of(3, 3, 16, 16));
      assertThat(shape(learner, "stage4_block1_shortcut.weight"))
          .isEqualTo(Shape.of(1, 1, 64, 128));
      assertThat(shape(learner, "out.weight")).isEqualTo(Shape.of(128, ACTIONS));
    }
  }

  @Test
  void imageTorsosLearn() {
    learns(Torso.SMALL_CNN, 8, Normalization.NONE);
    learns(Torso.SMALL_CNN, 8, Normalization.LAYER_NORM_CHANNEL);
    learns(Torso.RESNET18_NARROW, 0, Normalization.LAYER_NORM_CHANNEL);
  }

  private void learns(Torso torso, int hiddenUnits, Normalization normalization) {
    try (Learner learner = image(torso, hiddenUnits, normalization, 8)) {
      learner.update();
      float before = learner.loss();
      for (int i = 0; i < 5; i++) {
        learner.update();
      }
      assertThat(learner.loss()).as("%s, %s", torso, normalization).isLessThan(before);
    }
  }

  @Test
  void unitsOfImageTorsosFeedWhatReadsThem() {
    try (Learner learner = image(Torso.SMALL_CNN, 8, Normalization.NONE, 8)) {
      List<NetworkTrace.HiddenUnits> units = learner.hiddenUnits();
      assertThat(units).extracting(NetworkTrace.HiddenUnits::name).contains("conv1", "conv2");
      assertThat(units.get(0).feeds()).containsExactly("conv2");
      assertThat(units.get(1).feeds()).containsExactly("hidden");
    }
    try (Learner learner = image(Torso.RESNET18_NARROW, 0, Normalization.NONE, 8)) {
      List<NetworkTrace.HiddenUnits> units = learner.hiddenUnits();
      NetworkTrace.HiddenUnits last = units.get(units.size() - 1);
      assertThat(units).hasSize(17);
      assertThat(last.feeds()).containsExactly("out");
      assertThat(last.computedBy()).as("a residual stream").isNull();
      assertThat(units.get(0).computedBy()).as("of the stem's output").isNull();
      assertThat(units.get(1).isSeparate()).as("inside the first block").isTrue();
    }
  }
}
