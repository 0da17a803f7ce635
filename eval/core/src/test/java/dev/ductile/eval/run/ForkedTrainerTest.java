package dev.ductile.eval.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.ductile.agent.checkpoint.ForkPrefix;
import dev.ductile.agent.checkpoint.TrainingCheckpoints;
import dev.ductile.agent.config.RunConfig;
import dev.ductile.agent.engine.Engine;
import dev.ductile.agent.engine.Variable;
import dev.ductile.agent.fork.ForkChanges;
import dev.ductile.agent.fork.ForkRules;
import dev.ductile.agent.fork.ForkSettings;
import dev.ductile.agent.intervention.ForkEntry;
import dev.ductile.agent.intervention.ForkPoint;
import dev.ductile.agent.intervention.Intervention;
import dev.ductile.agent.intervention.InterventionList;
import dev.ductile.agent.intervention.InterventionType;
import dev.ductile.agent.intervention.Interventions;
import dev.ductile.agent.learner.Learner;
import dev.ductile.agent.settings.AgentPresets;
import dev.ductile.agent.settings.InterventionSettings;
import dev.ductile.agent.settings.Settings;
import dev.ductile.agent.training.Trainer;
import dev.ductile.agent.training.TrainingListener;
import dev.ductile.env.rom.RomStore;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Interventions that enter at a fork, held to what they say. */
class ForkedTrainerTest {
  private static final int FRAMES = 600;

  @TempDir private Path folder;

  private static Settings<RunConfig> settings(String agent, String engine) {
    Settings<RunConfig> settings =
        AgentPresets.load(agent, agent.equals("rainbow") ? "kaixhin" : null)
            .put("env.game", "volley", "test");
    for (String assignment :
        List.of(
            "env.screenSize=24",
            "network.torso=MLP",
            "network.hiddenUnits=8",
            "replay.capacityTransitions=400",
            "replay.minimumTransitions=60",
            "replay.batchSize=4",
            "learning.updatePeriodSteps=2",
            "run.engineThreads=1",
            "run.environments=1",
            "run.frames=1200",
            "run.engine=" + engine)) {
      settings.putText(assignment, "test");
    }
    return settings;
  }

  private static Settings<RunConfig> with(Settings<RunConfig> settings, String interventions) {
    settings.put("interventions", interventions, "test");
    InterventionSettings.expand(settings, Set.of());
    return settings;
  }

  private static Trainer trainer(RunConfig config) {
    return new Trainer(
        config, Engine.named(config.run().engine()), RomStore.standard(), List.of(1));
  }

  /** Trains a prefix; gives its values of some observation at the fork. */
  private float[] trainPrefix(Settings<RunConfig> settings) {
    RunConfig config = settings.toConfig();
    try (Trainer trainer = trainer(config)) {
      trainer.run(new TrainingListener() {}, () -> trainer.counters().frames() >= FRAMES);
      new TrainingCheckpoints(folder.resolve("prefix"), config, trainer, 3).write(Map.of());
      return values(trainer.learner());
    }
  }

  private static float[] values(Learner learner) {
    ByteBuffer observations = learner.actObservations(1);
    for (int i = 0; i < observations.capacity(); i++) {
      observations.put(i, (byte) (i * 31));
    }
    FloatBuffer values = learner.act(1);
    float[] copy = new float[values.remaining()];
    values.get(values.position(), copy);
    return copy;
  }

  /** What to do with a trainer that stands at the fork. */
  private interface Look {
    void at(Trainer trainer);
  }

  private void fork(Settings<RunConfig> prefixSettings, String name, String with, Look look) {
    ForkPrefix prefix = ForkPrefix.of(folder.resolve("prefix"), FRAMES);
    ForkSettings fork = ForkSettings.of(prefixSettings, prefix.configurationSha256(), FRAMES);
    with(fork.settings(), fork.joined().apply(with));
    ForkChanges changes = fork.changes();
    RunConfig config = fork.settings().toConfig();
    try (Trainer trainer = trainer(config)) {
      TrainingCheckpoints checkpoints =
          new TrainingCheckpoints(folder.resolve(name), config, trainer, 3);
      checkpoints.fork(prefix, changes);
      checkpoints.write(Map.of());
      look.at(trainer);
    }
  }

  private static float[] read(Trainer trainer, String name) {
    Variable variable =
        trainer.learner().variables().stream()
            .filter(v -> v.name().equals(name))
            .findFirst()
            .orElseThrow(() -> new AssertionError(name));
    return trainer.learner().read(variable);
  }

