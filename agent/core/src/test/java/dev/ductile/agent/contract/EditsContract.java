package dev.ductile.agent.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.ductile.agent.engine.Engine;
import dev.ductile.agent.engine.EngineSettings;
import dev.ductile.agent.learner.MeasurementBatch;
import dev.ductile.agent.measurement.Inspector;
import dev.ductile.agent.measurement.MeasurementConfig;
import dev.ductile.agent.measurement.MeasurementList;
import dev.ductile.agent.network.NetworkConfig;
import dev.ductile.agent.network.NoisyConfig;
import dev.ductile.agent.network.Parameter;
import dev.ductile.agent.network.ParameterGroup;
import dev.ductile.agent.objective.DqnObjective;
import dev.ductile.agent.objective.TdLoss;
import dev.ductile.agent.optimizer.LearningRateSchedule;
import dev.ductile.agent.optimizer.OptimizerConfig;
import dev.ductile.base.ConfigurationException;
import java.util.List;
import java.util.Map;
import org.apache.commons.rng.UniformRandomProvider;
import org.junit.jupiter.api.Test;

/** Scheduled edits of whole layers, held to their contracts; run by every engine. */
public abstract class EditsContract {
  private static final NetworkConfig DUELING = SmallLearners.network(true, NoisyConfig.none());

  /** The engine under test. */
  protected abstract Engine engine();

  private EditedLearner learner(String with) {
    return learner(with, SmallLearners.sgdLike());
  }

  private EditedLearner learner(String with, OptimizerConfig optimizer) {
    return new EditedLearner(
        engine(), DUELING, new DqnObjective(TdLoss.MSE, false), optimizer, with);
  }

  /** Rows and columns of each position's matrix are orthogonal, of length √(outputs/inputs)/k. */
  @Test
  void fireMakesFiltersIsometricAndDenseLayersFresh() {
    for (String dense : List.of("fresh", "orthogonal")) {
      String with = "fire:iterations=60:period-updates=2:dense=" + dense;
      try (EditedLearner fire =
          new EditedLearner(
              engine(),
              SmallLearners.convolutional(),
              new DqnObjective(TdLoss.MSE, false),
              SmallLearners.sgdLike(),
              with)) {
        fire.step(1);
        fire.update();
        Map<String, float[]> before = fire.variables();
        fire.edit(false);
        for (Parameter p : fire.learner().onlineParameters()) {
          float[] now = fire.read("online/" + p.name());
          boolean weight = p.shape().rank() > 1;
          boolean head = p.name().startsWith("hidden") || p.name().startsWith("out");
          if (weight || (head && dense.equals("fresh"))) {
            assertThat(now).as(p.name()).isNotEqualTo(before.get("online/" + p.name()));
            assertThat(fire.read("target/" + p.name())).as(p.name()).isEqualTo(now);
          } else {
            assertThat(now).as(p.name()).isEqualTo(before.get("online/" + p.name()));
          }
          if (weight && !(head && dense.equals("fresh"))) {
            assertIsometric(p, now);
          }
          for (String slot : List.of("/m", "/v")) {
            String name = "optimizer/" + p.name() + slot;
            assertThat(fire.read(name)).as(name).isEqualTo(before.get(name));
          }
        }
      }
    }
  }

  private static void assertIsometric(Parameter p, float[] w) {
    int outputs = p.shape().dim(-1);
    int inputs = p.shape().dim(-2);
    int positions = w.length / inputs / outputs;
    double length = Math.sqrt((double) outputs / inputs) / positions;
    for (int at = 0; at < positions; at++) {
      boolean byOutput = outputs <= inputs;
      for (int a = 0; a < Math.min(inputs, outputs); a++) {
        for (int b = 0; b <= a; b++) {
          double dot = 0;
          for (int k = 0; k < Math.max(inputs, outputs); k++) {
            int start = at * inputs * outputs;
            int one = byOutput ? k * outputs + a : a * outputs + k;
            int other = byOutput ? k * outputs + b : b * outputs + k;
            dot += (double) w[start + one] * w[start + other];
          }
          assertThat(dot / length / length)
              .as("%s at %d, %d and %d", p.name(), at, a, b)
              .isCloseTo(a == b ? 1 : 0, within(1e-4));
        }
      }
    }
  }

