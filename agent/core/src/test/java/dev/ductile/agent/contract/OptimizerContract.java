package dev.ductile.agent.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.ductile.agent.engine.Engine;
import dev.ductile.agent.learner.Learner;
import dev.ductile.agent.learner.LearnerGradients;
import dev.ductile.agent.network.NoisyConfig;
import dev.ductile.agent.network.Parameter;
import dev.ductile.agent.network.ParameterGroup;
import dev.ductile.agent.objective.DqnObjective;
import dev.ductile.agent.objective.TdLoss;
import dev.ductile.agent.optimizer.LearningRateSchedule;
import dev.ductile.agent.optimizer.OptimizerConfig;
import dev.ductile.agent.optimizer.OptimizerConfig.Kind;
import java.nio.FloatBuffer;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Every update rule with its limits, decay and schedules against loops; run by every engine. */
public abstract class OptimizerContract {
  private static final int UPDATES = 8;
  private static final double RATE = 0.01;
  private static final double FINAL = 0.002;
  private static final long LENGTH = 4;

  /** The engine under test. */
  protected abstract Engine engine();

  @Test
  void stepsEqualNaiveLoops() {
    for (Kind kind : Kind.values()) {
      check(config(kind, 0, 0, 0, 0, LearningRateSchedule.CONSTANT));
      check(config(kind, 0.1, 0, 0, 0, LearningRateSchedule.LINEAR));
      check(config(kind, 0, 0.01, 0.3, 0, LearningRateSchedule.COSINE));
      check(config(kind, 0, 0, 0.3, 0.05, LearningRateSchedule.CONSTANT));
    }
  }

  private static OptimizerConfig config(
      Kind kind,
      double weightDecay,
      double l2,
      double norm,
      double value,
      LearningRateSchedule schedule) {
    return new OptimizerConfig(
        kind,
        RATE,
        0.8,
        0.9,
        0.7,
        1e-2,
        weightDecay,
        l2,
        ParameterGroup.ALL,
        norm,
        value,
        schedule,
        FINAL,
        LENGTH);
  }

  private void check(OptimizerConfig o) {
    try (Learner learner =
            SmallLearners.learner(
                engine(),
                SmallLearners.network(true, NoisyConfig.none()),
                new DqnObjective(TdLoss.MSE, false),
                o,
                SmallLearners.SIDE);
        LearnerGradients loss = SmallLearners.gradients(engine(), learner)) {
      Map<String, double[]> first = new HashMap<>();
      Map<String, double[]> second = new HashMap<>();
      for (int t = 1; t <= UPDATES; t++) {
        Map<String, double[]> gradients = gradients(loss);
        clip(o, gradients);
        Map<String, double[]> expected = new HashMap<>();
        for (Map.Entry<String, float[]> e : SmallLearners.parameters(learner).entrySet()) {
          String name = e.getKey();
          int n = e.getValue().length;
          expected.put(
              name,
              step(
                  o,
                  t,
                  named(learner, name),
                  e.getValue(),
                  gradients.get(name),
                  first.computeIfAbsent(name, k -> new double[n]),
                  second.computeIfAbsent(name, k -> new double[n])));
        }
        learner.update();
        for (Map.Entry<String, float[]> e : SmallLearners.parameters(learner).entrySet()) {
          float[] actual = e.getValue();
          for (int i = 0; i < actual.length; i++) {
            assertThat((double) actual[i])
                .as("%s, update %d, %s[%d]", o, t, e.getKey(), i)
                .isCloseTo(expected.get(e.getKey())[i], within(2e-6));
          }
        }
      }
    }
  }

  private static Parameter named(Learner learner, String name) {
    return learner.onlineParameters().stream()
        .filter(p -> p.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static Map<String, double[]> gradients(LearnerGradients loss) {
    Map<String, double[]> gradients = new HashMap<>();
    for (Map.Entry<String, FloatBuffer> e : loss.compute().entrySet()) {
      double[] copy = new double[e.getValue().limit()];
      for (int i = 0; i < copy.length; i++) {
        copy[i] = e.getValue().get(i);
      }
      gradients.put(e.getKey(), copy);
    }
    return gradients;
  }

  private static void clip(OptimizerConfig o, Map<String, double[]> gradients) {
    double squares = 0;
    for (double[] g : gradients.values()) {
      for (int i = 0; i < g.length; i++) {
        if (o.clipValue() > 0) {
          g[i] = Math.max(-o.clipValue(), Math.min(o.clipValue(), g[i]));
        }
        squares += g[i] * g[i];
      }
    }
    double norm = Math.sqrt(squares);
    if (o.clipNorm() > 0 && norm > o.clipNorm()) {
      for (double[] g : gradients.values()) {
        for (int i = 0; i < g.length; i++) {
          g[i] *= o.clipNorm() / norm;
        }
      }
    }
  }

  private static double rate(OptimizerConfig o, int t) {
    double share = Math.min(1, (t - 1) / (double) LENGTH);
    return switch (o.schedule()) {
      case CONSTANT -> RATE;
      case LINEAR -> RATE + share * (FINAL - RATE);
      case COSINE -> FINAL + (RATE - FINAL) * 0.5 * (1 + Math.cos(Math.PI * share));
    };
  }

  private static double[] step(
      OptimizerConfig o, int t, Parameter p, float[] values, double[] g, double[] a, double[] b) {
    double[] updated = new double[g.length];
    double rate = rate(o, t);
    double[] muon = MuonLoop.concerns(o, p) ? MuonLoop.direction(o, p, g, a) : null;
    for (int i = 0; i < g.length; i++) {
      double decayed = values[i] * (1 - rate * o.weightDecay());
      double direction = muon == null ? direction(o, t, g[i], a, b, i) : muon[i];
      updated[i] = decayed - rate * direction;
    }
    return updated;
  }

  private static double direction(
      OptimizerConfig o, int t, double g, double[] a, double[] b, int i) {
    double epsilon = o.epsilon();
    switch (o.kind()) {
      case ADAM:
      case ADAM_EPSILON_HAT:
      case MUON:
        a[i] = o.beta1() * a[i] + (1 - o.beta1()) * g;
        b[i] = o.beta2() * b[i] + (1 - o.beta2()) * g * g;
        double c1 = 1 - Math.pow(o.beta1(), t);
        double c2 = 1 - Math.pow(o.beta2(), t);
        return o.kind() != Kind.ADAM_EPSILON_HAT
            ? a[i] / c1 / (Math.sqrt(b[i] / c2) + epsilon)
            : Math.sqrt(c2) / c1 * a[i] / (Math.sqrt(b[i]) + epsilon);
      case RADAM:
        a[i] = o.beta1() * a[i] + (1 - o.beta1()) * g;
        b[i] = o.beta2() * b[i] + (1 - o.beta2()) * g * g;
        return RAdamLoop.direction(o, t, a[i], b[i]);
      case RMSPROP:
        a[i] = o.decay() * a[i] + (1 - o.decay()) * g * g;
        return g / (Math.sqrt(a[i]) + epsilon);
      default:
        a[i] = o.decay() * a[i] + (1 - o.decay()) * g * g;
        b[i] = o.decay() * b[i] + (1 - o.decay()) * g;
        return g / Math.sqrt(a[i] - b[i] * b[i] + epsilon);
    }
  }
}
