package dev.ductile.eval.cli;

import dev.ductile.agent.config.RunConfig;
import dev.ductile.agent.engine.Engine;
import dev.ductile.agent.engine.EngineSettings;
import dev.ductile.agent.learner.LearnerSpec;
import dev.ductile.agent.learner.UpdateBenchmark;
import dev.ductile.agent.settings.Settings;
import dev.ductile.agent.training.Counters;
import dev.ductile.agent.training.Learners;
import dev.ductile.agent.training.Trainer;
import dev.ductile.agent.training.TrainingListener;
import dev.ductile.agent.training.TrainingMetrics;
import dev.ductile.base.RandomStreams;
import dev.ductile.env.EnvBenchmark;
import dev.ductile.env.config.EnvPresets;
import dev.ductile.env.rom.RomStore;
import dev.ductile.replay.ReplayBenchmark;
import dev.ductile.replay.ReplayConfig;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.commons.rng.UniformRandomProvider;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ductile bench}. */
@Command(
    name = "bench",
    description = "Measures throughput on this machine.",
    subcommands = {
      BenchCommand.Env.class,
      BenchCommand.Replay.class,
      BenchCommand.Update.class,
      BenchCommand.Train.class
    })
final class BenchCommand implements Runnable {
  @Spec private picocli.CommandLine.Model.CommandSpec spec;

  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }

  /** Options of every benchmark. */
  static final class Common {
    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    private int print(Map<String, ?> figures) {
      JsonOutput.print(System.out, figures, json);
      return ExitCodes.DONE;
    }
  }

  /** {@code bench env}. */
  @Command(name = "env", description = "Vector environment with full pre-processing.")
  static final class Env implements Callable<Integer> {
    @Mixin private Common common;
    @Mixin private GameOptions game;

    @Option(
        names = {"--env-preset", "--preset"},
        paramLabel = "NAME",
        completionCandidates = Candidates.Environments.class,
        description = {
          "Environment preset: ${COMPLETION-CANDIDATES}. Default: dopamine. --preset is its former"
              + " name here."
        })
    private String preset = "dopamine";

    @Option(names = "--environments", paramLabel = "N", description = "Default: 8.")
    private int environments = 8;

    @Option(names = "--threads", paramLabel = "N", description = "Default: the cores.")
    private int threads = Runtime.getRuntime().availableProcessors();

    @Option(names = "--steps", paramLabel = "N", description = "Agent steps a repeat: 6000.")
    private int steps = 6000;

    @Option(names = "--repeats", paramLabel = "N", description = "Default: 5.")
    private int repeats = 5;

    @Override
    public Integer call() {
      Options.atLeast("--threads", threads, 1);
      EnvBenchmark.Result result =
          EnvBenchmark.run(
              EnvPresets.config(preset, game.name()),
              1,
              environments,
              threads,
              steps,
              repeats,
              RomStore.standard());
      Map<String, Object> figures = new LinkedHashMap<>();
      figures.put("game", result.game());
      figures.put("preset", preset);
      figures.put("environments", result.slots());
      figures.put("threads", result.threads());
      figures.put("agentStepsPerSecond", result.agentStepsPerSecond());
      figures.put("slowestAgentStepsPerSecond", result.slowestAgentStepsPerSecond());
      figures.put("fastestAgentStepsPerSecond", result.fastestAgentStepsPerSecond());
      figures.put("framesPerSecond", result.framesPerSecond());
      return common.print(figures);
    }
  }

  /** {@code bench replay}. */
  @Command(name = "replay", description = "Appending to and sampling from a full memory.")
  static final class Replay implements Callable<Integer> {
    @Mixin private Common common;
    @Mixin private AgentOptions agent;

    @Override
    public Integer call() {
      RunConfig config = agent.settings("volley").toConfig();
      ReplayConfig shape = Trainer.replayConfig(config);
      UniformRandomProvider random = new RandomStreams(1).stream("replay", 0);
      ReplayBenchmark.Result result =
          config.replay().prioritized()
              ? ReplayBenchmark.prioritized(shape, Trainer.prioritizedConfig(config), random)
              : ReplayBenchmark.uniform(shape, random);
      Map<String, Object> figures = new LinkedHashMap<>();
      figures.put("agent", config.agent());
      figures.put("preset", config.preset());
      figures.put("scheme", config.replay().scheme());
      figures.put("capacityTransitions", result.capacityTransitions());
      figures.put("frameStoreBytes", result.frameStoreBytes());
      figures.put("metadataBytes", result.metadataBytes());
      figures.put("fillSeconds", result.fillSeconds());
      figures.put("appendNanoseconds", result.appendNanos());
      figures.put("sample32Microseconds", result.sample32Micros());
      return common.print(figures);
    }
  }

  /** {@code bench update}. */
  @Command(
      name = "update",
      description = {
        "One whole gradient step, and acting on one observation. With --with also the same agent"
            + " without these interventions, in turns, and how many times as long the update"
            + " takes."
      })
  static final class Update implements Callable<Integer> {
    private static final int ACTIONS = 4;
    private static final String GAME = "volley"; // its frames have the size of all games

    @Mixin private Common common;
    @Mixin private AgentOptions agent;

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
      figures.put("interventions", config.interventions());
      figures.put("batchSize", config.replay().batchSize());
      figures.put("threads", config.run().engineThreads());
      figures.put("bfloat16", false); // what was so is known afterwards
      Engine engine = Engine.named(name);
      figures.put("engine", engine.description());
      if (plain.isPresent()) {
        LearnerSpec other = Learners.spec(plain.get().toConfig(), ACTIONS, List.of(1));
        UpdateBenchmark.Comparison compared =
            UpdateBenchmark.compare(engine, settings, spec, other);
        put(figures, compared.measured());
        figures.put("updateMillisecondsWithout", compared.baseline().updateMilliseconds());
        figures.put("updateRatio", compared.updateRatio());
      } else {
        put(figures, UpdateBenchmark.measure(engine, settings, spec));
      }
      return common.print(figures);
    }

    private static void put(Map<String, Object> figures, UpdateBenchmark.Result result) {
      figures.put("bfloat16", result.bfloat16());
      figures.put("updateMilliseconds", result.updateMilliseconds());
      figures.put("actMilliseconds", result.actMilliseconds());
    }
  }

  /** {@code bench train}. */
  @Command(name = "train", description = "The whole training loop, after its replay minimum.")
  static final class Train implements Callable<Integer> {
    @Mixin private Common common;
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
      figures.put("interventions", config.interventions());
      figures.put("environments", config.run().environments());
      figures.put("framesPerSecond", clock.perSecond(clock.last.frames() - clock.first.frames()));
      figures.put(
          "updatesPerSecond", clock.perSecond(clock.last.updates() - clock.first.updates()));
      return common.print(figures);
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
}
