package dev.ductile.agent.contract;

import static dev.ductile.agent.contract.SmallLearners.ACTIONS;
import static dev.ductile.agent.contract.SmallLearners.BATCH;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.ductile.agent.engine.Engine;
import dev.ductile.agent.engine.Variable;
import dev.ductile.agent.learner.Learner;
import dev.ductile.agent.learner.LearnerGradients;
import dev.ductile.agent.network.FractionEmbedding;
import dev.ductile.agent.network.NoisyConfig;
import dev.ductile.agent.network.NoisyConfig.Acting;
import dev.ductile.agent.network.NoisyConfig.Kind;
import dev.ductile.agent.network.NoisyConfig.Sharing;
import dev.ductile.agent.network.Parameter;
import dev.ductile.agent.objective.C51Objective;
import dev.ductile.agent.objective.ClassificationObjective;
import dev.ductile.agent.objective.DqnObjective;
import dev.ductile.agent.objective.HlGauss;
import dev.ductile.agent.objective.ImplicitQuantiles;
import dev.ductile.agent.objective.Munchausen;
import dev.ductile.agent.objective.Objective;
import dev.ductile.agent.objective.PriorityRule;
import dev.ductile.agent.objective.QuantileObjective;
import dev.ductile.agent.objective.Support;
import dev.ductile.agent.objective.TdLoss;
import dev.ductile.agent.objective.TwoHot;
import dev.ductile.agent.objective.ValueTarget;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Whole learners against finite differences and naive forward passes; run by every engine. */
public abstract class LearnerContract {
  private static final Munchausen MUNCHAUSEN = new Munchausen(true, 0.9, 0.3, -1);
  private static final PriorityRule LOSS = PriorityRule.of(PriorityRule.Kind.LOSS);
  private static final ImplicitQuantiles FRACTIONS =
      new ImplicitQuantiles(5, 6, 7, new FractionEmbedding(8, 1));

  /** The engine under test. */
  protected abstract Engine engine();

  private static Map<String, Objective> objectives() {
    ValueTarget plain = ValueTarget.of(false);
    ValueTarget twice = ValueTarget.of(true);
    ValueTarget soft = new ValueTarget(false, MUNCHAUSEN);
    Map<String, Objective> all = new LinkedHashMap<>();
    all.put("munchausen dqn", new DqnObjective(TdLoss.MSE, soft, LOSS));
    all.put("returns", new DqnObjective(TdLoss.HALF_MSE, ValueTarget.RETURNS, LOSS));
    all.put(
        "returns hl-gauss",
        new ClassificationObjective(new HlGauss(9, -3, 3, 0.75), ValueTarget.RETURNS, LOSS));
    all.put("c51", new C51Objective(new Support(11, -3, 3), true, LOSS));
    all.put("two-hot", new ClassificationObjective(new TwoHot(new Support(9, -3, 3)), twice, LOSS));
    all.put("hl-gauss", new ClassificationObjective(new HlGauss(9, -3, 3, 0.75), soft, LOSS));
    all.put("qr", new QuantileObjective(7, 1, twice, Optional.empty(), LOSS));
    all.put("iqn", new QuantileObjective(1, 1, plain, Optional.of(FRACTIONS), LOSS));
    all.put("double iqn", new QuantileObjective(1, 1, twice, Optional.of(FRACTIONS), LOSS));
    all.put("munchausen iqn", new QuantileObjective(1, 1, soft, Optional.of(FRACTIONS), LOSS));
    return all;
  }

  @Test
  void gradientsEqualFiniteDifferences() {
    NoisyConfig noisy = SmallLearners.noisy(Kind.FACTORISED, Sharing.SEPARATE, Acting.EVERY_STEP);
    for (Map.Entry<String, Objective> e : objectives().entrySet()) {
      for (NoisyConfig noise : new NoisyConfig[] {NoisyConfig.none(), noisy}) {
        try (Learner learner =
            SmallLearners.learner(
                engine(), SmallLearners.network(noise.on(), noise), e.getValue())) {
          learner.drawForUpdate(SmallLearners.stream(3));
          checkGradients(engine(), learner, e.getKey() + (noise.on() ? ", noisy dueling" : ""));
        }
      }
    }
  }

