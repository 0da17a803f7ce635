package dev.ductile.eval.cli.sweep;

import dev.ductile.base.ConfigurationException;
import dev.ductile.base.ExitCodes;
import dev.ductile.base.Printable;
import dev.ductile.base.files.OutputException;
import dev.ductile.eval.cli.process.Interruption;
import dev.ductile.eval.folder.RunLock;
import dev.ductile.eval.machine.ClassArchive;
import dev.ductile.eval.progress.Terminals;
import dev.ductile.eval.statistics.GroupSequential;
import dev.ductile.eval.sweep.Sweep;
import dev.ductile.eval.sweep.SweepBudget;
import dev.ductile.eval.sweep.SweepCollection;
import dev.ductile.eval.sweep.SweepRunner;
import dev.ductile.eval.sweep.definition.SweepDefinition;
import dev.ductile.eval.sweep.live.LiveTable;
import dev.ductile.eval.sweep.live.TableScreen;
import dev.ductile.eval.sweep.report.SweepReport;
import dev.ductile.eval.sweep.trial.JvmLauncher;
import dev.ductile.eval.sweep.trial.TrialResult;
import dev.ductile.eval.sweep.trial.TrialState;
import dev.ductile.replay.limits.MemoryLimits;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Runs a whole sweep, or collects what its trials left, and says what came of it.
 *
 * @param mainClass of the command line, which trials are started with
 * @param machine what trials may take here
 * @param spark whether trials go to Spark, and where it is
 * @param stale what becomes of stale trials
 * @param json whether one JSON object is printed
 */
public record SweepRun(
    String mainClass,
    MachineOptions machine,
    SparkOptions spark,
    StaleOptions stale,
    boolean json) {
  /** From here on the time that it takes to keep loaded classes comes back. */
  private static final int MANY_TRIALS = 6;

  /** An exit code, and what the claims came to. */
  private record Outcome(int exitCode, SweepReport report) {}

  /**
   * Runs a sweep: once, or with more seeds at each look of a plan until its claims are decided.
   *
   * @param open opens a sweep of a definition
   * @return the exit code
   */
  public int run(
      SweepDefinition definition,
      Optional<GroupSequential> plan,
      Function<SweepDefinition, Sweep> open) {
    if (plan.isEmpty()) {
      return run(() -> open.apply(definition), plan).exitCode();
    }
    int exitCode = ExitCodes.DONE;
    for (int seeds : plan.get().looks()) {
      SweepDefinition look = definition.withSeeds(seeds);
      Outcome outcome = run(() -> open.apply(look), plan);
      exitCode = outcome.exitCode();
      if (exitCode == ExitCodes.STOPPED || outcome.report().isDecided()) {
        return exitCode;
      }
    }
    return exitCode;
  }

  private Outcome run(Supplier<Sweep> open, Optional<GroupSequential> plan) {
    Sweep planned = open.get(); // nothing is written for a sweep that is refused
    try {
      Files.createDirectories(planned.out());
    } catch (IOException e) {
      throw OutputException.cannotWrite(planned.out(), e);
    }
    try (Interruption interruption = new Interruption();
        RunLock lock = RunLock.take(planned.out())) {
      Sweep sweep = stale.settle(planned, open);
      BooleanSupplier stop = () -> interruption.getAsBoolean() || !lock.isHeld();
      List<TrialResult> results = results(sweep, stop);
      lock.requireHeld();
      SweepReport report = SweepReport.write(sweep, results, plan);
      SweepOutput.results(sweep, results, report, json);
      return new Outcome(SweepOutput.exitCode(results), report);
    }
  }

  private List<TrialResult> results(Sweep sweep, BooleanSupplier stop) {
    SweepBudget budget =
        SweepBudget.of(
            sweep, Runtime.getRuntime().availableProcessors(), MemoryLimits.machineBytes());
    int all = sweep.trials().size();
    int done = all - budget.trials();
    System.err.printf(
        Locale.ROOT,
        "sweep %s in %s: %d trials, %d done already%n",
        sweep.definition().name(),
        Printable.of(sweep.out()),
        all,
        done);
    if (spark.isAsked()) {
      try (LiveTable table = new LiveTable(screen(), all, done)) {
        return spark.run(sweep, mainClass, machine.jobsElsewhere(), stop, table);
      }
    }
    if (budget.trials() > 0) {
      System.err.println(budget.describe(machine.jobs(budget)));
    }
    try (ClassArchive classes = new ClassArchive(sweep.out().resolve(".classes.jsa"));
        LiveTable table = new LiveTable(screen(), all, done)) {
      JvmLauncher launcher = new JvmLauncher(mainClass);
      return new SweepRunner(
              sweep,
              budget.trials() < MANY_TRIALS ? launcher : launcher.sharing(classes),
              machine.limits(budget),
              stop,
              table)
          .run();
    }
  }

  private static TableScreen screen() {
    return Terminals.isStandardErrorTerminal()
        ? TableScreen.terminal(System.err, Terminals::columns)
        : TableScreen.plain(System.err);
  }

  /**
   * Writes the tables from what trials that were run by themselves left.
   *
   * @return the exit code
   */
  public int collect(Supplier<Sweep> open) {
    Sweep sweep = open.get();
    if (!Files.isDirectory(sweep.out())) {
      throw new ConfigurationException(
          "--collect: there is no folder " + sweep.out() + "; --out names that of the trials");
    }
    SweepCollection found = new SweepCollection(stale.settle(sweep, open), stale.isAccepted());
    SweepReport report;
    try (RunLock lock = RunLock.take(sweep.out())) {
      report = SweepReport.write(sweep, found.results());
    }
    SweepOutput.results(sweep, found.results(), report, json);
    System.err.println(found.describe());
    return found.missing() > 0
        ? ExitCodes.STOPPED
        : found.count(TrialState.FAILED) > 0 ? ExitCodes.FAILED : ExitCodes.DONE;
  }
}
