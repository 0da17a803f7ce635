package dev.ductile.agent.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.ductile.agent.engine.Engine;
import dev.ductile.agent.engine.EngineSettings;
import dev.ductile.agent.engine.Padding;
import dev.ductile.agent.learner.CopyFunction;
import dev.ductile.agent.learner.LearnerCopy;
import dev.ductile.agent.network.FractionEmbedding;
import dev.ductile.agent.network.Initializer;
import dev.ductile.agent.network.NetworkConfig;
import dev.ductile.agent.network.NoisyConfig;
import dev.ductile.agent.network.Normalization;
import dev.ductile.agent.objective.DqnObjective;
import dev.ductile.agent.objective.ImplicitQuantiles;
import dev.ductile.agent.objective.PriorityRule;
import dev.ductile.agent.objective.QuantileObjective;
import dev.ductile.agent.objective.TdLoss;
import dev.ductile.agent.objective.ValueTarget;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntPredicate;
import org.junit.jupiter.api.Test;

/** Continual backpropagation against loops, by whole learners; run by every engine. */
public abstract class ContinualBackpropContract {
  private static final int CHANNELS = 64;

  /** The engine under test. */
  protected abstract Engine engine();

  private EditedLearner learner(NetworkConfig network, String with) {
    return new EditedLearner(
        engine(), network, new DqnObjective(TdLoss.MSE, false), SmallLearners.sgdLike(), with);
  }

  private Map<String, float[]> activity() {
    try (EditedLearner twin = learner(SmallLearners.convolutional(), "redo")) {
      return twin.edits().activity();
    }
  }

  @Test
  void utilityIsThatOfTheFormula() {
    for (boolean adaptable : new boolean[] {false, true}) {
      String with =
          "continual-backprop:maturity-updates=5"
              + (adaptable ? ":utility=adaptable-contribution" : "");
      try (EditedLearner learner = learner(SmallLearners.convolutional(), with)) {
        Map<String, float[]> activity = activity();
        float[] out = learner.read("online/hidden.weight");
        float[] in = learner.read("online/conv2.weight");
        learner.step(1);
        float[] utility = learner.read("intervention/continual-backprop/conv2/utility");
        float[] mean = learner.read("intervention/continual-backprop/conv2/mean");
        for (int c = 0; c < CHANNELS; c++) {
          double outgoing = 0;
          double incoming = 0;
          for (int i = 0; i < out.length; i++) {
            outgoing += i / 6 % CHANNELS == c ? Math.abs(out[i]) / 24 : 0;
          }
          for (int i = 0; i < in.length; i++) {
            incoming += i % CHANNELS == c ? Math.abs(in[i]) / (25 * 32) : 0;
          }
          double h = activity.get("conv2")[c];
          assertThat((double) mean[c]).isCloseTo(0.01 * h, within(1e-5));
          if (adaptable) {
            // E|h − ĥ| ≤ 2 ĥ for h ≥ 0; that the mean is over single activations shows elsewhere.
            assertThat((double) utility[c])
                .isBetween(0.0, 0.01 * 2 * h * outgoing / incoming + 1e-6);
          } else {
            assertThat((double) utility[c]).isCloseTo(0.01 * h * outgoing, within(1e-6));
          }
        }
        assertThat(learner.read("intervention/continual-backprop/conv2/age")).containsOnly(1);
        assertThat(learner.read("intervention/continual-backprop/conv2/due")).containsExactly(0);
      }
    }
  }