  /** The largest gradient of each parameter against a central difference. */
  static void checkGradients(Engine engine, Learner learner, String what) {
    try (LearnerGradients loss = SmallLearners.gradients(engine, learner)) {
      Map<String, float[]> gradients = loss.copies();
      Map<String, float[]> values = SmallLearners.parameters(learner);
      double scale = Math.max(1, loss.loss());
      for (Parameter p : learner.onlineParameters()) {
        float[] gradient = gradients.get(p.name());
        int largest = 0;
        for (int i = 1; i < gradient.length; i++) {
          largest = Math.abs(gradient[i]) > Math.abs(gradient[largest]) ? i : largest;
        }
        float h = 2e-3f;
        double above = lossAt(loss, p, values.get(p.name()), largest, h);
        double below = lossAt(loss, p, values.get(p.name()), largest, -h);
        double numeric = (above - below) / (2 * h);
        assertThat((double) gradient[largest])
            .as("%s: gradient of %s[%d]", what, p.name(), largest)
            .isCloseTo(numeric, within(0.03 * Math.abs(numeric) + 1e-3 * scale));
      }
    }
  }

  private static double lossAt(
      LearnerGradients loss, Parameter p, float[] values, int at, float by) {
    float[] moved = values.clone();
    moved[at] += by;
    return loss.lossWith(p, moved);
  }

  @Test
  void munchausenTargetEqualsNaiveLoop() {
    Objective objective = new DqnObjective(TdLoss.MSE, new ValueTarget(false, MUNCHAUSEN), LOSS);
    try (Learner learner =
        SmallLearners.learner(
            engine(), SmallLearners.network(false, NoisyConfig.none()), objective)) {
      // The target differs from the online network.
      List<Variable> target = variables(learner.targetParameters());
      List<float[]> changed = learner.read(target);
      for (float[] values : changed) {
        for (int i = 0; i < values.length; i++) {
          values[i] *= i % 2 == 0 ? 1.5f : -0.7f;
        }
      }
      learner.write(target, changed);
      float[] online = values(learner, "observations");
      List<Variable> parameters = variables(learner.onlineParameters());
      List<float[]> saved = learner.read(parameters);
      learner.write(parameters, learner.read(variables(learner.targetParameters())));
      float[] now = values(learner, "observations");
      float[] next = values(learner, "nextObservations");
      learner.write(parameters, saved);
      learner.update();
      for (int b = 0; b < BATCH; b++) {
        int action = learner.updateInput("actions").getInt(4 * b);
        double bonus = 0.9 * Math.max(-1, Math.min(0, 0.3 * logPolicy(now, b, action)));
        double soft = 0;
        for (int a = 0; a < ACTIONS; a++) {
          double log = logPolicy(next, b, a);
          soft += Math.exp(log) * (next[b * ACTIONS + a] - 0.3 * log);
        }
        double wanted =
            learner.updateInput("returns").getFloat(4 * b)
                + bonus
                + learner.updateInput("discounts").getFloat(4 * b) * soft;
        double expected = Math.pow(wanted - online[b * ACTIONS + action], 2);
        assertThat((double) learner.perSampleLosses().get(b))
            .as("sample %d", b)
            .isCloseTo(expected, within(1e-4 * Math.max(1, expected)));
      }
    }
  }

