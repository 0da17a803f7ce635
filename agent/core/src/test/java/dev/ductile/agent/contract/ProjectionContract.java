package dev.ductile.agent.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.ductile.agent.engine.Engine;
import dev.ductile.agent.intervention.InterventionList;
import dev.ductile.agent.learner.Learner;
import dev.ductile.agent.network.Normalization;
import dev.ductile.agent.network.Parameter;
import dev.ductile.agent.network.ParameterRole;
import dev.ductile.agent.objective.DqnObjective;
import dev.ductile.agent.objective.TdLoss;
import dev.ductile.agent.optimizer.OptimizerConfig;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What update rules promise of parameters after every update; run by every engine. */
public abstract class ProjectionContract {
  private static final OptimizerConfig FAST =
      OptimizerConfig.of(OptimizerConfig.Kind.ADAM, 0.05, 0.9, 0.999, 0.95, 1e-4);

  /** The engine under test. */
  protected abstract Engine engine();

  private Learner learner(String with) {
    return SmallLearners.with(
        engine(),
        SmallLearners.network(Normalization.LAYER_NORM_CHANNEL, Optional.empty()),
        new DqnObjective(TdLoss.MSE, true),
        FAST,
        InterventionList.parse(with).all());
  }

  private static double norm(float[] x) {
    double[] copy = new double[x.length];
    Arrays.setAll(copy, i -> x[i]);
    return NaiveSpectrum.norm(copy);
  }

  private static float largest(float[] x) {
    float largest = 0;
    for (float e : x) {
      largest = Math.max(largest, Math.abs(e));
    }
    return largest;
  }

  private static Map<String, float[]> values(Learner learner) {
    return SmallLearners.parameters(learner);
  }

  private static boolean isWeight(Parameter p) {
    return p.role() == ParameterRole.WEIGHT;
  }

  @Test
  void clippedWeightsStayWithinTheirBounds() {
    for (boolean outputs : new boolean[] {true, false}) {
      try (Learner learner = learner("weight-clip=0.8:outputs=" + outputs)) {
        for (int update = 0; update < 10; update++) {
          learner.update();
          Map<String, float[]> now = values(learner);
          for (Parameter p : learner.onlineParameters()) {
            float bound = (float) (0.8 / Math.sqrt(p.fanIn()));
            boolean clipped = isWeight(p) || p.role() == ParameterRole.BIAS;
            float reached = largest(now.get(p.name()));
            if (clipped && (outputs || !p.name().startsWith("out."))) {
              assertThat(reached).as(p.name()).isLessThanOrEqualTo(bound);
            }
            if (isWeight(p) && p.name().startsWith("out.")) {
              assertThat(reached > bound).as("outputs beyond").isEqualTo(!outputs);
            }
            if (p.role() == ParameterRole.NORM_SCALE) {
              assertThat(reached).as(p.name()).isGreaterThan(bound);
            }
          }
        }
        assertThat(largest(values(learner).get("hidden.weight")))
            .as("some reach it")
            .isEqualTo((float) (0.8 / Math.sqrt(6)));
      }
    }
  }

  @Test
  void projectedWeightsKeepTheirNorms() {
    try (Learner learner = learner("normalize-and-project:layers=hidden")) {
      Map<String, float[]> first = values(learner);
      for (int update = 0; update < 5; update++) {
        learner.update();
        Map<String, float[]> after = values(learner);
        for (Parameter p : learner.onlineParameters()) {
          float[] now = after.get(p.name());
          double initial = norm(first.get(p.name()));
          assertThat(now).as(p.name()).isNotEqualTo(first.get(p.name()));
          if (isWeight(p) && !p.name().startsWith("out.")) {
            assertThat(norm(now)).as(p.name()).isCloseTo(initial, within(1e-5 * initial));
          } else {
            assertThat(Math.abs(norm(now) - initial)).as(p.name()).isGreaterThan(1e-4);
          }
        }
      }
    }
  }

  @Test
  void projectionFollowsItsPeriod() {
    try (Learner learner = learner("normalize-and-project:period-updates=3")) {
      double initial = norm(values(learner).get("out.weight"));
      for (int update = 1; update <= 7; update++) {
        learner.update();
        double change = Math.abs(norm(values(learner).get("out.weight")) - initial) / initial;
        if (update % 3 == 0) {
          assertThat(change).as("update %d", update).isLessThan(1e-5);
        } else {
          assertThat(change).as("update %d", update).isGreaterThan(1e-4);
        }
      }
    }
  }

  @Test
  void projectionsLeaveMomentsAlone() {
    for (String with : new String[] {"weight-clip=0.1", "normalize-and-project"}) {
      try (Learner plain = learner("");
          Learner learner = learner(with)) {
        plain.update();
        learner.update();
        assertThat(learner.parametersSha256()).isNotEqualTo(plain.parametersSha256());
        Map<String, float[]> all = SmallLearners.values(learner, learner.variables());
        SmallLearners.values(plain, plain.variables()).entrySet().stream()
            .filter(e -> e.getKey().startsWith("optimizer/"))
            .forEach(
                e ->
                    assertThat(all.get(e.getKey()))
                        .as("%s, %s", with, e.getKey())
                        .isEqualTo(e.getValue()));
      }
    }
  }

  @Test
  void softRescalingGoesTheGivenShareOfTheWay() {
    try (Learner plain = learner("");
        Learner learner = learner("soft-rescaling=0.25")) {
      Map<String, float[]> first = values(learner);
      plain.update();
      learner.update();
      Map<String, float[]> stepped = values(plain);
      Map<String, float[]> rescaled = values(learner);
      for (Parameter p : learner.onlineParameters()) {
        float[] unscaled = stepped.get(p.name());
        double share = norm(first.get(p.name())) / norm(unscaled);
        double factor = isWeight(p) ? 0.75 + 0.25 * share : 1;
        float[] now = rescaled.get(p.name());
        for (int i = 0; i < now.length; i++) {
          assertThat((double) now[i])
              .as("%s[%d]", p.name(), i)
              .isCloseTo(factor * unscaled[i], within(1e-6));
        }
      }
    }
  }
}
