package dev.ductile.agent.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ductile.agent.engine.Engine;
import dev.ductile.agent.intervention.InterventionList;
import dev.ductile.agent.learner.Learner;
import dev.ductile.agent.learner.LearnerEdits;
import dev.ductile.agent.network.NetworkConfig;
import dev.ductile.agent.network.NoisyConfig;
import dev.ductile.agent.network.Normalization;
import dev.ductile.agent.network.Parameter;
import dev.ductile.agent.objective.DqnObjective;
import dev.ductile.agent.objective.TdLoss;
import dev.ductile.agent.optimizer.OptimizerConfig;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What is pruned stays pruned, whatever else happens; run by every engine. */
public abstract class StaticSparsityContract {
  private static final NetworkConfig PLAIN =
      SmallLearners.network(Normalization.LAYER_NORM_CHANNEL, Optional.empty());

  /** The engine under test. */
  protected abstract Engine engine();

  private Learner learner(String with, NetworkConfig network) {
    return SmallLearners.with(
        engine(),
        network,
        new DqnObjective(TdLoss.MSE, true),
        OptimizerConfig.of(OptimizerConfig.Kind.ADAM, 0.01, 0.9, 0.999, 0.95, 1e-4),
        InterventionList.parse(with).all());
  }

  private static Map<String, BitSet> zeros(Learner learner, List<Parameter> parameters) {
    Map<String, BitSet> zeros = new TreeMap<>();
    List<float[]> all = learner.read(parameters.stream().map(Parameter::variable).toList());
    for (int at = 0; at < parameters.size(); at++) {
      Parameter p = parameters.get(at);
      float[] values = all.get(at);
      BitSet set = new BitSet();
      for (int i = 0; i < values.length; i++) {
        set.set(i, values[i] == 0);
      }
      if (p.shape().rank() > 1) {
        zeros.put(p.name(), set);
      }
    }
    return zeros;
  }

  private static int count(Map<String, BitSet> zeros) {
    return zeros.values().stream().mapToInt(BitSet::cardinality).sum();
  }

  private static void update(Learner learner, int updates) {
    LearnerEdits edits = SmallLearners.edits(learner);
    for (int update = 1; update <= updates; update++) {
      learner.update();
      boolean synced = update % 3 == 0;
      if (synced) {
        learner.syncTarget();
      }
      edits.after(update, update, synced);
    }
  }

  @Test
  void prunedWeightsStayZeroWhateverElseHappens() {
    String[] others = {
      "",
      ",weight-decay=0.1,l2-init",
      ",normalize-and-project,wasserstein",
      ",reset:layers=2:period-updates=2,l2-init",
      ",redo=0.9:period-updates=2",
      ",continual-backprop=0.5:maturity-updates=1",
      ",hare-and-tortoise=0.5:period-updates=2",
    };
    for (String other : others) {
      try (Learner learner = learner("static-sparsity=0.6" + other, PLAIN)) {
        Map<String, BitSet> first = zeros(learner, learner.onlineParameters());
        assertThat(zeros(learner, learner.targetParameters())).as("target").isEqualTo(first);
        Map<String, float[]> before = SmallLearners.parameters(learner);
        update(learner, 7);
        for (List<Parameter> network :
            List.of(learner.onlineParameters(), learner.targetParameters())) {
          zeros(learner, network)
              .forEach(
                  (name, zeros) -> {
                    BitSet missing = (BitSet) first.get(name).clone();
                    missing.andNot(zeros);
                    assertThat(missing.isEmpty()).as("%s: %s", other, name).isTrue();
                  });
        }
        Map<String, float[]> after = SmallLearners.parameters(learner);
        before.forEach((name, values) -> assertThat(after.get(name)).isNotEqualTo(values));
      }
    }
  }

  @Test
  void asManyArePrunedAsAsked() {
    for (String distribution : List.of("erdos-renyi", "uniform")) {
      try (Learner learner = learner("static-sparsity=0.6:distribution=" + distribution, PLAIN)) {
        Map<String, BitSet> zeros = zeros(learner, learner.onlineParameters());
        // 32 to 6, 6 to 6 twice, 6 to 3 units: 282 weights, rounded down in each of 4 tensors.
        assertThat(count(zeros)).as(distribution).isBetween((int) (0.6 * 282) - 4, 169);
        if (distribution.equals("uniform")) {
          zeros.forEach(
              (name, set) -> {
                int all = name.startsWith("mlp1") ? 192 : name.startsWith("out") ? 18 : 36;
                assertThat(set.cardinality()).as(name).isEqualTo((int) ((1 - 0.4) * all));
              });
        }
      }
    }
  }

  @Test
  void nothingPrunedChangesNothing() {
    try (Learner plain = learner("", PLAIN);
        Learner none = learner("static-sparsity=0", PLAIN)) {
      update(plain, 3);
      update(none, 3);
      assertThat(none.parametersSha256()).isEqualTo(plain.parametersSha256());
    }
  }

  /** Gradients of what is pruned count for nothing: not in moments, not in a limit of the norm. */
  @Test
  void momentsOfPrunedWeightsStayZero() {
    try (Learner learner = learner("static-sparsity=0.6", PLAIN)) {
      Map<String, BitSet> pruned = zeros(learner, learner.onlineParameters());
      update(learner, 3);
      SmallLearners.values(learner, learner.variables())
          .forEach(
              (variable, values) -> {
                String[] parts = variable.split("/");
                if (parts[0].equals("optimizer") && pruned.containsKey(parts[1])) {
                  pruned.get(parts[1]).stream()
                      .forEach(i -> assertThat(values[i]).as("%s[%d]", variable, i).isZero());
                  assertThat(values).as(variable).matches(StaticSparsityContract::anyNonZero);
                }
              });
    }
  }

  private static boolean anyNonZero(float[] values) {
    for (float value : values) {
      if (value != 0) {
        return true;
      }
    }
    return false;
  }

  @Test
  void noiseOfPrunedWeightsIsPruned() {
    NoisyConfig noisy =
        SmallLearners.noisy(
            NoisyConfig.Kind.FACTORISED,
            NoisyConfig.Sharing.SEPARATE,
            NoisyConfig.Acting.EVERY_STEP);
    try (Learner learner = learner("static-sparsity=0.5", SmallLearners.network(true, noisy))) {
      learner.drawForUpdate(SmallLearners.stream(3));
      update(learner, 2);
      Map<String, BitSet> zeros = zeros(learner, learner.onlineParameters());
      assertThat(zeros.get("advantage_hidden.weight").cardinality()).isPositive();
      zeros.forEach(
          (name, set) -> {
            if (name.endsWith(".weight_sigma")) {
              assertThat(set).as(name).isEqualTo(zeros.get(name.replace("_sigma", "")));
            }
          });
      assertThat(zeros).containsKey("value_out.weight_sigma");
    }
  }

  @Test
  void masksAreInVariables() {
    try (Learner one = learner("static-sparsity,l2-init", PLAIN);
        Learner other = learner("static-sparsity,l2-init", PLAIN)) {
      update(one, 4);
      other.write(
          one.variables().stream().map(v -> PenaltyContract.variable(other, v.name())).toList(),
          one.read(one.variables()));
      update(one, 5);
      update(other, 5);
      assertThat(other.parametersSha256()).isEqualTo(one.parametersSha256());
      assertThat(one.variables())
          .extracting(v -> v.name())
          .contains("intervention/static-sparsity/mask/hidden");
    }
  }
}
