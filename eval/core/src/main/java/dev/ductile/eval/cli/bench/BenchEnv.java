package dev.ductile.eval.cli.bench;

import dev.ductile.env.EnvBenchmark;
import dev.ductile.env.config.EnvPresets;
import dev.ductile.env.rom.RomStore;
import dev.ductile.eval.cli.options.Candidates;
import dev.ductile.eval.cli.options.GameOptions;
import dev.ductile.eval.cli.options.Options;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ductile bench env}. */
@Command(name = "env", description = "Vector environment with full pre-processing.")
final class BenchEnv implements Callable<Integer> {
  @Mixin private BenchOutput output;
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
    figures.put("bareActStepsPerSecond", result.bareActStepsPerSecond());
    figures.put("overheadPercent", result.overheadPercent());
    return output.print(figures);
  }
}
