package dev.ductile.eval.cli;

import dev.ductile.base.ConfigurationException;
import dev.ductile.base.Printable;
import dev.ductile.base.code.CodeIdentity;
import dev.ductile.base.files.OutputException;
import dev.ductile.base.files.TextFiles;
import dev.ductile.eval.cli.options.JsonOutput;
import dev.ductile.eval.cli.options.Options;
import dev.ductile.eval.cli.process.ExitCodes;
import dev.ductile.eval.cli.process.Interruption;
import dev.ductile.eval.cli.sweep.OneTrial;
import dev.ductile.eval.cli.sweep.SparkOptions;
import dev.ductile.eval.folder.RunLock;
import dev.ductile.eval.sweep.SingleTrial;
import dev.ductile.eval.sweep.Sweep;
import dev.ductile.eval.sweep.SweepCollection;
import dev.ductile.eval.sweep.SweepRunner;
import dev.ductile.eval.sweep.TrialCode;
import dev.ductile.eval.sweep.definition.Recipes;
import dev.ductile.eval.sweep.definition.SweepDefinition;
import dev.ductile.eval.sweep.definition.SweepFile;
import dev.ductile.eval.sweep.report.ClaimResult;
import dev.ductile.eval.sweep.report.SweepReport;
import dev.ductile.eval.sweep.trial.JvmLauncher;
import dev.ductile.eval.sweep.trial.TrialResult;
import dev.ductile.eval.sweep.trial.TrialState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.BooleanSupplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ductile sweep}. */
@Command(
    name = "sweep",
    description = {
      "Runs many trials from one file and tests the file's claims on them. Run it again to go on:"
          + " trials that are done are not run again, only missing ones are."
    })
final class SweepCommand implements Callable<Integer> {
  @Parameters(
      paramLabel = "FILE",
      arity = "0..1",
      description = "Sweep file, or the name of a recipe (see --list).")
  private String file;

  @Option(
      names = "--jobs",
      paramLabel = "N",
      description = "Trials at a time. Default: 1; with --spark as many as it has room for.")
  private int jobs = 1;

  @Mixin private SparkOptions spark;

  @Spec private CommandSpec spec;

  @Option(
      names = "--out",
      paramLabel = "FOLDER",
      description = "Output folder. Default: runs/ with the sweep's name.")
  private Path out;

  @Option(
      names = "--trial",
      paramLabel = "N",
      description =
          "Run one trial: number N, from 0, of the list that --dry-run prints. Many may run side by"
              + " side, also on machines that share the folder.")
  private Integer trial;

  @Option(
      names = "--collect",
      description = "Run nothing; write the tables from what is there, and say what is missing.")
  private boolean collect;

  @Option(
      names = "--keep-older-code",
      description = "Count trials that other code made, and go on beside them.")
  private boolean keepOlderCode;

  @Option(
      names = "--again",
      description = "Run trials that other code made anew; what they came to moves to OUT/older.")
  private boolean again;

  @Option(names = "--dry-run", description = "List the trials and what they run; run nothing.")
  private boolean dryRun;

  @Option(names = "--list", description = "List the recipes.")
  private boolean list;

  @Option(names = "--print", description = "Print the sweep's file, to be copied and changed.")
  private boolean print;

  @Option(names = "--json", description = "Print one JSON object.")
  private boolean json;

  @Override
  public Integer call() {
    Options.atLeast("--jobs", jobs, 1);
    spark.isAsked();
    if (again && keepOlderCode) {
      throw new ConfigurationException("give --again or --keep-older-code, not both");
    }
    if (List.of(trial != null, collect, dryRun).stream().filter(is -> is).count() > 1
        || again && (trial != null || collect)) {
      throw new ConfigurationException(
          "--trial, --collect and --dry-run are three things: give one of them, and --again to a"
              + " whole sweep only");
    }
    if (list) {
      listRecipes();
      return ExitCodes.DONE;
    }
    if (file == null) {
      throw new ConfigurationException("give a sweep file or a recipe; --list shows the recipes");
    }
    if (print) {
      System.out.print(isFile() ? fileText() : Recipes.text(file));
      return ExitCodes.DONE;
    }
    SweepDefinition definition = isFile() ? SweepFile.parse(fileText(), file) : Recipes.load(file);
    Path folder = out == null ? Path.of("runs").resolve(definition.name()) : out;
    Sweep sweep = new Sweep(definition, folder, CodeIdentity.current());
    if (trial != null) {
      SingleTrial single = new SingleTrial(sweep, trial);
      TrialChecks.require(single.trial(), file);
      return OneTrial.run(single, new JvmLauncher(Main.class.getName()), keepOlderCode, json);
    }
    TrialChecks.require(sweep, file);
    if (collect) {
      return collect(sweep);
    }
    if (dryRun) {
      printTrials(sweep);
      return ExitCodes.DONE;
    }
    return run(sweep);
  }

  private boolean isFile() {
    return Files.isRegularFile(Path.of(file));
  }

  private String fileText() {
    return TextFiles.read(Path.of(file), "sweep file");
  }

  private int run(Sweep sweep) {
    try {
      Files.createDirectories(sweep.out());
    } catch (IOException e) {
      throw OutputException.cannotWrite(sweep.out(), e);
    }
    try (Interruption interruption = new Interruption();
        RunLock lock = RunLock.take(sweep.out())) {
      treatOlderCode(sweep);
      long done = count(sweep.found(), TrialState.DONE);
      System.err.printf(
          Locale.ROOT,
          "sweep %s in %s: %d trials, %d done already%n",
          sweep.definition().name(),
          Printable.of(sweep.out()),
          sweep.trials().size(),
          done);
      JvmLauncher launcher = new JvmLauncher(Main.class.getName());
      BooleanSupplier stop = () -> interruption.getAsBoolean() || !lock.isHeld();
      List<TrialResult> results =
          spark.isAsked()
              ? spark.run(sweep, Main.class.getName(), sparkJobs(), stop, SweepCommand::progress)
              : new SweepRunner(sweep, launcher, jobs, stop, SweepCommand::progress).run();
      lock.requireHeld();
      SweepReport report = SweepReport.write(sweep, results);
      print(sweep, results, report);
      return code(results);
    }
  }

