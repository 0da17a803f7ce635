package dev.ductile.eval.cli.sweep;

import dev.ductile.base.ExitCodes;
import dev.ductile.base.Printable;
import dev.ductile.eval.cli.options.JsonOutput;
import dev.ductile.eval.sweep.Sweep;
import dev.ductile.eval.sweep.SweepCollection;
import dev.ductile.eval.sweep.live.TrialPulse;
import dev.ductile.eval.sweep.report.ClaimResult;
import dev.ductile.eval.sweep.report.SweepReport;
import dev.ductile.eval.sweep.trial.TrialResult;
import dev.ductile.eval.sweep.trial.TrialState;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;

/** What {@code ductile sweep} prints about its trials. */
public final class SweepOutput {
  private SweepOutput() {}

  /** 75 where trials are left to do, else 1 where some failed, else 0. */
  public static int exitCode(List<TrialResult> results) {
    if (count(results, TrialState.STOPPED) > 0) {
      return ExitCodes.STOPPED;
    }
    return count(results, TrialState.FAILED) > 0 ? ExitCodes.FAILED : ExitCodes.DONE;
  }

  private static long count(List<TrialResult> results, TrialState state) {
    return results.stream().filter(result -> result.state() == state).count();
  }

  /** What a sweep came to: failures and what is left on standard error, claims on the other. */
  public static void results(
      Sweep sweep, List<TrialResult> results, SweepReport report, boolean json) {
    List<TrialResult> failed =
        results.stream().filter(result -> result.state() == TrialState.FAILED).toList();
    failed.forEach(SweepOutput::tellFailed);
    long stopped = count(results, TrialState.STOPPED);
    if (stopped > 0) {
      System.err.println(
          "stopped early with " + stopped + " trials to go; the same command goes on with them");
    }
    if (json) {
      LinkedHashMap<String, Object> figures = head(sweep);
      figures.put("trials", results.size());
      figures.put("done", count(results, TrialState.DONE));
      figures.put("failed", failed.size());
      figures.put("missing", results.size() - count(results, TrialState.DONE) - failed.size());
      figures.put("claims", report.maps());
      System.out.println(JsonOutput.line(figures));
      return;
    }
    for (ClaimResult claim : report.claims()) {
      String note = claim.note().isEmpty() ? "" : " (" + claim.note() + ")";
      System.out.println(
          claim.verdict().text() + ": " + Printable.of(claim.claim().claim()) + note);
    }
    System.out.println("results " + Printable.of(sweep.out().resolve("claims.md")));
  }

  private static void tellFailed(TrialResult result) {
    String cause = result.cause().map(c -> c.text() + ": ").orElse("");
    System.err.println(
        "ductile: trial failed: "
            + Printable.of(
                result.trial().describe()
                    + " ("
                    + result.folder().logFile()
                    + "): "
                    + cause
                    + result.reason()));
  }

  private static LinkedHashMap<String, Object> head(Sweep sweep) {
    LinkedHashMap<String, Object> figures = new LinkedHashMap<>();
    figures.put("sweep", sweep.definition().name());
    figures.put("out", sweep.out().toString());
    return figures;
  }

  /** The trials with what each would run. */
  public static void trials(Sweep sweep, boolean json) {
    SweepCollection found = new SweepCollection(sweep, false);
    if (json) {
      LinkedHashMap<String, Object> figures = head(sweep);
      figures.put("trials", found.results().stream().map(SweepOutput::figures).toList());
      System.out.println(JsonOutput.line(figures));
      return;
    }
    StringBuilder lines = new StringBuilder();
    for (TrialResult result : found.results()) {
      lines
          .append(result.folder().path().getFileName())
          .append("  ")
          .append(result.state().text())
          .append("  ")
          .append(result.trial().command())
          .append(' ')
          .append(Printable.of(String.join(" ", result.trial().arguments())))
          .append('\n');
    }
    System.out.print(lines);
    System.err.println(found.describe() + "; nothing was run");
    if (found.count(TrialState.STALE) > 0) {
      System.err.println(found.stale().describe());
    }
  }

  /** How far each trial is. */
  public static void status(Sweep sweep, boolean json) {
    SweepCollection found = new SweepCollection(sweep, false);
    if (json) {
      LinkedHashMap<String, Object> figures = head(sweep);
      LinkedHashMap<String, Object> count = new LinkedHashMap<>();
      for (TrialState state : TrialState.values()) {
        if (state != TrialState.STOPPED) {
          count.put(state.text(), found.count(state));
        }
      }
      figures.put("states", count);
      figures.put("trials", found.results().stream().map(SweepOutput::figures).toList());
      System.out.println(JsonOutput.line(figures));
      return;
    }
    StringBuilder lines = new StringBuilder();
    for (TrialResult result : found.results()) {
      String more = more(result);
      lines
          .append(String.format(Locale.ROOT, "%-9s  ", result.state().text()))
          .append(Printable.of(result.trial().describe()))
          .append(more.isEmpty() ? "" : ": " + Printable.of(more))
          .append('\n');
    }
    System.out.print(lines);
    System.err.println(found.describe());
  }

  /** Where it stands, or why it does not go on. */
  private static String more(TrialResult result) {
    return switch (result.state()) {
      case RUNNING, RESUMABLE -> {
        TrialPulse pulse = TrialPulse.of(result.folder());
        yield pulse.frames() < 0
            ? ""
            : pulse.plannedFrames() < 0
                ? String.format(Locale.ROOT, "%,d frames", pulse.frames())
                : String.format(
                    Locale.ROOT, "%,d of %,d frames", pulse.frames(), pulse.plannedFrames());
      }
      default -> result.reason();
    };
  }

  private static LinkedHashMap<String, Object> figures(TrialResult result) {
    LinkedHashMap<String, Object> figures = new LinkedHashMap<>();
    figures.put("trial", result.folder().path().getFileName().toString());
    figures.put("state", result.state().text());
    if (!result.reason().isEmpty()) {
      figures.put("reason", result.reason());
    }
    figures.put("axes", result.trial().labels());
    figures.put("command", result.trial().command());
    figures.put("arguments", result.trial().arguments());
    return figures;
  }
}
