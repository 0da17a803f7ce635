package dev.ductile.agent.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.ductile.agent.learner.Learner;
import dev.ductile.agent.measurement.Inspector;
import dev.ductile.agent.measurement.MeasurementConfig;
import dev.ductile.agent.measurement.MeasurementList;
import dev.ductile.agent.network.NoisyConfig;
import dev.ductile.agent.objective.Objective;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * What measurements say along a training, that they repeat, and that they change nothing; run by
 * every engine.
 */
public abstract class MeasurementContract extends MeasuredLearners {
  @Test
  void weightsAndStepsFollowAnUpdate() {
    try (Learner learner = plain();
        Inspector inspector =
            new Inspector(
                engine(),
                SETTINGS,
                learner.spec(),
                config("weights,distance,change,update,churn,dormant-overlap"))) {
      inspector.begin(learner, 7);
      Map<String, Double> first =
          inspector.measure(learner, SmallLearners.measurementBatch(learner));
      assertThat(first.get("plasticity/distance/total")).isZero();
      assertThat(first)
          .doesNotContainKeys("plasticity/change/total", "plasticity/update-norm/total");
      float[] before = theta(learner);
      learner.update();
      float[] after = theta(learner);
      double squares = 0;
      double norm = 0;
      for (int i = 0; i < before.length; i++) {
        squares += Math.pow((double) after[i] - before[i], 2);
        norm += (double) after[i] * after[i];
      }
      Map<String, Double> m = inspector.measure(learner, SmallLearners.measurementBatch(learner));
      double step = Math.sqrt(squares);
      assertThat(m.get("plasticity/weight-norm/total")).isCloseTo(Math.sqrt(norm), within(1e-5));
      assertThat(m.get("plasticity/distance/total")).isCloseTo(step, within(1e-5 * step));
      assertThat(m.get("plasticity/change/total"))
          .isCloseTo(step / Math.sqrt(before.length), within(1e-5 * step));
      // The step of Adam, from its moments, is what the parameters moved by.
      assertThat(m.get("plasticity/update-norm/total")).isCloseTo(step, within(2e-3 * step));
      assertThat(m.get("plasticity/update-weight-ratio/total"))
          .isCloseTo(step / Math.sqrt(norm), within(2e-3 * step));
      assertThat(m.get("plasticity/value-churn/total")).isPositive();
      assertThat(m.get("plasticity/policy-churn/total")).isBetween(0.0, 1.0);
    }
  }

  private static float[] theta(Learner learner) {
    int size = learner.onlineParameters().stream().mapToInt(p -> p.shape().elements()).sum();
    float[] all = new float[size];
    int at = 0;
    for (float[] values : SmallLearners.parameters(learner).values()) {
      System.arraycopy(values, 0, all, at, values.length);
      at += values.length;
    }
    return all;
  }

  @Test
  void theProbeLearnsItsTargetsAndRepeats() {
    try (Learner learner = plain();
        Inspector few = new Inspector(engine(), SETTINGS, learner.spec(), probe(1));
        Inspector many = new Inspector(engine(), SETTINGS, learner.spec(), probe(600))) {
      few.begin(learner, 7);
      many.begin(learner, 7);
      String loss = "plasticity/random-target-loss/total";
      double hardly = few.measure(learner, SmallLearners.measurementBatch(learner)).get(loss);
      Map<String, Double> trained = many.measure(learner, SmallLearners.measurementBatch(learner));
      assertThat(trained.get(loss)).isLessThan(0.9 * hardly);
      assertThat(many.measure(learner, SmallLearners.measurementBatch(learner)).get(loss))
          .isEqualTo(trained.get(loss));
    }
  }

  private static MeasurementConfig probe(int steps) {
    return new MeasurementConfig(MeasurementList.parse("probe"), 1000, BATCH, steps, 2);
  }

  @Test
  void nothingChangesInTheLearner() {
    for (Objective objective : objectives().values()) {
      try (Learner learner = learner(true, NoisyConfig.none(), objective)) {
        learner.drawForUpdate(SmallLearners.stream(3));
        learner.update();
        Map<String, int[]> before = bits(learner);
        Map<String, Double> m = measure(learner, "all");
        assertThat(m)
            .containsKeys(
                "plasticity/srank@0.01/value_hidden",
                "plasticity/srank@0.01/advantage_hidden",
                "plasticity/srank@0.01/total",
                "plasticity/hessian-lambda-max/total",
                "plasticity/random-target-plasticity/total",
                "plasticity/gradient-cosine@4/total",
                "plasticity/seconds/probe",
                "plasticity/seconds/statistics");
        m.forEach((name, value) -> assertThat(value).as(name).isNotNaN());
        Map<String, int[]> after = bits(learner);
        assertThat(after.keySet()).isEqualTo(before.keySet());
        before.forEach((name, bits) -> assertThat(after.get(name)).as(name).isEqualTo(bits));
      }
    }
  }

  private static Map<String, int[]> bits(Learner learner) {
    Map<String, int[]> bits = new LinkedHashMap<>();
    SmallLearners.values(learner, learner.variables())
        .forEach(
            (name, values) -> {
              int[] raw = new int[values.length];
              Arrays.setAll(raw, i -> Float.floatToRawIntBits(values[i]));
              bits.put(name, raw);
            });
    return bits;
  }

  @Test
  void aRestoredInspectorMeasuresTheSame() throws IOException {
    String names = "distance,change,churn,dormant-overlap,hessian,probe";
    try (Learner learner = plain();
        Inspector straight = new Inspector(engine(), SETTINGS, learner.spec(), config(names));
        Inspector restored = new Inspector(engine(), SETTINGS, learner.spec(), config(names))) {
      straight.begin(learner, 7);
      straight.measure(learner, SmallLearners.measurementBatch(learner));
      ByteArrayOutputStream state = new ByteArrayOutputStream();
      straight.save(new DataOutputStream(state));
      learner.update();
      restored.begin(learner, 8);
      restored.restore(new DataInputStream(new ByteArrayInputStream(state.toByteArray())));
      assertThat(values(restored.measure(learner, SmallLearners.measurementBatch(learner))))
          .isEqualTo(values(straight.measure(learner, SmallLearners.measurementBatch(learner))));
    }
  }

  private static Map<String, Double> values(Map<String, Double> all) {
    Map<String, Double> values = new LinkedHashMap<>(all);
    values.keySet().removeIf(name -> name.startsWith("plasticity/seconds/"));
    assertThat(values).isNotEmpty();
    return values;
  }
}
