package example;

import dev.ductile.agent.config.RunConfig;
import dev.ductile.agent.engine.Engine;
import dev.ductile.agent.settings.AgentPresets;
import dev.ductile.agent.settings.InterventionSettings;
import dev.ductile.agent.settings.Settings;
import dev.ductile.agent.training.Counters;
import dev.ductile.agent.training.Episode;
import dev.ductile.agent.training.Trainer;
import dev.ductile.agent.training.TrainingListener;
import dev.ductile.env.rom.RomStore;
import java.util.List;
import java.util.Set;

/** A small DQN on volley, kept plastic by an intervention that Ductile has never heard of. */
public final class Train {
  private Train() {}

  public static void main(String[] args) {
    Settings<RunConfig> settings = AgentPresets.load("dqn", "ductile");
    settings.putText("env.game=volley", "example");
    settings.putText("replay.capacityTransitions=20k", "example"); // 141 MB
    settings.putText("replay.minimumTransitions=500", "example");
    settings.putText("interventions=centred-weights=0.1", "example");
    settings.putText("run.frames=" + (args.length > 0 ? args[0] : "20k"), "example");
    InterventionSettings.expand(settings, Set.of());
    RunConfig config = settings.toConfig();
    TrainingListener games =
        new TrainingListener() {
          @Override
          public void onEpisode(Counters counters, Episode episode) {
            System.out.printf("frame %d: return %.0f%n", counters.frames(), episode.gameReturn());
          }
        };
    Engine engine = Engine.named(config.run().engine());
    try (Trainer trainer = new Trainer(config, engine, RomStore.standard(), List.of())) {
      trainer.run(games, () -> false);
      System.out.println(trainer.counters().updates() + " updates with " + config.interventions());
    }
  }
}
