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
import dev.ductile.agent.network.NoisyConfig.Acting;
import dev.ductile.agent.network.NoisyConfig.Kind;
import dev.ductile.agent.network.NoisyConfig.Sharing;
import dev.ductile.agent.network.Normalization;
import dev.ductile.agent.objective.DqnObjective;
import dev.ductile.agent.objective.ImplicitQuantiles;
import dev.ductile.agent.objective.PriorityRule;
import dev.ductile.agent.objective.QuantileObjective;
import dev.ductile.agent.objective.TdLoss;
import dev.ductile.agent.objective.ValueTarget;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntPredicate;
import org.junit.jupiter.api.Test;

/** Replacement of single units, held to its contract; run by every engine. */
public abstract class RecyclingContract {
  private static final int CHANNELS = 64;
  private static final Set<Integer> DEAD = Set.of(3, 37, 50, 63);
  private static final int DEAD_HIDDEN = 4;

  /** The engine under test. */
  protected abstract Engine engine();

  private EditedLearner learner(NetworkConfig network, String with) {
    return new EditedLearner(
        engine(), network, new DqnObjective(TdLoss.MSE, false), SmallLearners.sgdLike(), with);
  }

  /** Makes one convolution channel and one dense unit dead, all else alive. */
  private static void kill(EditedLearner learner) {
    float[] channels = new float[CHANNELS];
    Arrays.fill(channels, 5);
    DEAD.forEach(c -> channels[c] = -50);
    learner.write("online/conv2.bias", channels);
    learner.write("online/conv1.bias", filled(32, 1));
    float[] hidden = filled(6, 60);
    hidden[DEAD_HIDDEN] = -600;
    learner.write("online/hidden.bias", hidden);
  }

  private static float[] filled(int length, float value) {
    float[] values = new float[length];
    Arrays.fill(values, value);
    return values;
  }

  @Test
  void exactlyTheDeadUnitsAreRecycledAndOutputsStay() {
    try (EditedLearner learner =
        learner(SmallLearners.convolutional(), "redo=0:period-updates=2")) {
      kill(learner);
      learner.step(1);
      learner.update();
      DEAD.forEach(c -> assertThat(learner.edits().activity().get("conv2")[c]).isZero());
      float[] values = learner.act();
      Map<String, float[]> before = learner.variables();
      learner.edit(false);
      assertThat(learner.read("intervention/redo/recycled")).containsExactly(5);
      assertThat(learner.act()).usingComparatorWithPrecision(1e-5f).containsExactly(values);
      IntPredicate channel = i -> DEAD.contains(i % CHANNELS);
      IntPredicate hiddenIn = i -> i % 6 == DEAD_HIDDEN;
      // 4 positions × 64 channels in the order H, W, C: of channel 37 rows 37, 101, 165, 229.
      IntPredicate hiddenRows = i -> DEAD.contains(i / 6 % CHANNELS);
      IntPredicate outRows = i -> i / 3 == DEAD_HIDDEN;
      IntPredicate none = i -> false;
      expect(learner, before, "conv1.weight", none, none);
      expect(learner, before, "conv1.bias", none, none);
      expect(learner, before, "conv2.weight", channel, none);
      expect(learner, before, "conv2.bias", none, channel);
      expect(learner, before, "hidden.weight", hiddenIn, hiddenRows);
      expect(learner, before, "hidden.bias", none, hiddenIn);
      expect(learner, before, "out.weight", none, outRows);
      expect(learner, before, "out.bias", none, none);
      assertThat(learner.read("optimizer/steps")).containsExactly(2);
      before.forEach(
          (name, wanted) -> {
            if (name.startsWith("target/")) {
              assertThat(learner.read(name)).as(name).isEqualTo(wanted);
            }
          });
      float[] recycled = learner.read("online/hidden.weight");
      learner.step(1);
      float[] trained = learner.read("online/hidden.weight");
      float[] moments = learner.read("optimizer/hidden.weight/v");
      int moved = 0;
      for (int i = 0; i < trained.length; i++) {
        moved += hiddenRows.test(i) && trained[i] != recycled[i] && moments[i] > 0 ? 1 : 0;
      }
      assertThat(moved).as("outgoing weights of recycled channels are trained").isPositive();
    }
  }

