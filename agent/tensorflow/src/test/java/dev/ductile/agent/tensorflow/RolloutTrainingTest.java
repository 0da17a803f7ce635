package dev.ductile.agent.tensorflow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ductile.agent.config.RunConfig;
import dev.ductile.agent.intervention.InterventionKind;
import dev.ductile.agent.intervention.InterventionType;
import dev.ductile.agent.intervention.Interventions;
import dev.ductile.agent.settings.AgentPresets;
import dev.ductile.agent.settings.InterventionSettings;
import dev.ductile.agent.settings.Settings;
import dev.ductile.agent.training.Counters;
import dev.ductile.agent.training.Trainer;
import dev.ductile.agent.training.TrainingListener;
import dev.ductile.base.ConfigurationException;
import dev.ductile.env.rom.RomStore;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** An agent without replay memory and target network, with everything that can be switched on. */
class RolloutTrainingTest {
  /** Two rollouts of 16 transitions, two batches an epoch. */
  private static final List<String> TINY =
      List.of(
          "env.game=volley",
          "env.screenSize=36",
          "network.hiddenUnits=8",
          "replay.batchSize=8",
          "rollout.stepsPerEnvironment=8",
          "rollout.epochs=1",
          "run.environments=2",
          "run.environmentThreads=1",
          "run.engineThreads=1",
          "run.frames=128");

  private static RunConfig config(String... more) {
    Settings<RunConfig> settings = AgentPresets.load("pqn", null);
    TINY.forEach(assignment -> settings.putText(assignment, "test"));
    for (String assignment : more) {
      settings.putText(assignment, "test");
    }
    InterventionSettings.expand(settings, Set.of());
    return settings.toConfig();
  }

  private static Map<Long, Map<String, Double>> train(RunConfig config) {
    Map<Long, Map<String, Double>> measured = new LinkedHashMap<>();
    TrainingListener listener =
        new TrainingListener() {
          @Override
          public void onMeasurement(Counters counters, Map<String, Double> values) {
            measured.put(counters.frames(), values);
          }
        };
    try (Trainer trainer =
        new Trainer(config, new TensorFlowEngine(), RomStore.standard(), List.of())) {
      assertThat(trainer.run(listener, () -> false)).isTrue();
      assertThat(trainer.counters()).isEqualTo(new Counters(128, 32, 4, 0));
      assertThat(trainer.learner().loss()).isFinite();
    }
    return measured;
  }

  /** Those of the network's shape are tried by their own tests; these act on a training. */
  @Test
  void everyInterventionOfATrainingActsOrIsRefusedByName() {
    List<String> refused = new ArrayList<>();
    for (InterventionType type : Interventions.all()) {
      if (type.kind() == InterventionKind.ARCHITECTURE) {
        continue;
      }
      RunConfig config;
      try {
        config = config("interventions=" + type.name());
      } catch (ConfigurationException e) {
        assertThat(e).as(type.name()).hasMessageContaining(type.name());
        refused.add(type.name());
        continue;
      }
      train(config);
    }
    assertThat(refused).contains("hare-and-tortoise", "polyak");
  }

  @Test
  void everyMeasurementHasAValue() {
    RunConfig config =
        config("measurement.names=all", "measurement.periodFrames=64", "measurement.batch=8");
    Map<Long, Map<String, Double>> measured = train(config);
    assertThat(measured.keySet()).containsExactly(64L, 128L);
    assertThat(measured.get(128L)).isNotEmpty();
  }
}
