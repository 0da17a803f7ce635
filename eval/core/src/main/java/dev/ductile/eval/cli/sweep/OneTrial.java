package dev.ductile.eval.cli.sweep;

import dev.ductile.base.ConfigurationException;
import dev.ductile.base.ExitCodes;
import dev.ductile.base.Printable;
import dev.ductile.eval.cli.options.JsonOutput;
import dev.ductile.eval.cli.process.Interruption;
import dev.ductile.eval.sweep.SingleTrial;
import dev.ductile.eval.sweep.StaleTrials;
import dev.ductile.eval.sweep.trial.TrialLauncher;
import dev.ductile.eval.sweep.trial.TrialResult;
import java.util.LinkedHashMap;
import java.util.Set;

/** {@code sweep FILE --trial N}: what schedulers of a cluster start. */
public final class OneTrial {
  /** What a trial's process says beside 0; anything else, as of a killed one, is a failure. */
  private static final Set<Integer> PASSED_ON =
      Set.of(ExitCodes.FAILED, ExitCodes.USAGE, ExitCodes.MISSING, ExitCodes.STOPPED);

  private OneTrial() {}

  /**
   * Runs a trial and says what became of it.
   *
   * @param acceptStale whether to go on with what is stale
   * @return the exit code: that of the trial's own process where it has a meaning
   */
  public static int run(
      SingleTrial single, TrialLauncher launcher, boolean acceptStale, boolean json) {
    StaleTrials stale = single.stale();
    if (!stale.all().isEmpty() && !acceptStale) {
      throw new ConfigurationException(
          stale.describe() + "; --accept-stale goes on with it, or counts it");
    }
    TrialResult result;
    try (Interruption interruption = new Interruption()) {
      System.err.println(
          "trial "
              + Printable.of(single.trial().describe())
              + " in "
              + Printable.of(single.found().folder().path()));
      result = single.run(launcher, interruption);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while a trial ran", e);
    }
    int exitCode = exitCode(result);
    print(result, exitCode, json);
    return exitCode;
  }

  static int exitCode(TrialResult result) {
    return switch (result.state()) {
      case DONE -> ExitCodes.DONE;
      case STOPPED -> ExitCodes.STOPPED;
      default -> PASSED_ON.contains(result.exitCode()) ? result.exitCode() : ExitCodes.FAILED;
    };
  }

  private static void print(TrialResult result, int exitCode, boolean json) {
    String state = exitCode == ExitCodes.STOPPED ? "stopped" : result.state().text();
    if (json) {
      LinkedHashMap<String, Object> figures = new LinkedHashMap<>();
      figures.put("trial", result.folder().path().getFileName().toString());
      figures.put("axes", result.trial().labels());
      figures.put("run", result.folder().run().toString());
      figures.put("state", state);
      figures.put("reason", result.reason());
      figures.put("exitCode", exitCode);
      System.out.println(JsonOutput.line(figures));
      return;
    }
    String why = result.reason().isEmpty() ? "" : ": " + Printable.of(result.reason());
    System.out.println(state + why);
  }
}
