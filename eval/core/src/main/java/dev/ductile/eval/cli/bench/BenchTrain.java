package dev.ductile.eval.cli.bench;

import dev.ductile.agent.config.RunConfig;
import dev.ductile.agent.engine.Engine;
import dev.ductile.agent.settings.Settings;
import dev.ductile.agent.training.Counters;
import dev.ductile.agent.training.Trainer;
import dev.ductile.agent.training.TrainingListener;
import dev.ductile.agent.training.TrainingMetrics;
import dev.ductile.env.rom.RomStore;
import dev.ductile.eval.cli.options.AgentOptions;
import dev.ductile.eval.cli.options.GameOptions;
import dev.ductile.eval.cli.options.Options;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ductile bench train}. */
@Command(name = "train", description = "The whole training loop, after its replay minimum.")
final class BenchTrain implements Callable<Integer> {
  @Mixin private BenchOutput output;
  @Mixin private GameOptions game;
  @Mixin private AgentOptions agent;

  @Option(names = "--steps", paramLabel = "N", description = "Agent steps timed. Default: 4000.")
  private int steps = 4000;

  @Override
  public Integer call() {
    Options.atLeast("--steps", steps, 100);
    Settings<RunConfig> settings = agent.settings(game, none -> {});
    int minimum = Math.min(2000, settings.toConfig().replay().minimumTransitions());
    int skip = settings.toConfig().env().frameSkip();
    settings.put("replay.minimumTransitions", minimum, "bench");
    settings.put("run.frames", (minimum + (long) steps) * skip, "bench");
    RunConfig config = settings.toConfig();
    Clock clock = new Clock(minimum);
    Engine engine = Engine.named(config.run().engine());
    try (Trainer trainer = new Trainer(config, engine, RomStore.standard(), List.of())) {
      trainer.run(clock, () -> false);
    }
    Map<String, Object> figures = new LinkedHashMap<>();
    figures.put("game", config.env().game());
    figures.put("agent", config.agent());
    figures.put("preset", config.preset());
    figures.put("interventions", config.interventions().toString());
    figures.put("environments", config.run().environments());
    figures.put("framesPerSecond", clock.perSecond(clock.last.frames() - clock.first.frames()));
    figures.put("updatesPerSecond", clock.perSecond(clock.last.updates() - clock.first.updates()));
    return output.print(figures);
  }

  /** Times from the end of the replay's minimum. */
  private static final class Clock implements TrainingListener {
    private static final int WARM_UP_STEPS = 400;
    private final long fromSteps;
    private long startNanos;
    private long endNanos;
    private Counters first;
    private Counters last;

    Clock(int minimum) {
      fromSteps = minimum + WARM_UP_STEPS;
    }

    @Override
    public void onStep(Counters counters, TrainingMetrics metrics) {
      if (counters.agentSteps() < fromSteps) {
        return;
      }
      long now = System.nanoTime();
      if (first == null) {
        first = counters;
        startNanos = now;
      }
      last = counters;
      endNanos = now;
    }

    double perSecond(long count) {
      return count / ((endNanos - startNanos) / 1e9);
    }
  }
}
