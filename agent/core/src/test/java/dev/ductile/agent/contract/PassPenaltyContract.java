package dev.ductile.agent.contract;

import static dev.ductile.agent.contract.SmallLearners.BATCH;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.ductile.agent.engine.Engine;
import dev.ductile.agent.engine.Variable;
import dev.ductile.agent.intervention.InterventionList;
import dev.ductile.agent.learner.Learner;
import dev.ductile.agent.learner.LearnerEdits;
import dev.ductile.agent.learner.LearnerGradients;
import dev.ductile.agent.network.Activation;
import dev.ductile.agent.network.FractionEmbedding;
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
import dev.ductile.agent.optimizer.OptimizerConfig;
import dev.ductile.base.ConfigurationException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Penalties on what the network makes of a batch, against loops in double precision. */
public abstract class PassPenaltyContract {
  private static final Objective DQN = new DqnObjective(TdLoss.MSE, true);
  private static final PriorityRule LOSS = PriorityRule.of(PriorityRule.Kind.LOSS);
  private static final OptimizerConfig FAST =
      OptimizerConfig.of(OptimizerConfig.Kind.ADAM, 0.01, 0.9, 0.999, 0.95, 1e-4);

  /** The engine under test. */
  protected abstract Engine engine();

  private static NetworkConfig plain() {
    return SmallLearners.network(Normalization.NONE, Optional.empty());
  }

  private Learner learner(String with, NetworkConfig network, Objective objective) {
    return SmallLearners.with(
        engine(), network, objective, FAST, InterventionList.parse(with).all());
  }

  private static NoisyConfig noisy() {
    return SmallLearners.noisy(
        NoisyConfig.Kind.FACTORISED, NoisyConfig.Sharing.SEPARATE, NoisyConfig.Acting.EVERY_STEP);
  }

  private static Map<String, Objective> objectives() {
    Map<String, Objective> all = new LinkedHashMap<>();
    all.put("dqn", DQN);
    all.put("c51", new C51Objective(new Support(7, -3, 3), true, LOSS));
    all.put(
        "iqn",
        new QuantileObjective(
            1,
            1,
            ValueTarget.of(true),
            Optional.of(new ImplicitQuantiles(5, 6, 7, new FractionEmbedding(8, 1))),
            LOSS));
    return all;
  }

  private static float[] values(Learner learner) {
    var from = learner.updateInput("observations");
    SmallLearners.asPlanes(learner.spec(), from, learner.actObservations(BATCH));
    return SmallLearners.copy(learner.act(BATCH));
  }

  // ---- SIGReg

  /** Mean squared distance of the characteristic functions along the drawn directions. */
  private static double distance(double[][] z, float[] drawn, int slices, int points, double max) {
    int width = z[0].length;
    double sum = 0;
    for (int s = 0; s < slices; s++) {
      double length = 0;
      for (int i = 0; i < width; i++) {
        length += Math.pow(drawn[s * width + i], 2);
      }
      for (int p = 0; p < points; p++) {
        double t = -max + 2 * max * p / (points - 1);
        double real = 0;
        double imaginary = 0;
        for (double[] row : z) {
          double projected = 0;
          for (int i = 0; i < width; i++) {
            projected += row[i] * drawn[s * width + i] / Math.sqrt(length);
          }
          real += Math.cos(t * projected) / z.length;
          imaginary += Math.sin(t * projected) / z.length;
        }
        sum += Math.pow(real - Math.exp(-t * t / 2), 2) + imaginary * imaginary;
      }
    }
    return sum / slices / points;
  }