  @ParameterizedTest
  @CsvSource({"dqn, tensorflow", "rainbow, tensorflow", "dqn, dl4j", "rainbow, dl4j"})
  void injectionChangesNoOutputAtTheForkAndTrainsTheNewHead(String agent, String engine) {
    Settings<RunConfig> settings = settings(agent, engine);
    float[] before = trainPrefix(settings);
    fork(
        settings,
        "injected",
        "injection",
        trainer -> {
          float[] after = values(trainer.learner());
          for (int i = 0; i < before.length; i++) {
            assertThat(after[i]).isCloseTo(before[i], within(1e-5f));
          }
          assertThat(read(trainer, "intervention/injection/injected")).containsExactly(1);
          String out = agent.equals("rainbow") ? "value_out.weight" : "out.weight";
          float[] frozen = read(trainer, "online/" + out);
          float[] fresh = read(trainer, "online/new_" + out);
          assertThat(fresh).isEqualTo(read(trainer, "online/old_" + out)).isNotEqualTo(frozen);
          assertThat(fresh).isEqualTo(read(trainer, "target/new_" + out));
          assertThat(read(trainer, "optimizer/new_" + out + "/m")).containsOnly(0);
          trainer.run(new TrainingListener() {}, () -> trainer.counters().frames() >= FRAMES + 80);
          assertThat(read(trainer, "online/" + out)).isEqualTo(frozen);
          assertThat(read(trainer, "online/old_" + out)).isEqualTo(fresh);
          assertThat(read(trainer, "online/new_" + out)).isNotEqualTo(fresh);
        });
  }

  /** Every one that says that it can; none of them moves an output before the first update. */
  @Test
  void whateverSaysThatItEntersDoesAndTrains() {
    Settings<RunConfig> settings = settings("dqn", "tensorflow");
    settings.putText("network.normalization=LAYER_NORM_CHANNEL", "test");
    float[] before = trainPrefix(settings);
    List<String> entered = new ArrayList<>();
    for (InterventionType type : Interventions.all()) {
      String with = with(type.name());
      Intervention each = InterventionList.parse(with).all().get(0);
      ForkEntry entry = each.entry(new ForkPoint(FRAMES, List.of()));
      boolean keysMay =
          each.settings().keySet().stream()
              .allMatch(key -> ForkRules.all().get(key).may() || entry.keys().contains(key));
      if (!entry.isPossible()
          || !keysMay
          || !each.needs().getOrDefault("objective.kind", Set.of("DQN")).contains("DQN")) {
        continue;
      }
      entered.add(type.name());
      fork(
          settings,
          type.name(),
          with,
          trainer -> {
            if (!type.name().equals("injection")) {
              assertThat(values(trainer.learner())).as(type.name()).isEqualTo(before);
            }
            assertThat(trainer.run(new TrainingListener() {}, () -> false)).isTrue();
          });
    }
    assertThat(entered)
        .contains(
            "l2",
            "l2-init",
            "wasserstein",
            "spectral-penalty",
            "parseval",
            "feature-norm",
            "adam",
            "weight-decay",
            "weight-clip",
            "normalize-and-project",
            "soft-rescaling",
            "polyak",
            "trac",
            "sample-weight-decay",
            "reset",
            "shrink-and-perturb",
            "fire",
            "redo",
            "regrama",
            "snr",
            "continual-backprop",
            "injection",
            "hare-and-tortoise",
            "moment-reset",
            "adam-rel");
  }

  /** Soon enough to do something in so short a run. */
  private static String with(String name) {
    return switch (name) {
      case "reset", "shrink-and-perturb", "fire" -> name + ":at-frames=" + (FRAMES + 40);
      case "redo", "regrama" -> name + ":period-updates=10";
      case "continual-backprop" -> name + ":maturity-updates=10:rate=0.1";
      case "parseval" -> name + ":first-weights=given";
      default -> name;
    };
  }

  /** θ₀ of both are those that the prefix began with, although it has trained since. */
  @Test
  void whatRefersToTheBeginningFindsTheVeryFirstParameters() {
    Settings<RunConfig> settings = settings("dqn", "tensorflow");
    float[] first;
    try (Trainer trainer = trainer(settings.toConfig())) {
      first = read(trainer, "online/out.weight");
    }
    trainPrefix(settings);
    fork(
        settings,
        "l2-init",
        "l2-init",
        trainer -> {
          assertThat(read(trainer, "intervention/l2-init/out.weight")).isEqualTo(first);
          assertThat(read(trainer, "online/out.weight")).isNotEqualTo(first);
        });
    fork(
        settings,
        "hare-and-tortoise",
        "hare-and-tortoise",
        trainer ->
            assertThat(read(trainer, "target/out.weight"))
                .isEqualTo(read(trainer, "online/out.weight")));
  }
}
