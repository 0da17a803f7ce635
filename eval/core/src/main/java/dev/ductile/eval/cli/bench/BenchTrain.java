package dev.ductile.eval.cli.bench;

import dev.ductile.agent.config.RunConfig;
import dev.ductile.agent.config.RunSchedule;
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
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ductile bench train}. */
@Command(name = "train", description = "The whole training loop, after its replay minimum.")
final class BenchTrain implements Callable<Integer> {
  /** Of the learner's functions. */
  private static final String UPDATE = "update";

  private static final int LEAST_STEPS = 100;

  @Mixin private BenchOutput output;
  @Mixin private GameOptions game;
  @Mixin private AgentOptions agent;

  @Option(names = "--steps", paramLabel = "N", description = "Agent steps timed. Default: 4000.")
  private int steps = 4000;

  @Option(
      names = "--schedule",
      paramLabel = "NAME",
      description = {
        "run.schedule: ${COMPLETION-CANDIDATES}; overlapped plays while it learns. Default: the"
            + " preset's."
      })
  private RunSchedule schedule;

  @Override
  public Integer call() {
    Settings<RunConfig> settings = agent.settings(game, none -> {});
    RunConfig given = settings.toConfig();
    // A rollout is one step of the training loop.
    int rollout = given.rollout().transitions(given.run().environments());
    Options.atLeast("--steps", steps, Math.max(LEAST_STEPS, rollout));
    int minimum = Math.min(2000, given.replay().minimumTransitions());
    int skip = given.env().frameSkip();
    settings.put("replay.minimumTransitions", minimum, "bench");
    settings.put("run.frames", (minimum + Clock.WARM_UP_STEPS + (long) steps) * skip, "bench");
    if (schedule != null) {
      settings.put("run.schedule", schedule.name(), "--schedule");
    }
    RunConfig config = settings.toConfig();
    TimedEngine engine = new TimedEngine(Engine.named(config.run().engine()), UPDATE);
    Clock clock = new Clock(minimum, engine);
    try (Trainer trainer = new Trainer(config, engine, RomStore.standard(), List.of())) {
      trainer.run(clock, () -> false);
    }
    Map<String, Object> figures = new LinkedHashMap<>();
    figures.put("game", config.env().game());
    figures.put("agent", config.agent());
    figures.put("preset", config.preset());
    figures.put("interventions", config.interventions().toString());
    figures.put("environments", config.run().environments());
    figures.put("schedule", config.run().schedule().name().toLowerCase(Locale.ROOT));
    figures.put("bfloat16", engine.bfloat16());
    figures.put(
        "agentStepsPerSecond", clock.perSecond(clock.last.agentSteps() - clock.first.agentSteps()));
    figures.put("framesPerSecond", clock.perSecond(clock.last.frames() - clock.first.frames()));
    figures.put("updatesPerSecond", clock.perSecond(clock.last.updates() - clock.first.updates()));
    figures.put("updateMilliseconds", clock.updateMilliseconds());
    figures.put("updateShareOfTime", clock.updateShare());
    return output.print(figures);
  }

  /** Times from the end of the replay's minimum. */
  private static final class Clock implements TrainingListener {
    private static final int WARM_UP_STEPS = 400;
    private final long fromSteps;
    private final TimedEngine engine;
    private long startNanos;
    private long endNanos;
    private long startUpdateNanos;
    private long endUpdateNanos;
    private Counters first;
    private Counters last;

    Clock(int minimum, TimedEngine engine) {
      fromSteps = minimum + WARM_UP_STEPS;
      this.engine = engine;
    }

    @Override
    public void onStep(Counters counters, Supplier<TrainingMetrics> metrics) {
      if (counters.agentSteps() < fromSteps) {
        return;
      }
      long now = System.nanoTime();
      if (first == null) {
        first = counters;
        startNanos = now;
        startUpdateNanos = engine.nanos();
      }
      last = counters;
      endNanos = now;
      endUpdateNanos = engine.nanos();
    }

    double perSecond(long count) {
      return count / ((endNanos - startNanos) / 1e9);
    }

    /** Null if none was made. */
    Double updateMilliseconds() {
      long updates = last.updates() - first.updates();
      return updates == 0 ? null : (endUpdateNanos - startUpdateNanos) / 1e6 / updates;
    }

    /** Overlapped, the rest of the loop goes on meanwhile. */
    double updateShare() {
      return (endUpdateNanos - startUpdateNanos) / (double) (endNanos - startNanos);
    }
  }
}