  private int sparkJobs() {
    return spec.commandLine().getParseResult().hasMatchedOption("--jobs") ? jobs : 0;
  }

  /** Writes the tables from what trials that were run by themselves left. */
  private int collect(Sweep sweep) {
    if (!Files.isDirectory(sweep.out())) {
      throw new ConfigurationException(
          "--collect: there is no folder " + sweep.out() + "; --out names that of the trials");
    }
    treatOlderCode(sweep);
    SweepCollection found = new SweepCollection(sweep);
    SweepReport report;
    try (RunLock lock = RunLock.take(sweep.out())) {
      report = SweepReport.write(sweep, found.results());
    }
    print(sweep, found.results(), report);
    System.err.println(found.describe());
    return found.count(TrialState.FAILED) > 0
        ? ExitCodes.FAILED
        : found.missing() > 0 ? ExitCodes.STOPPED : ExitCodes.DONE;
  }

  /** Results of different code are neither mixed nor thrown away unless somebody says so. */
  private void treatOlderCode(Sweep sweep) {
    TrialCode older = new TrialCode(sweep);
    if (older.byOtherCode().isEmpty()) {
      return;
    }
    if (again) {
      System.err.println(
          older.describe() + ": they are run again, and kept in " + older.moveAside());
      TrialChecks.require(sweep, file);
    } else if (keepOlderCode) {
      System.err.println(older.describe() + ": they count as they are");
    } else {
      throw new ConfigurationException(
          older.describe()
              + "; --again runs them anew and keeps what they came to, --keep-older-code counts"
              + " them");
    }
  }

  private static int code(List<TrialResult> results) {
    if (count(results, TrialState.STOPPED) > 0) {
      return ExitCodes.STOPPED;
    }
    return count(results, TrialState.FAILED) > 0 ? ExitCodes.FAILED : ExitCodes.DONE;
  }

  private static long count(List<TrialResult> results, TrialState state) {
    return results.stream().filter(result -> result.state() == state).count();
  }

  private static void progress(
      TrialResult result, int finished, int total, Duration took, Duration left) {
    String rest = finished == total ? "" : ", about " + text(left) + " left";
    System.err.printf(
        Locale.ROOT,
        "[%d of %d] %s: %s after %s%s%n",
        finished,
        total,
        Printable.of(result.trial().describe()),
        result.state().text(),
        text(took),
        rest);
    if (result.state() == TrialState.FAILED) {
      System.err.println("  " + Printable.of(result.reason()));
    }
  }

  /** A duration in its two greatest units. */
  static String text(Duration duration) {
    long seconds = duration.toSeconds();
    if (seconds < 120) {
      return seconds + " s";
    }
    long minutes = seconds / 60;
    return minutes < 120 ? minutes + " min" : minutes / 60 + " h " + minutes % 60 + " min";
  }

  private void print(Sweep sweep, List<TrialResult> results, SweepReport report) {
    List<TrialResult> failed =
        results.stream().filter(result -> result.state() == TrialState.FAILED).toList();
    failed.forEach(
        result ->
            System.err.println(
                "ductile: trial failed: "
                    + Printable.of(
                        result.trial().describe()
                            + " ("
                            + result.folder().logFile()
                            + "): "
                            + result.reason())));
    long stopped = count(results, TrialState.STOPPED);
    if (stopped > 0) {
      System.err.println(
          "stopped early with " + stopped + " trials to go; the same command goes on with them");
    }
    if (json) {
      LinkedHashMap<String, Object> figures = new LinkedHashMap<>();
      figures.put("sweep", sweep.definition().name());
      figures.put("out", sweep.out().toString());
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

  private void printTrials(Sweep sweep) {
    if (json) {
      LinkedHashMap<String, Object> figures = new LinkedHashMap<>();
      figures.put("sweep", sweep.definition().name());
      figures.put("out", sweep.out().toString());
      figures.put("trials", sweep.found().stream().map(SweepCommand::figures).toList());
      System.out.println(JsonOutput.line(figures));
      return;
    }
    for (TrialResult result : sweep.found()) {
      System.out.println(
          result.folder().path().getFileName()
              + "  "
              + result.state().text()
              + "  "
              + result.trial().command()
              + " "
              + Printable.of(String.join(" ", result.trial().arguments())));
    }
    System.err.printf(
        Locale.ROOT,
        "%d trials, %d done; nothing was run%n",
        sweep.trials().size(),
        count(sweep.found(), TrialState.DONE));
    TrialCode older = new TrialCode(sweep);
    if (!older.byOtherCode().isEmpty()) {
      System.err.println(older.describe());
    }
  }

  private static LinkedHashMap<String, Object> figures(TrialResult result) {
    LinkedHashMap<String, Object> figures = new LinkedHashMap<>();
    figures.put("trial", result.folder().path().getFileName().toString());
    figures.put("state", result.state().text());
    figures.put("axes", result.trial().labels());
    figures.put("command", result.trial().command());
    figures.put("arguments", result.trial().arguments());
    return figures;
  }

  private void listRecipes() {
    LinkedHashMap<String, Object> recipes = new LinkedHashMap<>();
    for (String name : Recipes.names()) {
      recipes.put(name, Recipes.load(name).about().lines().findFirst().orElse(""));
    }
    JsonOutput.print(System.out, recipes, json);
  }
}