  @Test
  void sigRegIsTheDistanceOfCharacteristicFunctions() {
    try (Learner plain = learner("", plain(), DQN);
        Learner learner = learner("sigreg=0.7:slices=5:points=6:range=3", plain(), DQN)) {
      PenaltyContract.move(plain);
      PenaltyContract.move(learner);
      learner.drawForUpdate(SmallLearners.stream(9));
      var input = learner.updateInput("intervention/sigreg/hidden").asFloatBuffer();
      float[] drawn = SmallLearners.copy(input);
      double[][] z = new double[BATCH][];
      for (int b = 0; b < BATCH; b++) {
        z[b] = NaiveMlp.dense(learner, "hidden", NaiveMlp.features(learner, b));
      }
      double expected = 0.7 * distance(z, drawn, 5, 6, 3);
      double added =
          LearnerGradients.loss(engine(), SmallLearners.SETTINGS, learner)
              - (double) LearnerGradients.loss(engine(), SmallLearners.SETTINGS, plain);
      assertThat(expected).isGreaterThan(0.05);
      assertThat(added).isCloseTo(expected, within(1e-4));
    }
  }

  @Test
  void directionsAreNewInEachUpdate() {
    try (Learner learner = learner("sigreg", plain(), DQN)) {
      learner.drawForUpdate(SmallLearners.stream(9));
      var input = learner.updateInput("intervention/sigreg/hidden").asFloatBuffer();
      float[] first = SmallLearners.copy(input);
      learner.drawForUpdate(SmallLearners.stream(10));
      assertThat(SmallLearners.copy(input)).isNotEqualTo(first).hasSize(16 * 6);
    }
  }

  /** Points drawn from the target are near to it, a single point is not. */
  @Test
  void normalFeaturesAreAtRest() {
    var random = SmallLearners.stream(4);
    double[][] normal = new double[5000][8];
    for (double[] row : normal) {
      for (int i = 0; i < row.length; i++) {
        row[i] =
            Math.sqrt(-2 * Math.log(1 - random.nextDouble()))
                * Math.cos(2 * Math.PI * random.nextDouble());
      }
    }
    float[] drawn = new float[16 * 8];
    for (int i = 0; i < drawn.length; i++) {
      drawn[i] = (float) (random.nextDouble() - 0.5);
    }
    assertThat(distance(normal, drawn, 16, 8, 5)).isLessThan(1e-3);
    assertThat(distance(new double[2][8], drawn, 16, 8, 5)).isGreaterThan(0.3);
  }

  @Test
  void sigRegNeedsADenseLayer() {
    NetworkConfig none =
        NetworkConfig.plain(
            NetworkConfig.Torso.DATA_EFFICIENT_CNN,
            plain().padding(),
            0,
            false,
            Normalization.NONE,
            plain().weightInitializer(),
            plain().biasInitializer());
    assertThatThrownBy(() -> InterventionList.parse("sigreg").all().get(0).check(none))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("network.hiddenUnits");
  }

  // ---- C-CHAIN

  private static double churn(float[] now, float[] then) {
    double sum = 0;
    for (int i = 0; i < now.length; i++) {
      sum += Math.pow((double) now[i] - then[i], 2);
    }
    return sum / now.length;
  }

  private static List<float[]> parameters(Learner learner) {
    return learner.read(variables(learner));
  }

  private static List<Variable> variables(Learner learner) {
    return learner.onlineParameters().stream().map(Parameter::variable).toList();
  }

  /** The losses of updates on other and other batches, one by one, follow from the formula. */
  @Test
  void churnIsOfTheLastUpdateOnTheNextBatch() {
    String with = "c-chain=0.5:first-coefficient=40:warm-up-updates=2:window-updates=3";
    try (Learner learner = learner(with, plain(), DQN);
        Learner plain = learner("", plain(), DQN);
        LearnerGradients plainLoss = SmallLearners.gradients(engine(), plain)) {
      List<float[]> then = parameters(learner);
      double meanLoss = 0;
      double meanChurn = 0;
      double total = 0;
      for (int update = 0; update < 7; update++) {
        SmallLearners.fillBatch(learner, 100 + update);
        SmallLearners.fillBatch(plain, 100 + update);
        List<float[]> now = parameters(learner);
        plain.write(variables(plain), now);
        float[] values = values(plain);
        plain.write(variables(plain), then);
        double churn = churn(values, values(plain));
        plain.write(variables(plain), now);
        double c = update < 2 ? 40 : 0.5 * meanLoss / (meanChurn + 1e-8);
        double loss = plainLoss.loss();
        learner.update();
        assertThat((double) learner.loss())
            .as("update %d", update)
            .isCloseTo(loss + c * churn, within(2e-4 * Math.max(1, loss + c * churn)));
        total += c * churn;
        int over = Math.min(update + 1, 3);
        meanLoss += (loss - meanLoss) / over;
        meanChurn += (churn - meanChurn) / over;
        then = now;
      }
      assertThat(total).as("it was something").isGreaterThan(0.1);
    }
  }