  @Test
  void resetRenewsTheLastLayerOfBothNetworksAndTheirMoments() {
    try (EditedLearner plain = learner("");
        EditedLearner reset = learner("reset=1:period-updates=3")) {
      plain.step(3);
      reset.step(2);
      reset.update();
      reset.edit(false);
      Map<String, float[]> wanted = plain.variables();
      reset
          .variables()
          .forEach(
              (name, values) -> {
                if (name.startsWith("optimizer/") && name.contains("_out.")) {
                  assertThat(values).as(name).containsOnly(0);
                } else if (name.contains("steps")) {
                  assertThat(values).as(name).containsExactly(name.contains("cleared") ? 3 : 0);
                } else if (name.contains("_out.")) {
                  assertThat(values).as(name).isNotEqualTo(wanted.get(name));
                } else {
                  assertThat(values).as(name).isEqualTo(wanted.get(name));
                }
              });
      for (Parameter p : reset.learner().onlineParameters()) {
        if (p.name().contains("_out.")) {
          float[] online = reset.read("online/" + p.name());
          assertThat(reset.read("target/" + p.name())).as(p.name()).isEqualTo(online);
          float bound = (float) (1 / Math.sqrt(p.fanIn()));
          isWithin(online, bound);
        }
      }
      float[] before = reset.read("online/value_out.weight");
      reset.step(1);
      assertThat(reset.read("online/value_out.weight")).isNotEqualTo(before);
      assertThat(reset.read("optimizer/value_out.weight/v")).isNotEqualTo(new float[6]);
      assertThat(reset.read("optimizer/steps")).containsExactly(1);
    }
  }

  private static void isWithin(float[] values, float bound) {
    for (float value : values) {
      assertThat(Math.abs(value)).isLessThanOrEqualTo(bound);
    }
  }

