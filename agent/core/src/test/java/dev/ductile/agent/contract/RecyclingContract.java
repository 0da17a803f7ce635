package dev.ductile.agent.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.ductile.agent.engine.Engine;
import dev.ductile.agent.engine.Padding;
import dev.ductile.agent.learner.LearnerGradients;
import dev.ductile.agent.network.Initializer;
import dev.ductile.agent.network.NetworkConfig;
import dev.ductile.agent.network.NoisyConfig;
import dev.ductile.agent.network.NoisyConfig.Acting;
import dev.ductile.agent.network.NoisyConfig.Kind;
import dev.ductile.agent.network.NoisyConfig.Sharing;
import dev.ductile.agent.network.Normalization;
import dev.ductile.agent.objective.DqnObjective;
import dev.ductile.agent.objective.TdLoss;
import dev.ductile.agent.optimizer.OptimizerConfig;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;
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
    learner.write("online/conv1.bias", EditedLearner.filled(32, 1));
    float[] hidden = EditedLearner.filled(6, 60);
    hidden[DEAD_HIDDEN] = -600;
    learner.write("online/hidden.bias", hidden);
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
      learner.expectRenewed(before, "conv1.weight", none, none);
      learner.expectRenewed(before, "conv1.bias", none, none);
      learner.expectRenewed(before, "conv2.weight", channel, none);
      learner.expectRenewed(before, "conv2.bias", none, channel);
      learner.expectRenewed(before, "hidden.weight", hiddenIn, hiddenRows);
      learner.expectRenewed(before, "hidden.bias", none, hiddenIn);
      learner.expectRenewed(before, "out.weight", none, outRows);
      learner.expectRenewed(before, "out.bias", none, none);
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

  /** Dead units have no gradient; their score is that of the last update, as loops have it. */
  @Test
  void unitsWithoutGradientsAreRecycled() {
    for (String outgoing : List.of("keep", "zero")) {
      String with = "regrama=0:period-updates=2:outgoing=" + outgoing;
      try (EditedLearner learner = learner(SmallLearners.convolutional(), with);
          LearnerGradients loss = SmallLearners.gradients(engine(), learner.learner())) {
        learner.step(1);
        kill(learner);
        FloatBuffer g = loss.compute().get("hidden.weight");
        double[] sums = new double[6];
        for (int i = 0; i < g.limit(); i++) {
          sums[i % 6] += Math.abs(g.get(i));
        }
        learner.update();
        float[] scores = learner.read("intervention/regrama/hidden/gradient");
        for (int unit = 0; unit < 6; unit++) {
          assertThat((double) scores[unit])
              .isCloseTo(sums[unit] / (g.limit() / 6), within(1e-5 * sums[unit] + 1e-9));
        }
        Map<String, float[]> before = learner.variables();
        learner.edit(false);
        assertThat(learner.read("intervention/regrama/recycled")).containsExactly(5);
        IntPredicate channel = i -> DEAD.contains(i % CHANNELS);
        IntPredicate hiddenIn = i -> i % 6 == DEAD_HIDDEN;
        IntPredicate none = i -> false;
        boolean zero = outgoing.equals("zero");
        IntPredicate hiddenRows = i -> zero && DEAD.contains(i / 6 % CHANNELS);
        IntPredicate outRows = i -> zero && i / 3 == DEAD_HIDDEN;
        learner.expectRenewed(before, "conv1.weight", none, none);
        learner.expectRenewed(before, "conv2.weight", channel, none);
        learner.expectRenewed(before, "conv2.bias", none, channel);
        learner.expectRenewed(before, "hidden.weight", hiddenIn, hiddenRows);
        learner.expectRenewed(before, "hidden.bias", none, hiddenIn);
        learner.expectRenewed(before, "out.weight", none, outRows);
        learner.expectRenewed(before, "out.bias", none, none);
      }
    }
  }

  /**
   * Silent for five batches, then for two: ages, what they ended at, thresholds of half of them.
   */
  @Test
  void unitsThatAreSilentForLongBeginAnew() {
    int batch = SmallLearners.BATCH;
    String with = "snr=0.5:period-updates=8:shortest-examples=3:longest-examples=" + 5 * batch;
    try (EditedLearner learner =
        new EditedLearner(
            engine(),
            SmallLearners.convolutional(),
            new DqnObjective(TdLoss.MSE, false),
            OptimizerConfig.of(OptimizerConfig.Kind.ADAM, 1e-12, 0.9, 0.999, 0.95, 1e-4),
            with)) {
      kill(learner);
      for (int update = 1; update <= 4; update++) {
        learner.step(1);
        assertThat(learner.read("intervention/snr/reset")).containsExactly(0);
        assertThat(learner.read("intervention/snr/hidden/age"))
            .containsExactly(0, 0, 0, 0, update * batch, 0);
      }
      learner.update();
      float[] values = learner.act();
      Map<String, float[]> before = learner.variables();
      learner.edit(false);
      assertThat(learner.read("intervention/snr/reset")).containsExactly(5);
      assertThat(learner.act()).usingComparatorWithPrecision(1e-5f).containsExactly(values);
      IntPredicate channel = i -> DEAD.contains(i % CHANNELS);
      IntPredicate hiddenIn = i -> i % 6 == DEAD_HIDDEN;
      IntPredicate hiddenRows = i -> DEAD.contains(i / 6 % CHANNELS);
      IntPredicate none = i -> false;
      learner.expectRenewed(before, "conv2.weight", channel, none);
      learner.expectRenewed(before, "conv2.bias", none, channel);
      learner.expectRenewed(before, "hidden.weight", hiddenIn, hiddenRows);
      learner.expectRenewed(before, "hidden.bias", none, hiddenIn);
      learner.expectRenewed(before, "out.weight", none, i -> i / 3 == DEAD_HIDDEN);
      assertThat(learner.read("intervention/snr/hidden/age")).containsOnly(0);
      kill(learner);
      learner.step(2);
      learner.write("online/conv2.bias", EditedLearner.filled(CHANNELS, 5));
      learner.write("online/hidden.bias", EditedLearner.filled(6, 60));
      learner.update();
      float[] gaps = learner.read("intervention/snr/hidden/gaps");
      for (int i = 0; i < gaps.length; i++) {
        boolean counted = i / 5 == DEAD_HIDDEN && (i % 5 == 1 || i % 5 == 4);
        assertThat(gaps[i]).as("gap %d", i).isEqualTo(counted ? 1 : 0);
      }
      learner.edit(false);
      assertThat(learner.read("intervention/snr/hidden/gaps")).containsOnly(0);
      float[] thresholds = learner.read("intervention/snr/conv2/threshold");
      for (int i = 0; i < CHANNELS; i++) {
        assertThat(thresholds[i]).as("channel %d", i).isEqualTo(DEAD.contains(i) ? 2 * batch : 3);
      }
      kill(learner);
      learner.step(1);
      assertThat(learner.read("intervention/snr/hidden/age")[DEAD_HIDDEN]).isEqualTo(batch);
      learner.step(1);
      assertThat(learner.read("intervention/snr/hidden/age")[DEAD_HIDDEN]).isZero();
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
          float[] offset = EditedLearner.filled(6, 3);
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
        learner.write("online/mlp1.bias", EditedLearner.filled(6, 6));
        learner.write("online/mlp2.bias", EditedLearner.filled(6, 40));
        learner.write("online/hidden.bias", EditedLearner.filled(6, 200));
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
}
