package dev.ductile.agent.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ductile.agent.engine.Engine;
import dev.ductile.agent.network.NetworkConfig;
import dev.ductile.agent.network.NoisyConfig;
import dev.ductile.agent.network.Normalization;
import dev.ductile.agent.network.Parameter;
import dev.ductile.agent.network.SpectralNormLayers;
import dev.ductile.agent.objective.DqnObjective;
import dev.ductile.agent.objective.TdLoss;
import dev.ductile.agent.optimizer.OptimizerConfig;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The hare and the tortoise, held to their contract; run by every engine. */
public abstract class HareAndTortoiseContract {
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

  @Test
  void theTortoiseFollowsAndActsAndTheHareReturnsToIt() {
    try (EditedLearner plain = learner("");
        EditedLearner hare = learner("hare-and-tortoise=0.75:period-updates=3")) {
      Map<String, float[]> tortoise = hare.variables();
      for (int update = 1; update <= 2; update++) {
        plain.step(1);
        hare.step(1);
        for (Parameter p : hare.learner().onlineParameters()) {
          float[] expected = tortoise.get("target/" + p.name());
          float[] online = hare.read("online/" + p.name());
          for (int i = 0; i < expected.length; i++) {
            expected[i] = 0.75f * expected[i] + 0.25f * online[i];
          }
          float[] found = hare.read("target/" + p.name());
          assertThat(found)
              .as("%s after update %d", p.name(), update)
              .usingComparatorWithPrecision(1e-6f)
              .containsExactly(expected);
          tortoise.put("target/" + p.name(), found);
          if (update == 1) {
            assertThat(online).as(p.name()).isEqualTo(plain.read("online/" + p.name()));
          }
        }
      }
      hare.step(1);
      for (Parameter p : hare.learner().onlineParameters()) {
        float[] found = hare.read("online/" + p.name());
        assertThat(found).as(p.name()).isEqualTo(hare.read("target/" + p.name()));
        float[] moments = hare.read("optimizer/" + p.name() + "/v");
        assertThat(moments).as(p.name()).isNotEqualTo(new float[moments.length]);
      }
      float[] values = hare.act();
      float[] explored = hare.explore();
      hare.write("online/mlp1.bias", 9, 9, 9, 9, 9, 9);
      assertThat(hare.act()).isEqualTo(values);
      assertThat(hare.explore()).isEqualTo(explored);
      hare.write("target/mlp1.bias", 9, 9, 9, 9, 9, 9);
      assertThat(hare.act()).isNotEqualTo(values);
      assertThat(hare.explore()).isNotEqualTo(explored);
    }
  }

  /** With Polyak averaging the target follows in the same way, and the online network acts. */
  @Test
  void anAveragedTargetFollowsAndDoesNotAct() {
    try (EditedLearner plain = learner("");
        EditedLearner averaged = learner("polyak=0.25")) {
      Map<String, float[]> target = averaged.variables();
      for (int update = 1; update <= 3; update++) {
        plain.step(1);
        averaged.step(1);
        for (Parameter p : averaged.learner().onlineParameters()) {
          float[] expected = target.get("target/" + p.name());
          float[] online = averaged.read("online/" + p.name());
          for (int i = 0; i < expected.length; i++) {
            expected[i] = 0.75f * expected[i] + 0.25f * online[i];
          }
          float[] found = averaged.read("target/" + p.name());
          assertThat(found)
              .as("%s after update %d", p.name(), update)
              .usingComparatorWithPrecision(1e-6f)
              .containsExactly(expected);
          target.put("target/" + p.name(), found);
          if (update == 1) {
            assertThat(online).as(p.name()).isEqualTo(plain.read("online/" + p.name()));
          }
        }
      }
      float[] values = averaged.act();
      averaged.write("target/mlp1.bias", 9, 9, 9, 9, 9, 9);
      assertThat(averaged.act()).isEqualTo(values);
      averaged.write("online/mlp1.bias", 9, 9, 9, 9, 9, 9);
      assertThat(averaged.act()).isNotEqualTo(values);
    }
  }

  /** Running statistics and power vectors of the tortoise are the hare's after the same update. */
  @Test
  void theTortoiseHasTheStatesOfTheSameUpdate() {
    statesFollow("hare-and-tortoise=0.75:period-updates=2");
    statesFollow("polyak=0.25");
  }

  private void statesFollow(String with) {
    NetworkConfig network =
        SmallLearners.network(Normalization.BATCH_NORM, Optional.of(SpectralNormLayers.HIDDEN));
    try (EditedLearner hare =
        new EditedLearner(
            engine(), network, new DqnObjective(TdLoss.MSE, true), SmallLearners.sgdLike(), with)) {
      for (int update = 1; update <= 3; update++) {
        Map<String, float[]> before = hare.variables();
        hare.step(1);
        int states = 0;
        for (String name : before.keySet()) {
          if (name.matches("online/.*\\.(norm_mean|norm_variance|spectral_u)")) {
            states++;
            float[] now = hare.read(name);
            assertThat(now).as("%s moves", name).isNotEqualTo(before.get(name));
            assertThat(hare.read(name.replace("online/", "target/")))
                .as("%s after update %d", name, update)
                .isEqualTo(now);
          }
        }
        assertThat(states).isEqualTo(9);
      }
    }
  }
}
