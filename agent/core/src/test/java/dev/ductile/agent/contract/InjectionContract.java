package dev.ductile.agent.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ductile.agent.engine.Engine;
import dev.ductile.agent.engine.EngineSettings;
import dev.ductile.agent.engine.Padding;
import dev.ductile.agent.engine.Shape;
import dev.ductile.agent.intervention.InterventionList;
import dev.ductile.agent.learner.Learner;
import dev.ductile.agent.learner.LearnerSpec;
import dev.ductile.agent.network.Activation;
import dev.ductile.agent.network.HadamardLayers;
import dev.ductile.agent.network.Initializer;
import dev.ductile.agent.network.NetworkConfig;
import dev.ductile.agent.network.NoisyConfig;
import dev.ductile.agent.network.NoisyConfig.Acting;
import dev.ductile.agent.network.NoisyConfig.Kind;
import dev.ductile.agent.network.NoisyConfig.Sharing;
import dev.ductile.agent.network.Normalization;
import dev.ductile.agent.network.Parameter;
import dev.ductile.agent.network.ParameterGroup;
import dev.ductile.agent.network.SpectralNormLayers;
import dev.ductile.agent.objective.C51Objective;
import dev.ductile.agent.objective.DqnObjective;
import dev.ductile.agent.objective.Objective;
import dev.ductile.agent.objective.PriorityRule;
import dev.ductile.agent.objective.Support;
import dev.ductile.agent.objective.TdLoss;
import dev.ductile.agent.optimizer.LearningRateSchedule;
import dev.ductile.agent.optimizer.OptimizerConfig;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Plasticity injection, held to its contract; run by every engine. */
public abstract class InjectionContract {
  private static final String HEAD = "(value_|advantage_)?(hidden|out)\\..*";
  private static final PriorityRule LOSS = PriorityRule.of(PriorityRule.Kind.LOSS);
  private static final int AT = 3;

  /** The engine under test. */
  protected abstract Engine engine();

  private static NetworkConfig network(boolean dueling, NoisyConfig noisy, boolean injection) {
    return network(dueling, noisy, injection, Normalization.LAYER_NORM_CHANNEL, false);
  }

  private static NetworkConfig network(
      boolean dueling,
      NoisyConfig noisy,
      boolean injection,
      Normalization normalization,
      boolean spectral) {
    return new NetworkConfig(
        NetworkConfig.Torso.MLP,
        Padding.VALID,
        1,
        false,
        spectral,
        SpectralNormLayers.PENULTIMATE,
        6,
        dueling,
        false,
        false,
        normalization,
        true,
        8,
        0.99,
        Activation.RELU,
        false,
        injection,
        false,
        HadamardLayers.NONE,
        1,
        0,
        0,
        Initializer.UNIFORM_FAN_IN,
        Initializer.UNIFORM_FAN_IN,
        noisy);
  }

  /** With everything that could move a parameter: decay, penalty, a limit on all gradients. */
  private static OptimizerConfig optimizer() {
    return new OptimizerConfig(
        OptimizerConfig.Kind.ADAM,
        1e-3,
        0.9,
        0.999,
        0.95,
        1e-4,
        0.1,
        1e-3,
        ParameterGroup.ALL,
        10,
        0,
        LearningRateSchedule.CONSTANT,
        1e-3,
        0);
  }

  private static Map<String, Objective> objectives() {
    Map<String, Objective> all = new LinkedHashMap<>();
    all.put("dqn", new DqnObjective(TdLoss.MSE, true));
    all.put("noisy dueling c51", new C51Objective(new Support(11, -3, 3), true, LOSS));
    return all;
  }

  @Test
  void outputsStayAndTheRightHeadIsTrained() {
    NoisyConfig noise = SmallLearners.noisy(Kind.FACTORISED, Sharing.SEPARATE, Acting.EVERY_UPDATE);
    objectives()
        .forEach(
            (name, objective) -> {
              boolean rich = name.equals("noisy dueling c51");
              NetworkConfig network = network(rich, rich ? noise : NoisyConfig.none(), true);
              try (EditedLearner learner =
                  new EditedLearner(
                      engine(), network, objective, optimizer(), "injection:at-update=" + AT)) {
                check(learner, name);
              }
            });
  }

  /** What layers keep beside their parameters is the same in both copies, too. */
  @Test
  void outputsStayWithStatisticsAndPowerVectors() {
    NetworkConfig network = network(true, NoisyConfig.none(), true, Normalization.BATCH_NORM, true);
    Objective objective = new DqnObjective(TdLoss.MSE, true);
    try (EditedLearner learner =
        new EditedLearner(engine(), network, objective, optimizer(), "injection:at-update=" + AT)) {
      assertCopiesAgree(learner);
      check(learner, "batch and spectral normalisation");
    }
    try (EditedLearner learner =
        new EditedLearner(engine(), network, objective, optimizer(), "injection:at-update=" + AT)) {
      learner.step(AT);
      assertThat(learner.read("intervention/injection/injected")).containsExactly(1);
      assertCopiesAgree(learner);
      assertThat(learner.read("target/new_value_hidden.spectral_u"))
          .isEqualTo(learner.read("online/new_value_hidden.spectral_u"));
      assertThat(learner.read("online/new_value_hidden.norm_mean")).containsOnly(0);
    }
  }