  /** Elements that are fresh, elements that are 0; all others as before, with their moments. */
  private static void expect(
      EditedLearner learner,
      Map<String, float[]> before,
      String parameter,
      IntPredicate fresh,
      IntPredicate zero) {
    float[] was = before.get("online/" + parameter);
    float[] now = learner.read("online/" + parameter);
    float[] m = learner.read("optimizer/" + parameter + "/m");
    float[] v = learner.read("optimizer/" + parameter + "/v");
    float[] mBefore = before.get("optimizer/" + parameter + "/m");
    float[] vBefore = before.get("optimizer/" + parameter + "/v");
    for (int i = 0; i < was.length; i++) {
      String what = parameter + "[" + i + "]";
      if (zero.test(i)) {
        assertThat(now[i]).as(what).isZero();
      } else if (fresh.test(i)) {
        assertThat(now[i]).as(what).isNotEqualTo(was[i]).isNotZero();
      } else {
        assertThat(now[i]).as(what).isEqualTo(was[i]);
      }
      boolean renewed = zero.test(i) || fresh.test(i);
      assertThat(m[i]).as("m of " + what).isEqualTo(renewed ? 0 : mBefore[i]);
      assertThat(v[i]).as("v of " + what).isEqualTo(renewed ? 0 : vBefore[i]);
    }
  }

  /**
   * What the stem gives goes on beside the first nonlinearity, so that its units are not its own.
   */
  @Test
  void residualStreamsAreLeftAlone() {
    NetworkConfig network =
        NetworkConfig.plain(
            NetworkConfig.Torso.RESNET18_NARROW,
            Padding.SAME,
            0,
            false,
            Normalization.NONE,
            Initializer.UNIFORM_FAN_IN,
            Initializer.UNIFORM_FAN_IN);
    try (EditedLearner learner = learner(network, "redo=0:period-updates=1")) {
      float[] stem = learner.read("online/stem.bias");
      stem[3] = -50;
      learner.write("online/stem.bias", stem);
      float[] inner = learner.read("online/stage1_block1_conv1.bias");
      inner[5] = -500;
      learner.write("online/stage1_block1_conv1.bias", inner);
      learner.update();
      float[] values = learner.act();
      learner.edit(false);
      assertThat(learner.read("intervention/redo/recycled")[0]).isPositive();
      assertThat(learner.read("online/stem.bias")[3]).isLessThan(-49);
      assertThat(learner.read("online/stage1_block1_conv1.bias")[5]).isZero();
      assertThat(learner.act()).usingComparatorWithPrecision(1e-4f).containsExactly(values);
    }
  }