  /** With noise and quantile fractions of its own either pass would differ without any update. */
  @Test
  void nothingChangedIsNoChurn() {
    for (Map.Entry<String, Objective> e : objectives().entrySet()) {
      for (NoisyConfig noise : List.of(NoisyConfig.none(), noisy())) {
        NetworkConfig network = SmallLearners.network(true, noise);
        try (Learner plain = learner("", network, e.getValue());
            Learner learner = learner("c-chain:first-coefficient=1000", network, e.getValue())) {
          plain.drawForUpdate(SmallLearners.stream(3));
          learner.drawForUpdate(SmallLearners.stream(3));
          plain.update();
          learner.update();
          assertThat(learner.parametersSha256())
              .as("%s, noisy %s", e.getKey(), noise.on())
              .isEqualTo(plain.parametersSha256());
          plain.update();
          learner.update();
          assertThat(learner.parametersSha256()).isNotEqualTo(plain.parametersSha256());
          assertThat(learner.loss()).isFinite();
        }
      }
    }
  }

  @Test
  void whatAnEditBeganAnewIsNoChurn() {
    String with = "c-chain,reset:layers=0:period-updates=2:target=keep";
    try (Learner learner = learner(with, plain(), DQN)) {
      LearnerEdits edits = SmallLearners.edits(learner);
      for (int update = 1; update <= 2; update++) {
        learner.update();
        edits.after(update, update, false);
      }
      for (Parameter p : learner.onlineParameters()) {
        Variable before =
            PenaltyContract.variable(learner, "intervention/c-chain/before/" + p.name());
        assertThat(learner.read(before)).isEqualTo(learner.read(p.variable()));
      }
    }
  }

  // ---- both

  /** Without bends, which differences would go across. */
  private static NetworkConfig smooth(
      Normalization normalization, boolean dueling, NoisyConfig noise) {
    return SmallLearners.network(normalization, true, Activation.TANH, false, dueling, noise);
  }

  @Test
  void gradientsEqualFiniteDifferences() {
    List<NetworkConfig> networks =
        List.of(
            smooth(Normalization.LAYER_NORM_CHANNEL, false, NoisyConfig.none()),
            smooth(Normalization.BATCH_NORM, false, NoisyConfig.none()),
            smooth(Normalization.NONE, true, noisy()));
    for (NetworkConfig network : networks) {
      for (Map.Entry<String, Objective> e : objectives().entrySet()) {
        String with = "sigreg=3,c-chain:first-coefficient=5";
        try (Learner learner = learner(with, network, e.getValue())) {
          learner.drawForUpdate(SmallLearners.stream(3));
          learner.update();
          learner.update();
          LearnerContract.checkGradients(engine(), learner, e.getKey() + " " + network);
        }
      }
    }
  }

  @Test
  void allStateIsInVariables() {
    String with = "sigreg,c-chain:warm-up-updates=2";
    try (Learner one = learner(with, plain(), DQN);
        Learner other = learner(with, plain(), DQN)) {
      run(one, 0, 4);
      other.write(
          one.variables().stream().map(v -> PenaltyContract.variable(other, v.name())).toList(),
          one.read(one.variables()));
      run(one, 4, 7);
      run(other, 4, 7);
      assertThat(other.parametersSha256()).isEqualTo(one.parametersSha256());
    }
  }

  private static void run(Learner learner, int from, int to) {
    for (int update = from; update < to; update++) {
      learner.drawForUpdate(SmallLearners.stream(update));
      learner.update();
    }
  }
}
