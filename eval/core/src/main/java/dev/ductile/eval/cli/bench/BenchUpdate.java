package dev.ductile.eval.cli.bench;

import dev.ductile.agent.config.RunConfig;
import dev.ductile.agent.engine.Engine;
import dev.ductile.agent.engine.EngineSettings;
import dev.ductile.agent.learner.LearnerSpec;
import dev.ductile.agent.learner.MachineReach;
import dev.ductile.agent.learner.UpdateBenchmark;
import dev.ductile.agent.settings.Settings;
import dev.ductile.agent.training.Learners;
import dev.ductile.eval.cli.options.AgentOptions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ductile bench update}. */
@Command(
    name = "update",
    description = {
      "One whole gradient step, and acting on one observation. With --with also the same agent"
          + " without these interventions, in turns, and how many times as long the update"
          + " takes."
    })
final class BenchUpdate implements Callable<Integer> {
  private static final int ACTIONS = 4;
  private static final String GAME = "volley"; // its frames have the size of all games

  @Mixin private BenchOutput output;
  @Mixin private AgentOptions agent;

  @Option(
      names = "--profile",
      description = {
        "Where the time of an update and of acting goes, by operation: how many, milliseconds,"
            + " share, GFLOP/s of convolutions and products, GB/s of the rest, beside what the"
            + " machine reaches."
      })
  private boolean profile;

  @Override
  public Integer call() {
    RunConfig config = agent.settings(GAME).toConfig();
    EngineSettings settings =
        new EngineSettings(
            config.run().device(), config.run().engineThreads(), config.run().bfloat16());
    LearnerSpec spec = Learners.spec(config, ACTIONS, List.of(1));
    String name = config.run().engine();
    Optional<Settings<RunConfig>> plain = agent.settingsWithoutInterventions(GAME);
    Map<String, Object> figures = new LinkedHashMap<>();
    figures.put("engine", name);
    figures.put("agent", config.agent());
    figures.put("preset", config.preset());
    figures.put("interventions", config.interventions().toString());
    figures.put("batchSize", config.replay().batchSize());
    figures.put("threads", config.run().engineThreads());
    figures.put("bfloat16", false); // what was so is known afterwards
    Engine engine = Engine.named(name);
    figures.put("engine", engine.description());
    Optional<ProfileReport> report = Optional.empty();
    if (profile) {
      UpdateBenchmark.Profile looked = UpdateBenchmark.profile(engine, settings, spec);
      put(figures, looked.times());
      report = Optional.of(new ProfileReport(looked, MachineReach.measure(engine, settings)));
    } else if (plain.isPresent()) {
      LearnerSpec other = Learners.spec(plain.get().toConfig(), ACTIONS, List.of(1));
      UpdateBenchmark.Comparison compared = UpdateBenchmark.compare(engine, settings, spec, other);
      put(figures, compared.measured());
      figures.put("updateMillisecondsWithout", compared.baseline().updateMilliseconds());
      figures.put("updateRatio", compared.updateRatio());
    } else {
      put(figures, UpdateBenchmark.measure(engine, settings, spec));
    }
    figures.put("kernels", engine.kernels());
    return report.map(found -> output.print(figures, found)).orElseGet(() -> output.print(figures));
  }

  private static void put(Map<String, Object> figures, UpdateBenchmark.Result result) {
    figures.put("bfloat16", result.bfloat16());
    figures.put("updateMilliseconds", result.updateMilliseconds());
    figures.put("actMilliseconds", result.actMilliseconds());
  }
}