  /** Half the squared distance of the value from the return; what comes next has no part in it. */
  @Test
  void givenReturnsAreLearnedAsTheyAre() {
    Objective objective = new DqnObjective(TdLoss.HALF_MSE, ValueTarget.RETURNS, LOSS);
    try (Learner learner =
        SmallLearners.learner(
            engine(), SmallLearners.network(false, NoisyConfig.none()), objective)) {
      float[] online = values(learner, "observations");
      learner.update();
      for (int b = 0; b < BATCH; b++) {
        int action = learner.updateInput("actions").getInt(4 * b);
        double error =
            learner.updateInput("returns").getFloat(4 * b) - online[b * ACTIONS + action];
        assertThat((double) learner.perSampleLosses().get(b))
            .as("sample %d", b)
            .isCloseTo(error * error / 2, within(1e-5 * Math.max(1, error * error)));
      }
    }
  }

  private static List<Variable> variables(List<Parameter> parameters) {
    return parameters.stream().map(Parameter::variable).toList();
  }

  private static double logPolicy(float[] q, int b, int action) {
    double sum = 0;
    for (int a = 0; a < ACTIONS; a++) {
      sum += Math.exp(q[b * ACTIONS + a] / 0.3);
    }
    return q[b * ACTIONS + action] / 0.3 - Math.log(sum);
  }

  private static float[] values(Learner learner, String observations) {
    var from = learner.updateInput(observations);
    SmallLearners.asPlanes(learner.spec(), from, learner.actObservations(BATCH));
    return SmallLearners.copy(learner.act(BATCH));
  }

  @Test
  void implicitQuantilesEqualNaiveForwardPass() {
    Objective objective =
        new QuantileObjective(1, 1, ValueTarget.of(false), Optional.of(FRACTIONS), LOSS);
    try (Learner learner =
        SmallLearners.learner(
            engine(), SmallLearners.network(false, NoisyConfig.none()), objective)) {
      float[] values = values(learner, "observations");
      for (int b = 0; b < BATCH; b++) {
        double[] features = NaiveMlp.features(learner, b);
        double[] mean = new double[ACTIONS];
        for (int k = 0; k < 7; k++) {
          double[] cosines = new double[8];
          for (int i = 0; i < 8; i++) {
            cosines[i] = Math.cos(Math.PI * (i + 1) * (k + 0.5) / 7);
          }
          double[] embedding = NaiveMlp.relu(NaiveMlp.dense(learner, "embedding", cosines));
          double[] product = new double[embedding.length];
          for (int i = 0; i < product.length; i++) {
            product[i] = embedding[i] * features[i];
          }
          double[] q =
              NaiveMlp.dense(
                  learner, "out", NaiveMlp.relu(NaiveMlp.dense(learner, "hidden", product)));
          for (int a = 0; a < ACTIONS; a++) {
            mean[a] += q[a] / 7;
          }
        }
        for (int a = 0; a < ACTIONS; a++) {
          assertThat((double) values[b * ACTIONS + a]).isCloseTo(mean[a], within(1e-5));
        }
      }
    }
  }

  @Test
  void noisyLayersEqualNaiveForwardPass() {
    for (Kind kind : new Kind[] {Kind.FACTORISED, Kind.INDEPENDENT}) {
      NoisyConfig noisy = SmallLearners.noisy(kind, Sharing.BY_NETWORK, Acting.EVERY_UPDATE);
      try (Learner learner =
          SmallLearners.learner(
              engine(), SmallLearners.network(false, noisy), new DqnObjective(TdLoss.MSE, false))) {
        learner.drawForUpdate(SmallLearners.stream(8));
        learner.publish();
        float[] noise = learner.actingNoise();
        var from = learner.updateInput("observations");
        SmallLearners.asPlanes(learner.spec(), from, learner.actObservations(BATCH));
        float[] values = SmallLearners.copy(learner.explore(BATCH, SmallLearners.stream(1)));
        float[] means = SmallLearners.copy(learner.act(BATCH));
        // 20 observations are explored with noisy weights, not noisy activations.
        SmallLearners.asPlanes(learner.spec(), from, learner.actObservations(20));
        float[] byWeights = SmallLearners.copy(learner.explore(20, SmallLearners.stream(1)));
        for (int b = 0; b < BATCH; b++) {
          double[] features = NaiveMlp.features(learner, b);
          double[] plain = NaiveMlp.heads(learner, features, kind, new float[noise.length]);
          double[] noised = NaiveMlp.heads(learner, features, kind, noise);
          for (int a = 0; a < ACTIONS; a++) {
            int i = b * ACTIONS + a;
            assertThat((double) values[i]).as("%s noise", kind).isCloseTo(noised[a], within(1e-5));
            assertThat((double) byWeights[i]).as("weights").isCloseTo(noised[a], within(1e-5));
            assertThat((double) means[i]).as("%s mean", kind).isCloseTo(plain[a], within(1e-5));
          }
        }
        assertThat(values).isNotEqualTo(means);
      }
    }
  }