  /**
   * With batch normalisation a recycled unit's running mean and variance are 0 and 1 again, and of
   * nothing else; its outgoing weights are 0, so that outputs stay.
   */
  @Test
  void aRecycledUnitHasTheFirstRunningStatistics() {
    for (String with :
        new String[] {
          "redo=0:period-updates=2", "continual-backprop=0.17:maturity-updates=1:decay=0"
        }) {
      boolean redo = with.startsWith("redo");
      NetworkConfig network = SmallLearners.network(Normalization.BATCH_NORM, Optional.empty());
      try (EditedLearner learner = learner(network, with)) {
        learner.step(1);
        for (String layer : new String[] {"mlp1", "mlp2", "hidden"}) {
          float[] offset = filled(6, 3);
          offset[DEAD_HIDDEN] = -50;
          learner.write("online/" + layer + ".norm_offset", offset);
        }
        learner.update();
        float[] values = learner.act();
        Map<String, float[]> before = learner.variables();
        learner.edit(false);
        String count = redo ? "redo/recycled" : "continual-backprop/replaced";
        assertThat(learner.read("intervention/" + count)).as(with).containsExactly(3);
        assertThat(learner.act())
            .as(with)
            .usingComparatorWithPrecision(1e-5f)
            .containsExactly(values);
        before.forEach(
            (name, was) -> {
              float[] now = learner.read(name);
              if (name.matches("online/.*\\.norm_(mean|variance)")) {
                float[] expected = was.clone();
                expected[DEAD_HIDDEN] = name.endsWith("mean") ? 0 : 1;
                assertThat(was[DEAD_HIDDEN]).as(name).isNotEqualTo(expected[DEAD_HIDDEN]);
                assertThat(now).as("%s: %s", with, name).isEqualTo(expected);
              } else if (name.startsWith("target/")) {
                assertThat(now).as("%s: %s", with, name).isEqualTo(was);
              }
            });
      }
    }
  }

  @Test
  void anActiveNetworkIsLeftAlone() {
    NetworkConfig network = SmallLearners.network(false, NoisyConfig.none());
    try (EditedLearner plain = learner(network, "");
        EditedLearner redo = learner(network, "redo=0:period-updates=1:steps=clear")) {
      for (EditedLearner learner : new EditedLearner[] {plain, redo}) {
        // More than weights, at most 1/√fanIn each, can take away.
        learner.write("online/mlp1.bias", filled(6, 6));
        learner.write("online/mlp2.bias", filled(6, 40));
        learner.write("online/hidden.bias", filled(6, 200));
        learner.step(3);
      }
      assertThat(redo.read("intervention/redo/recycled")).containsExactly(0);
      plain
          .variables()
          .forEach((name, values) -> assertThat(redo.read(name)).as(name).isEqualTo(values));
    }
  }

  @Test
  void activityAndThresholdAreThoseOfTheFormula() {
    NoisyConfig noise = SmallLearners.noisy(Kind.FACTORISED, Sharing.SEPARATE, Acting.EVERY_STEP);
    try (EditedLearner learner =
        learner(SmallLearners.network(true, noise), "redo=0.6:period-updates=1:steps=clear")) {
      learner.update();
      double[] mean = new double[6];
      for (int b = 0; b < SmallLearners.BATCH; b++) {
        double[] features = NaiveMlp.features(learner.learner(), b);
        for (int i = 0; i < 6; i++) {
          mean[i] += features[i] / SmallLearners.BATCH;
        }
      }
      float[] found = learner.edits().activity().get("mlp2");
      double layer = 0;
      for (int i = 0; i < 6; i++) {
        assertThat((double) found[i]).isCloseTo(mean[i], within(1e-5));
        layer += mean[i] / 6;
      }
      learner.edit(false);
      int dormant = 0;
      for (int i = 0; i < 6; i++) {
        boolean expected = mean[i] <= 0.6 * layer;
        dormant += expected ? 1 : 0;
        for (String stream : new String[] {"value_hidden", "advantage_hidden"}) {
          for (String part : new String[] {".weight", ".weight_sigma"}) {
            float[] row = new float[6];
            System.arraycopy(learner.read("online/" + stream + part), i * 6, row, 0, 6);
            assertThat(row[0] == 0 && row[5] == 0)
                .as("row %d of %s%s", i, stream, part)
                .isEqualTo(expected);
          }
        }
      }
      assertThat(dormant).isBetween(1, 5);
      assertThat(learner.read("optimizer/steps")).containsExactly(0);
    }
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
      expect(learner, before, "conv2.weight", channel, none);
      expect(learner, before, "conv2.bias", none, channel);
      expect(learner, before, "hidden.weight", none, i -> i / 6 % CHANNELS == chosen);
      expect(learner, before, "out.weight", none, none);
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
      learner.write("online/embedding.bias", filled(6, 2));
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