  @Test
  void theLeastUsefulMatureUnitsAreReplacedAndBiasesCompensate() {
    try (EditedLearner learner =
        learner(SmallLearners.convolutional(), "continual-backprop=0.02:maturity-updates=2")) {
      learner.step(2);
      learner.update();
      String state = "intervention/continual-backprop/conv2/";
      // 64 mature units × 0.02 = 1.28: one is due; of 6 hidden units none.
      assertThat(learner.read(state + "due")[0]).isCloseTo(1.28f, within(1e-4f));
      float[] utility = learner.read(state + "utility");
      int least = 0;
      for (int c = 1; c < CHANNELS; c++) {
        least = utility[c] < utility[least] ? c : least;
      }
      int chosen = least;
      double mean = learner.read(state + "mean")[chosen] / (1 - Math.pow(0.99, 3));
      Map<String, float[]> before = learner.variables();
      learner.edit(false);
      assertThat(learner.read("intervention/continual-backprop/replaced")).containsExactly(1);
      assertThat(learner.read(state + "due")[0]).isCloseTo(0.28f, within(1e-4f));
      IntPredicate channel = i -> i % CHANNELS == chosen;
      IntPredicate none = i -> false;
      learner.expectRenewed(before, "conv2.weight", channel, none);
      learner.expectRenewed(before, "conv2.bias", none, channel);
      learner.expectRenewed(before, "hidden.weight", none, i -> i / 6 % CHANNELS == chosen);
      learner.expectRenewed(before, "out.weight", none, none);
      float[] weight = before.get("online/hidden.weight");
      float[] bias = learner.read("online/hidden.bias");
      for (int unit = 0; unit < 6; unit++) {
        double expected = before.get("online/hidden.bias")[unit];
        for (int position = 0; position < 4; position++) {
          expected += weight[(position * CHANNELS + chosen) * 6 + unit] * mean;
        }
        assertThat((double) bias[unit]).as("bias %d", unit).isCloseTo(expected, within(1e-5));
      }
      float[] age = learner.read(state + "age");
      for (int c = 0; c < CHANNELS; c++) {
        assertThat(age[c]).isEqualTo(c == chosen ? 0 : 3);
      }
    }
  }

  /** What a unit gives to the next layers is what pooling and the embedding of fractions leave. */
  @Test
  void meansAreOfWhatTheNextLayersRead() {
    NetworkConfig pooled =
        NetworkConfig.plain(
            NetworkConfig.Torso.SMALL_CNN,
            Padding.SAME,
            0,
            false,
            Normalization.NONE,
            Initializer.UNIFORM_FAN_IN,
            Initializer.UNIFORM_FAN_IN);
    try (EditedLearner learner = learner(pooled, "continual-backprop");
        LearnerCopy copy =
            new LearnerCopy(
                engine(),
                new EngineSettings("cpu", 1, false),
                learner.learner().spec(),
                SmallLearners.BATCH,
                EnumSet.of(CopyFunction.STATISTICS))) {
      copy.load(learner.learner());
      copy.useBatch(SmallLearners.measurementBatch(learner.learner()));
      copy.statistics();
      float[] features = copy.features().get("conv2").values();
      double[] mean = new double[CHANNELS];
      for (int i = 0; i < features.length; i++) {
        mean[i % CHANNELS] += features[i] * (double) CHANNELS / features.length;
      }
      learner.update();
      float[] found = learner.read("intervention/continual-backprop/conv2/mean");
      for (int c = 0; c < CHANNELS; c++) {
        assertThat((double) found[c]).as("channel %d", c).isCloseTo(0.01 * mean[c], within(1e-6));
      }
    }
    ImplicitQuantiles fractions = new ImplicitQuantiles(5, 6, 7, new FractionEmbedding(8, 1));
    QuantileObjective quantiles =
        new QuantileObjective(
            1,
            1,
            ValueTarget.of(false),
            Optional.of(fractions),
            PriorityRule.of(PriorityRule.Kind.LOSS));
    try (EditedLearner learner =
        new EditedLearner(
            engine(),
            SmallLearners.network(false, NoisyConfig.none()),
            quantiles,
            SmallLearners.sgdLike(),
            "continual-backprop")) {
      learner.write("online/embedding.weight", new float[8 * 6]);
      learner.write("online/embedding.bias", EditedLearner.filled(6, 2));
      double[] mean = new double[6];
      for (int b = 0; b < SmallLearners.BATCH; b++) {
        double[] features = NaiveMlp.features(learner.learner(), b);
        for (int i = 0; i < 6; i++) {
          mean[i] += 2 * features[i] / SmallLearners.BATCH;
        }
      }
      learner.update();
      float[] found = learner.read("intervention/continual-backprop/mlp2/mean");
      for (int i = 0; i < 6; i++) {
        assertThat((double) found[i]).as("unit %d", i).isCloseTo(0.01 * mean[i], within(1e-6));
      }
    }
  }
}
