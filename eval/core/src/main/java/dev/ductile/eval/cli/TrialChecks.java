package dev.ductile.eval.cli;

import dev.ductile.env.ConfigurationException;
import dev.ductile.eval.sweep.Sweep;
import dev.ductile.eval.sweep.Trial;
import dev.ductile.eval.sweep.TrialResult;
import dev.ductile.eval.sweep.TrialState;
import picocli.CommandLine;

/** Reads the command line of every trial before the first one takes time. */
final class TrialChecks {
  private TrialChecks() {}

  /**
   * Checks all trials that are not done.
   *
   * @param name what the user calls the sweep
   * @throws ConfigurationException naming the first trial that cannot be run, and why
   */
  static void require(Sweep sweep, String name) {
    for (TrialResult found : sweep.found()) {
      if (found.state() != TrialState.DONE) {
        require(found.trial(), name);
      }
    }
  }

  private static void require(Trial trial, String name) {
    try {
      if (trial.command().equals("train")) {
        TrainCommand train = new TrainCommand();
        parse(train, trial);
        train.settings().toConfig().requireTimeForInterventions();
      } else {
        ProbeCommand probe = new ProbeCommand();
        parse(probe, trial);
        probe.variant();
      }
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
        "%s: trial %s: %s".formatted(name, trial.describe(), why), cause);
  }
}