  /** The acting copy is equal from the first step on, before anything was learned. */
  @Test
  void theActingCopyBeginsWithTheSameOutputs() {
    LearnerSpec spec =
        new LearnerSpec(
            network(true, NoisyConfig.none(), true),
            new DqnObjective(TdLoss.MSE, true),
            optimizer(),
            SmallLearners.ACTIONS,
            Shape.of(2, SmallLearners.SIDE, SmallLearners.SIDE),
            SmallLearners.BATCH,
            List.of(1),
            true,
            InterventionList.parse("injection:at-update=" + AT).all());
    try (Learner learner = new Learner(engine(), new EngineSettings("cpu", 1, false), spec)) {
      learner.initialize(SmallLearners.stream(11));
      SmallLearners.edits(learner).begin();
      byte[] pixels = new byte[learner.actObservations(1).capacity()];
      Arrays.fill(pixels, (byte) 90);
      learner.actObservations(1).put(0, pixels);
      float[] values = new float[SmallLearners.ACTIONS];
      learner.act(1).get(0, values);
      float[] explored = new float[SmallLearners.ACTIONS];
      learner.explore(1, SmallLearners.stream(3)).get(0, explored);
      assertThat(explored).isEqualTo(values);
    }
  }

  private static void assertCopiesAgree(EditedLearner learner) {
    Map<String, float[]> variables = learner.variables();
    for (String network : new String[] {"online/", "target/"}) {
      for (String layer : new String[] {"value_hidden", "advantage_hidden"}) {
        for (String part : new String[] {".weight", ".norm_mean", ".spectral_u"}) {
          assertThat(variables.get(network + "new_" + layer + part))
              .as(network + layer + part)
              .isNotNull()
              .isEqualTo(variables.get(network + "old_" + layer + part));
        }
      }
    }
  }

  private static void check(EditedLearner learner, String what) {
    Map<String, float[]> first = learner.variables();
    learner.step(AT - 1);
    learner.update();
    learner.learner().publish();
    Map<String, float[]> before = learner.variables();
    for (Parameter p : learner.learner().onlineParameters()) {
      boolean moved = !Arrays.equals(before.get(at(p)), first.get(at(p)));
      assertThat(moved).as("%s: %s before", what, p.name()).isEqualTo(!isCopy(p));
    }
    float[] values = learner.act();
    float[] explored = learner.explore();
    learner.edit(false);
    assertThat(learner.read("intervention/injection/injected")).containsExactly(1);
    assertThat(learner.act()).as(what).usingComparatorWithPrecision(1e-6f).containsExactly(values);
    assertThat(learner.explore())
        .as("%s, exploring", what)
        .usingComparatorWithPrecision(1e-6f)
        .containsExactly(explored);
    Map<String, float[]> injected = learner.variables();
    for (Parameter p : learner.learner().onlineParameters()) {
      if (p.name().startsWith("new_")) {
        String old = p.name().replace("new_", "old_");
        for (String copy : new String[] {"target/" + p.name(), "online/" + old, "target/" + old}) {
          assertThat(injected.get(copy)).as(copy).isEqualTo(injected.get(at(p)));
        }
        assertThat(injected.get("optimizer/" + p.name() + "/m")).as(p.name()).containsOnly(0);
        assertThat(injected.get("optimizer/" + p.name() + "/v")).as(p.name()).containsOnly(0);
        if (p.name().contains("weight") && !p.name().contains("sigma")) {
          assertThat(injected.get(at(p)))
              .as("%s is fresh", p.name())
              .isNotEqualTo(first.get(at(p)));
        }
      } else if (!p.name().startsWith("old_")) {
        assertThat(injected.get(at(p))).as(p.name()).isEqualTo(before.get(at(p)));
      }
    }
    learner.step(3);
    Map<String, float[]> after = learner.variables();
    for (Parameter p : learner.learner().onlineParameters()) {
      boolean frozen = p.name().startsWith("old_") || p.name().matches(HEAD);
      boolean moved = !Arrays.equals(after.get(at(p)), injected.get(at(p)));
      assertThat(moved).as("%s: %s after", what, p.name()).isEqualTo(!frozen);
    }
    assertThat(learner.read("intervention/injection/injected")).containsExactly(1);
  }

  private static String at(Parameter parameter) {
    return "online/" + parameter.name();
  }

  private static boolean isCopy(Parameter parameter) {
    return parameter.name().startsWith("new_") || parameter.name().startsWith("old_");
  }

  /** Copies are drawn last, so that a plain network begins with the same first head. */
  @Test
  void beforeTheInjectionNothingIsDifferent() {
    Objective objective = new DqnObjective(TdLoss.MSE, true);
    OptimizerConfig adam = SmallLearners.sgdLike();
    try (EditedLearner plain =
            new EditedLearner(
                engine(), network(true, NoisyConfig.none(), false), objective, adam, "");
        EditedLearner learner =
            new EditedLearner(
                engine(),
                network(true, NoisyConfig.none(), true),
                objective,
                adam,
                "injection=24")) {
      plain.step(5);
      learner.step(5);
      Map<String, float[]> with = learner.variables();
      Map<String, float[]> without = plain.variables();
      for (Parameter p : plain.learner().onlineParameters()) {
        assertThat(with.get(at(p)))
            .as(p.name())
            .usingComparatorWithPrecision(1e-5f)
            .containsExactly(without.get(at(p)));
      }
      assertThat(learner.read("intervention/injection/injected")).containsExactly(0);
      learner.step(1); // frame 24
      assertThat(learner.read("intervention/injection/injected")).containsExactly(1);
    }
  }
}
