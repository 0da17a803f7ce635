package dev.ductile.agent.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.ductile.agent.engine.Engine;
import dev.ductile.agent.intervention.InterventionList;
import dev.ductile.agent.learner.Learner;
import dev.ductile.agent.learner.LearnerGradients;
import dev.ductile.agent.network.NoisyConfig;
import dev.ductile.agent.network.Parameter;
import dev.ductile.agent.objective.DqnObjective;
import dev.ductile.agent.objective.TdLoss;
import java.nio.FloatBuffer;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** TRAC against loops in double precision; run by every engine. */
public abstract class TracContract {
  private static final double INITIAL = 0.05;

  /** The engine under test. */
  protected abstract Engine engine();

  private Learner learner(String with) {
    return SmallLearners.with(
        engine(),
        SmallLearners.network(true, NoisyConfig.none()),
        new DqnObjective(TdLoss.MSE, false),
        SmallLearners.sgdLike(),
        InterventionList.parse(with).all());
  }

  /** All parameters, one behind the other. */
  private static double[] flat(Map<String, float[]> values, Learner learner) {
    return learner.onlineParameters().stream()
        .map(Parameter::name)
        .flatMapToDouble(
            name -> {
              float[] x = values.get(name);
              return java.util.stream.IntStream.range(0, x.length).mapToDouble(i -> x[i]);
            })
        .toArray();
  }

  private static double[] gradients(LearnerGradients loss, Learner learner) {
    Map<String, FloatBuffer> all = loss.compute();
    Map<String, float[]> copies = new java.util.HashMap<>();
    all.forEach(
        (name, buffer) -> {
          float[] copy = new float[buffer.limit()];
          for (int i = 0; i < copy.length; i++) {
            copy[i] = buffer.get(i);
          }
          copies.put(name, copy);
        });
    return flat(copies, learner);
  }

  @Test
  void stepsAreThoseOfLoops() {
    try (Learner learner = learner("trac=" + INITIAL);
        LearnerGradients loss = SmallLearners.gradients(engine(), learner)) {
      double[] theta = flat(SmallLearners.parameters(learner), learner);
      TracLoop trac = new TracLoop(INITIAL, theta);
      double[] m = new double[theta.length];
      double[] v = new double[theta.length];
      double farthest = 0;
      for (int t = 1; t <= 12; t++) {
        double[] g = gradients(loss, learner);
        double[] stepped = new double[theta.length];
        for (int k = 0; k < g.length; k++) {
          m[k] = 0.9 * m[k] + 0.1 * g[k];
          v[k] = 0.999 * v[k] + 0.001 * g[k] * g[k];
          double root = Math.sqrt(v[k] / (1 - Math.pow(0.999, t))) + 1e-4;
          stepped[k] = theta[k] - 1e-3 * m[k] / (1 - Math.pow(0.9, t)) / root;
        }
        double[] expected = trac.step(theta, g, stepped);
        learner.update();
        double[] now = flat(SmallLearners.parameters(learner), learner);
        for (int k = 0; k < now.length; k++) {
          farthest = Math.max(farthest, Math.abs(stepped[k] - expected[k]));
          assertThat(now[k]).as("update %d, element %d", t, k).isCloseTo(expected[k], within(2e-5));
        }
        theta = now;
      }
      assertThat(farthest).as("it is not the optimizer's own step").isGreaterThan(1e-3);
    }
  }

  /** From the published 1e-8 on, float32 has room enough for the first moves. */
  @Test
  void beginsToMoveFromThePublishedScale() {
    try (Learner learner = learner("trac")) {
      double[] first = flat(SmallLearners.parameters(learner), learner);
      for (int update = 0; update < 300; update++) {
        learner.update();
      }
      double[] now = flat(SmallLearners.parameters(learner), learner);
      double farthest = 0;
      for (int k = 0; k < now.length; k++) {
        farthest = Math.max(farthest, Math.abs(now[k] - first[k]));
      }
      assertThat(farthest).isBetween(1e-5, 10.0);
    }
  }
}
