package dev.ductile.eval.cli;

import dev.ductile.agent.config.RunConfig;
import dev.ductile.agent.settings.Settings;
import dev.ductile.base.ConfigurationException;
import dev.ductile.base.ExitCodes;
import dev.ductile.base.files.TextFiles;
import dev.ductile.env.AtariEnv;
import dev.ductile.env.RandomActions;
import dev.ductile.env.config.EnvConfig;
import dev.ductile.env.config.EnvOptions;
import dev.ductile.env.config.EnvPresets;
import dev.ductile.env.emulator.Action;
import dev.ductile.env.emulator.Emulator;
import dev.ductile.env.emulator.EmulatorSettings;
import dev.ductile.env.rom.Rom;
import dev.ductile.env.rom.RomStore;
import dev.ductile.env.trace.TraceListener;
import dev.ductile.env.trace.TraceRow;
import dev.ductile.env.trace.TraceRunner;
import dev.ductile.eval.cli.options.Candidates;
import dev.ductile.eval.cli.options.GameOptions;
import dev.ductile.eval.cli.options.JsonOutput;
import dev.ductile.eval.cli.options.Options;
import java.io.BufferedOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ductile trace}. */
@Command(
    name = "trace",
    description = {
      "Prints a reproducible trace, one JSON object a line: step, action, reward, terminated,"
          + " truncated, lives, crc32 (of the observation's bytes; with --raw of the grey screen)."
    })
final class TraceCommand implements Callable<Integer> {
  @Mixin private GameOptions game;

  @Option(
      names = "--actions",
      paramLabel = "FILE",
      description = "Actions: whitespace-separated names or indices. Default: random.")
  private Path actionsFile;

  @Option(names = "--steps", paramLabel = "N", description = "Steps, at most. Default: 100.")
  private Integer steps;

  @Option(
      names = {"--env-preset", "--preset"},
      paramLabel = "NAME",
      completionCandidates = Candidates.Environments.class,
      description = {
        "Environment preset: ${COMPLETION-CANDIDATES}. Default: gymnasium. --preset is its former"
            + " name here."
      })
  private String preset;

  @Option(names = "--raw", description = "Single emulator frames, no pre-processing.")
  private boolean raw;

  @Option(names = "--seed", paramLabel = "N", description = "Seed. Default: 0.")
  private int seed;

  @Option(
      names = "--repeat-probability",
      paramLabel = "P",
      description = "The emulator's own sticky actions, with --raw. Default: 0.")
  private Float repeatProbability;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "An option of the environment, such as noOpsMax=0; repeatable.")
  private List<String> assignments = new ArrayList<>();

  @Override
  public Integer call() {
    refuseWithoutEffect();
    if (steps != null) {
      Options.atLeast("--steps", steps, 1);
    }
    String name = game.name();
    PrintStream out =
        new PrintStream(new BufferedOutputStream(System.out), false, StandardCharsets.UTF_8);
    TraceListener printer =
        new TraceListener() {
          @Override
          public void row(TraceRow row) {
            out.println(JsonOutput.line(figures(row)));
          }
        };
    if (raw) {
      traceRaw(RomStore.standard().require(name), printer);
    } else {
      trace(name, printer);
    }
    out.flush();
    return ExitCodes.DONE;
  }

  /** An option that would change nothing is a misunderstanding. */
  private void refuseWithoutEffect() {
    if (repeatProbability != null) {
      Options.within("--repeat-probability", repeatProbability, 0, 1);
      if (!raw) {
        throw new ConfigurationException(
            "--repeat-probability goes with --raw; without it write"
                + " --set stickyActionProbability="
                + repeatProbability);
      }
    }
    if (raw && (preset != null || !assignments.isEmpty())) {
      throw new ConfigurationException(
          "--raw has no pre-processing: leave out --env-preset and --set");
    }
  }

  private static Map<String, Object> figures(TraceRow row) {
    Map<String, Object> figures = new LinkedHashMap<>();
    figures.put("step", row.step());
    figures.put("action", row.action());
    figures.put("reward", row.reward());
    figures.put("terminated", row.terminated());
    figures.put("truncated", row.truncated());
    figures.put("lives", row.lives());
    figures.put("crc32", row.crc32());
    return figures;
  }

  private void trace(String name, TraceListener printer) {
    EnvConfig config = EnvPresets.config(preset == null ? "gymnasium" : preset, name);
    for (String assignment : assignments) {
      if (assignment.indexOf('=') < 1) {
        throw new ConfigurationException(
            "--set '" + assignment + "' is not key=value; write for example --set noOpsMax=0");
      }
      Settings<RunConfig> parsed = Settings.ofRun().putText("env." + assignment, "--set");
      String key = assignment.substring(0, assignment.indexOf('=')).strip();
      config = EnvOptions.with(config, key, parsed.get("env." + key).value());
    }
    try (AtariEnv env = AtariEnv.open(config, seed, 0, RomStore.standard())) {
      List<String> meanings = env.actionMeanings();
      TraceRunner.run(env, actions(meanings), printer);
    }
  }

  private void traceRaw(Rom rom, TraceListener printer) {
    EmulatorSettings settings =
        new EmulatorSettings(
            seed,
            repeatProbability == null ? 0 : repeatProbability,
            OptionalInt.empty(),
            OptionalInt.empty());
    List<String> names = new ArrayList<>();
    for (Action action : Action.values()) {
      names.add(action.name());
    }
    int[] codes = actionsFile == null ? randomMinimalCodes(rom, settings) : actions(names);
    TraceRunner.runRaw(rom, settings, codes, printer);
  }

  private int[] randomMinimalCodes(Rom rom, EmulatorSettings settings) {
    try (Emulator emulator = Emulator.open(rom, settings)) {
      List<Action> minimal = emulator.minimalActions();
      int[] indices = RandomActions.draw(seed, count(), minimal.size());
      return java.util.Arrays.stream(indices).map(i -> minimal.get(i).code()).toArray();
    }
  }

  private int count() {
    return steps == null ? 100 : steps;
  }

  private int[] actions(List<String> names) {
    if (actionsFile == null) {
      return RandomActions.draw(seed, count(), names.size());
    }
    String text = TextFiles.read(actionsFile, "--actions");
    if (text.isBlank()) {
      throw new ConfigurationException(
          "--actions " + actionsFile + " holds no actions: write " + String.join(", ", names));
    }
    List<Integer> actions = new ArrayList<>();
    for (String word : text.strip().split("\\s+")) {
      if (steps != null && actions.size() == steps) {
        break;
      }
      actions.add(index(word, names, actions.size()));
    }
    return actions.stream().mapToInt(Integer::intValue).toArray();
  }

  private int index(String word, List<String> names, int position) {
    int index = word.matches("0|[1-9]\\d{0,3}") ? Integer.parseInt(word) : names.indexOf(word);
    if (index < 0 || index >= names.size()) {
      throw new ConfigurationException(
          "action '"
              + word
              + "' at position "
              + position
              + " of "
              + actionsFile
              + " is not possible: use "
              + String.join(", ", names)
              + " or 0 to "
              + (names.size() - 1));
    }
    return index;
  }
}