  @Test
  void noiseIsSharedAsConfigured() {
    check(Sharing.SEPARATE, "online", "online_next", "target_next");
    check(Sharing.BY_OBSERVATION, "online", "next");
    check(Sharing.BY_NETWORK, "online", "target");
  }

  private void check(Sharing sharing, String... groups) {
    NoisyConfig noisy = SmallLearners.noisy(Kind.FACTORISED, sharing, Acting.EVERY_STEP);
    try (Learner learner =
        SmallLearners.learner(
            engine(), SmallLearners.network(false, noisy), new DqnObjective(TdLoss.MSE, true))) {
      for (String group : new String[] {"online", "online_next", "target_next", "next", "target"}) {
        String input = "noise/" + group + "/hidden/in";
        if (List.of(groups).contains(group)) {
          assertThat(learner.updateInput(input).capacity()).isEqualTo(6 * 4);
        } else {
          assertThatThrownBy(() -> learner.updateInput(input))
              .as("%s with %s", input, sharing)
              .isInstanceOf(IllegalArgumentException.class);
        }
      }
    }
  }

  @Test
  void actingNoiseFollowsItsSchedule() {
    for (Acting acting : Acting.values()) {
      NoisyConfig noisy = SmallLearners.noisy(Kind.FACTORISED, Sharing.BY_NETWORK, acting);
      try (Learner learner =
          SmallLearners.learner(
              engine(), SmallLearners.network(false, noisy), new DqnObjective(TdLoss.MSE, true))) {
        var stream = SmallLearners.stream(4);
        float[] first = SmallLearners.copy(learner.explore(1, stream));
        float[] second = SmallLearners.copy(learner.explore(1, stream));
        if (acting == Acting.EVERY_STEP) {
          assertThat(second).isNotEqualTo(first);
        } else {
          assertThat(second).isEqualTo(first);
          float[] saved = learner.actingNoise();
          learner.drawForUpdate(stream);
          assertThat(SmallLearners.copy(learner.explore(1, stream))).isEqualTo(first);
          learner.publish();
          assertThat(learner.explore(1, stream).get(0)).isNotEqualTo(first[0]);
          learner.actingNoise(saved);
          assertThat(SmallLearners.copy(learner.explore(1, stream))).isEqualTo(first);
        }
        assertThat(SmallLearners.copy(learner.act(1)))
            .isEqualTo(SmallLearners.copy(learner.act(1)));
      }
    }
  }

  @Test
  void theActingCopyFollowsOnlyWhenPublished() {
    try (Learner learner =
        SmallLearners.withActingCopy(
            engine(),
            SmallLearners.network(false, NoisyConfig.none()),
            new DqnObjective(TdLoss.MSE, true))) {
      var stream = SmallLearners.stream(4);
      float[] first = SmallLearners.copy(learner.act(1));
      assertThat(SmallLearners.copy(learner.explore(1, stream))).isEqualTo(first);
      learner.update();
      float[] updated = SmallLearners.copy(learner.act(1));
      assertThat(updated).isNotEqualTo(first);
      assertThat(SmallLearners.copy(learner.explore(1, stream))).isEqualTo(first);
      learner.publish();
      assertThat(SmallLearners.copy(learner.explore(1, stream))).isEqualTo(updated);
    }
  }
}