  @Test
  void resetKeepsWhatItsParametersSay() {
    try (EditedLearner plain = learner("");
        EditedLearner reset =
            learner("reset=2:at-frames=8+16:moments=keep:steps=keep:target=keep")) {
      for (int update = 1; update <= 5; update++) {
        float[] last = reset.read("online/value_hidden.weight");
        plain.step(1);
        reset.step(1);
        float[] now = reset.read("online/value_hidden.weight");
        double moved = 0;
        for (int i = 0; i < now.length; i++) {
          moved = Math.max(moved, Math.abs(now[i] - last[i]));
        }
        // Frames 8 and 16 are those of updates 2 and 4; an update alone moves by at most 4e-3.
        assertThat(moved > 0.01)
            .as("update %d moved by %s", update, moved)
            .isEqualTo(update == 2 || update == 4);
        if (update == 2) {
          Map<String, float[]> wanted = plain.variables();
          reset
              .variables()
              .forEach(
                  (name, values) -> {
                    if (!name.matches("online/.*_(hidden|out).*")) {
                      assertThat(values).as(name).isEqualTo(wanted.get(name));
                    }
                  });
        }
      }
    }
    assertThatThrownBy(() -> learner("reset=5"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage("reset: layers=5 is more than the network's 4");
  }

  @Test
  void shrinkAndPerturbMixesInFreshValuesOfTheOnlineNetworkOnly() {
    try (EditedLearner plain = learner("");
        EditedLearner mixed = learner("shrink-and-perturb=0.75:period-updates=2:part=encoder")) {
      plain.step(2);
      mixed.step(2);
      Map<String, float[]> wanted = plain.variables();
      UniformRandomProvider stream = SmallLearners.stream(EditedLearner.EDITS);
      for (Parameter p : mixed.learner().onlineParameters()) {
        if (p.name().startsWith("mlp")) {
          float[] fresh = new float[p.shape().elements()];
          p.initializer().fill(fresh, p.fanIn(), p.fanOut(), stream);
          float[] expected = wanted.get("online/" + p.name());
          for (int i = 0; i < fresh.length; i++) {
            expected[i] = 0.75f * expected[i] + 0.25f * fresh[i];
          }
          assertThat(mixed.read("online/" + p.name()))
              .as(p.name())
              .usingComparatorWithPrecision(1e-6f)
              .containsExactly(expected);
          wanted.remove("online/" + p.name());
        }
      }
      wanted.forEach((name, values) -> assertThat(mixed.read(name)).as(name).isEqualTo(values));
    }
    try (EditedLearner mixed = learner("shrink-and-perturb=0:period-updates=1:moments=clear")) {
      mixed.step(1);
      float[] first = mixed.read("online/mlp1.weight");
      assertThat(mixed.read("optimizer/mlp1.weight/m")).containsOnly(0);
      mixed.step(1);
      assertThat(mixed.read("online/mlp1.weight")).as("drawn anew").isNotEqualTo(first);
    }
  }

  @Test
  void momentsAndStepsAreClearedWhenTheTargetIsCopied() {
    for (String with : List.of("moment-reset", "moment-reset=keep", "adam-rel")) {
      try (EditedLearner plain = learner("");
          EditedLearner cleared = learner(with)) {
        plain.step(3);
        cleared.step(2);
        cleared.update();
        cleared.edit(true);
        plain
            .variables()
            .forEach(
                (name, values) -> {
                  float[] found = cleared.read(name);
                  if (name.equals("optimizer/steps")) {
                    assertThat(found).as(with).containsExactly(with.endsWith("keep") ? 3 : 0);
                  } else if (name.startsWith("optimizer/") && with.startsWith("moment")) {
                    assertThat(found).as(with + " " + name).containsOnly(0);
                  } else {
                    assertThat(found).as(with + " " + name).isEqualTo(values);
                  }
                });
      }
    }
  }

  /** RMSProp does not use the step count, so that only the rate's schedule could differ. */
  @Test
  void aScheduleOfTheLearningRateGoesOnWhenStepsAreCleared() {
    OptimizerConfig scheduled =
        new OptimizerConfig(
            OptimizerConfig.Kind.RMSPROP,
            1e-3,
            0.9,
            0.999,
            0.95,
            1e-4,
            0,
            0,
            ParameterGroup.ALL,
            0,
            0,
            LearningRateSchedule.LINEAR,
            0,
            6);
    try (EditedLearner plain = learner("", scheduled);
        EditedLearner cleared = learner("adam-rel", scheduled)) {
      for (int i = 0; i < 7; i++) {
        plain.step(1);
        cleared.update();
        cleared.edit(i == 1 || i == 4);
      }
      assertThat(cleared.read("optimizer/steps")).containsExactly(2);
      for (Parameter p : plain.learner().onlineParameters()) {
        assertThat(cleared.read("online/" + p.name()))
            .as(p.name())
            .isEqualTo(plain.read("online/" + p.name()));
      }
    }
  }

  /**
   * What a measurement tells of Adam's last step is what parameters moved by, with the count that
   * the intervention left and the rate of all updates; before the next step it tells nothing.
   */
  @Test
  void measuredStepsFollowTheClearedCount() {
    OptimizerConfig falling =
        new OptimizerConfig(
            OptimizerConfig.Kind.ADAM,
            1e-3,
            0.9,
            0.999,
            0.95,
            1e-4,
            0,
            0,
            ParameterGroup.ALL,
            0,
            0,
            LearningRateSchedule.LINEAR,
            0,
            6);
    String total = "plasticity/update-norm/total";
    for (String with : List.of("adam-rel", "moment-reset=keep")) {
      try (EditedLearner learner = learner(with, falling);
          Inspector inspector =
              new Inspector(
                  engine(),
                  new EngineSettings("cpu", 1, false),
                  learner.learner().spec(),
                  new MeasurementConfig(
                      MeasurementList.parse("update,weights"), 1000, SmallLearners.BATCH, 1, 1))) {
        inspector.begin(learner.learner(), 7);
        learner.step(2);
        learner.update();
        learner.edit(true);
        MeasurementBatch none = SmallLearners.measurementBatch(learner.learner());
        Map<String, Double> after = inspector.measure(learner.learner(), none);
        assertThat(after.get(total)).as(with).isEqualTo(with.endsWith("keep") ? 0.0 : null);
        Map<String, float[]> before = learner.variables();
        learner.step(1);
        double squares = 0;
        for (Parameter p : learner.learner().onlineParameters()) {
          float[] was = before.get("online/" + p.name());
          float[] now = learner.read("online/" + p.name());
          for (int i = 0; i < was.length; i++) {
            squares += Math.pow((double) now[i] - was[i], 2);
          }
        }
        double moved = Math.sqrt(squares);
        Map<String, Double> measured = inspector.measure(learner.learner(), none);
        assertThat(measured.get(total)).as(with).isCloseTo(moved, within(2e-3 * moved));
        double norm = measured.get("plasticity/weight-norm/mlp1");
        assertThat(measured.get("plasticity/effective-rate/mlp1"))
            .as("%s: half of the schedule is done", with)
            .isCloseTo(5e-4 / (norm * norm), within(1e-9));
      }
    }
  }
}
