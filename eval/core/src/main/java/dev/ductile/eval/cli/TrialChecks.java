package dev.ductile.eval.cli;

import dev.ductile.agent.config.RunConfig;
import dev.ductile.agent.engine.Engine;
import dev.ductile.base.ConfigurationException;
import dev.ductile.eval.cli.process.UsageErrors;
import dev.ductile.eval.sweep.Sweep;
import dev.ductile.eval.sweep.definition.Trial;
import dev.ductile.eval.sweep.trial.TrialResult;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine;

/** Reads the command line of every trial before the first one takes time. */
final class TrialChecks {
  private TrialChecks() {}

  /**
   * Checks all trials: that each can be run, and that no two of them are the same run.
   *
   * @param name what the user calls the sweep
   * @throws ConfigurationException naming the first trial that cannot be run and why, or the first
   *     two that are the same
   */
  static void require(Sweep sweep, String name) {
    Map<Object, Trial> byRun = new HashMap<>();
    for (TrialResult found : sweep.found()) {
      Trial before = byRun.put(resolved(found.trial(), name), found.trial());
      if (before != null) {
        throw sweep.sameTrial(before, found.trial());
      }
    }
  }

  /**
   * Checks that a trial can be run.
   *
   * @param name what the user calls the sweep
   * @throws ConfigurationException saying why it cannot
   */
  static void require(Trial trial, String name) {
    resolved(trial, name);
  }

  /** Everything that determines what a trial comes to. */
  private static Object resolved(Trial trial, String name) {
    try {
      if (trial.command().equals("train")) {
        TrainCommand train = new TrainCommand();
        parse(train, trial);
        RunConfig config = train.settings().toConfig();
        config.requireTimeForInterventions();
        Engine.named(config.run().engine());
        return config;
      }
      ProbeCommand probe = new ProbeCommand();
      parse(probe, trial);
      Engine.named(probe.variant().config().run().engine());
      return probe.identity();
    } catch (CommandLine.ParameterException e) {
      throw refused(name, trial, UsageErrors.message(e), e);
    } catch (ConfigurationException e) {
      throw refused(name, trial, e.getMessage(), e);
    }
  }

  private static void parse(Object command, Trial trial) {
    CommandLine line = new CommandLine(command);
    UsageErrors.prepare(line);
    line.parseArgs(trial.arguments().toArray(String[]::new));
  }

  private static ConfigurationException refused(
      String name, Trial trial, String why, RuntimeException cause) {
    return new ConfigurationException(
        String.format(Locale.ROOT, "%s: trial %s: %s", name, trial.describe(), why), cause);
  }
}
