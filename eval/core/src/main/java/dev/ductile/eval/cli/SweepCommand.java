package dev.ductile.eval.cli;

import dev.ductile.base.ConfigurationException;
import dev.ductile.base.ExitCodes;
import dev.ductile.base.Printable;
import dev.ductile.base.Quantities;
import dev.ductile.base.code.CodeIdentity;
import dev.ductile.base.files.OutputException;
import dev.ductile.base.files.TextFiles;
import dev.ductile.eval.cli.options.JsonOutput;
import dev.ductile.eval.cli.options.Options;
import dev.ductile.eval.cli.process.Interruption;
import dev.ductile.eval.cli.sweep.ClusterOptions;
import dev.ductile.eval.cli.sweep.OneTrial;
import dev.ductile.eval.cli.sweep.SequentialOptions;
import dev.ductile.eval.cli.sweep.SparkOptions;
import dev.ductile.eval.cli.sweep.SweepOutput;
import dev.ductile.eval.folder.RunLock;
import dev.ductile.eval.machine.ClassArchive;
import dev.ductile.eval.progress.Terminals;
import dev.ductile.eval.statistics.GroupSequential;
import dev.ductile.eval.sweep.SingleTrial;
import dev.ductile.eval.sweep.StaleTrials;
import dev.ductile.eval.sweep.Sweep;
import dev.ductile.eval.sweep.SweepBudget;
import dev.ductile.eval.sweep.SweepCollection;
import dev.ductile.eval.sweep.SweepLimits;
import dev.ductile.eval.sweep.SweepRunner;
import dev.ductile.eval.sweep.definition.Recipes;
import dev.ductile.eval.sweep.definition.SweepDefinition;
import dev.ductile.eval.sweep.definition.SweepFile;
import dev.ductile.eval.sweep.live.LiveTable;
import dev.ductile.eval.sweep.live.TableScreen;
import dev.ductile.eval.sweep.report.SweepReport;
import dev.ductile.eval.sweep.trial.JvmLauncher;
import dev.ductile.eval.sweep.trial.TrialResult;
import dev.ductile.eval.sweep.trial.TrialState;
import dev.ductile.eval.sweep.tuning.SweepStage;
import dev.ductile.replay.limits.MemoryLimits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;
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
  /** From here on the time that it takes to keep loaded classes comes back. */
  private static final int MANY_TRIALS = 6;

  @Parameters(
      paramLabel = "FILE",
      arity = "0..1",
      description = "Sweep file, or the name of a recipe (see --list).")
  private String file;

  @Option(
      names = "--jobs",
      paramLabel = "N",
      description = {
        "Trials at a time, or auto: as many as have cores and memory of their own. Default: 1;"
            + " with --spark as many as it has room for.",
        "Trials that would not fit into memory together wait for each other."
      })
  private String jobs = "1";

  @Option(
      names = "--retries",
      paramLabel = "N",
      description = {
        "Further processes for a trial that crashed, ran out of memory or was stopped from outside;"
            + " it goes on from its checkpoint. Default: 2.",
        "An impossible configuration and a loss that is not finite are never retried."
      })
  private int retries = 2;

  @Option(
      names = "--gpus",
      split = ",",
      paramLabel = "LIST",
      description =
          "Cards that trials on GPUs are spread over, such as 0,1; each trial sees its own only.")
  private List<String> gpus = List.of();

  @Option(
      names = "--trials-per-gpu",
      paramLabel = "N",
      description = "Trials that share a card of --gpus. Default: 1.")
  private int trialsPerGpu = 1;

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

  @Mixin private ClusterOptions cluster;

  @Mixin private SequentialOptions sequential;

  @Option(
      names = {"--accept-stale", "--keep-older-code"},
      description = {
        "Count trials that other code, another configuration or another kind of CPU made, and go on"
            + " beside them; tables mark them."
      })
  private boolean acceptStale;

  @Option(
      names = "--again",
      description = "Run stale trials anew; what they came to moves to OUT/older.")
  private boolean again;

  @Option(
      names = "--status",
      description = "Say how far each trial is, and which are stale; run nothing.")
  private boolean status;

  @Option(names = "--dry-run", description = "List the trials and what they run; run nothing.")
  private boolean dryRun;

  @Option(names = "--list", description = "List the recipes.")
  private boolean list;

  @Option(names = "--print", description = "Print the sweep's file, to be copied and changed.")
  private boolean print;

  @Option(names = "--json", description = "Print one JSON object.")
  private boolean json;

  /** What the last run came to. */
  private SweepReport report;

  @Override
  public Integer call() {
    OptionalInt together = jobs();
    spark.isAsked();
    Options.atLeast("--retries", retries, 0);
    Options.atLeast("--trials-per-gpu", trialsPerGpu, 1);
    if (again && acceptStale) {
      throw new ConfigurationException("give --again or --accept-stale, not both");
    }
    cluster.check();
    sequential.check();
    List<Boolean> parts = List.of(trial != null, collect, dryRun, status, cluster.given());
    boolean onePart = parts.contains(true);
    if (parts.stream().filter(is -> is).count() > 1 || again && onePart) {
      throw new ConfigurationException(
          "--trial, --collect, --status, --write and --dry-run exclude each other, and --again is"
              + " for a whole sweep");
    }
    if (list) {
      listRecipes();
      return ExitCodes.DONE;
    }
    if (file == null) {
      throw new ConfigurationException("give a sweep file or a recipe; --list shows the recipes");
    }
    if (print) {
      System.out.print(text());
      return ExitCodes.DONE;
    }
    SweepDefinition definition = isFile() ? SweepFile.parse(fileText(), file) : Recipes.load(file);
    Path folder = out == null ? Path.of("runs").resolve(definition.name()) : out;
    TrialResolution resolver = new TrialResolution(file);
    CodeIdentity code = CodeIdentity.current();
    if (definition.tuning().isPresent() && !dryRun && !status) {
      Supplier<Sweep> tuning = () -> SweepStage.tuningOf(definition, folder, code, resolver);
      withoutStale(tuning.get(), tuning); // what was chosen by other code is no choice of this one
    }
    if (trial != null) {
      return runOne(SweepStage.of(definition, folder, code, resolver, trial), code, resolver);
    }
    SweepStage stage = SweepStage.of(definition, folder, code, resolver);
    Supplier<Sweep> open = () -> new Sweep(stage.definition(), stage.out(), code, resolver);
    if (stage.isTuning()) {
      System.err.printf(
          Locale.ROOT, "tuning comes first; %d trials follow on what it chooses%n", stage.after());
    }
    if (cluster.given()) {
      if (definition.tuning().isPresent()) {
        throw new ConfigurationException(
            "--write: "
                + file
                + " has tune:, whose choices are not known yet: run the sweep"
                + " itself, or trials by --trial");
      }
      boolean jobsGiven = spec.commandLine().getParseResult().hasMatchedOption("--jobs");
      cluster.write(open.get(), text(), jobsGiven ? together.orElse(0) : 0);
      return ExitCodes.DONE;
    }
    Optional<GroupSequential> plan = sequential.plan(definition);
    if (plan.isPresent() && parts.contains(true)) {
      throw new ConfigurationException("--until-decided runs trials: give it alone");
    }
    if (collect) {
      return collect(open);
    }
    if (dryRun) {
      SweepOutput.trials(open.get(), json);
      return ExitCodes.DONE;
    }
    if (status) {
      SweepOutput.status(open.get(), json);
      return ExitCodes.DONE;
    }
    if (!stage.isTuning()) {
      return runReported(stage, plan, seeds -> new Sweep(seeds, folder, code, resolver), together);
    }
    int exitCode = run(open, together, Optional.empty());
    SweepStage next = SweepStage.of(definition, folder, code, resolver);
    return exitCode == ExitCodes.STOPPED || next.isTuning()
        ? exitCode
        : runReported(next, plan, seeds -> new Sweep(seeds, folder, code, resolver), together);
  }

  /** Runs a sweep once, or with more seeds at each look of a plan until its claims are decided. */
  private int runReported(
      SweepStage stage,
      Optional<GroupSequential> plan,
      Function<SweepDefinition, Sweep> open,
      OptionalInt together) {
    if (plan.isEmpty()) {
      return run(() -> open.apply(stage.definition()), together, plan);
    }
    int exitCode = ExitCodes.DONE;
    for (int seeds : plan.get().looks()) {
      SweepDefinition look = stage.definition().withSeeds(seeds);
      exitCode = run(() -> open.apply(look), together, plan);
      if (exitCode == ExitCodes.STOPPED || report.isDecided()) {
        return exitCode;
      }
    }
    return exitCode;
  }

  private int runOne(Optional<SweepStage> stage, CodeIdentity code, TrialResolution resolver) {
    if (stage.isEmpty()) {
      System.err.println("--trial " + trial + " waits for the tuning, which has trials to go");
      return ExitCodes.STOPPED;
    }
    SweepStage at = stage.get();
    SingleTrial single =
        new SingleTrial(at.definition(), trial - at.before(), at.out(), code, resolver);
    return OneTrial.run(single, new JvmLauncher(Main.class.getName()), acceptStale, json);
  }

  private boolean isFile() {
    return Files.isRegularFile(Path.of(file));
  }

  private String text() {
    return isFile() ? fileText() : Recipes.text(file);
  }

  private String fileText() {
    return TextFiles.read(Path.of(file), "sweep file");
  }

  private int run(Supplier<Sweep> open, OptionalInt given, Optional<GroupSequential> plan) {
    Sweep planned = open.get(); // nothing is written for a sweep that is refused
    try {
      Files.createDirectories(planned.out());
    } catch (IOException e) {
      throw OutputException.cannotWrite(planned.out(), e);
    }
    try (Interruption interruption = new Interruption();
        RunLock lock = RunLock.take(planned.out())) {
      Sweep sweep = withoutStale(planned, open);
      SweepBudget budget =
          SweepBudget.of(
              sweep, Runtime.getRuntime().availableProcessors(), MemoryLimits.machineBytes());
      int together = given.orElseGet(budget::jobs);
      int done = sweep.trials().size() - budget.trials();
      System.err.printf(
          Locale.ROOT,
          "sweep %s in %s: %d trials, %d done already%n",
          sweep.definition().name(),
          Printable.of(sweep.out()),
          sweep.trials().size(),
          done);
      if (budget.trials() > 0 && !spark.isAsked()) {
        System.err.println(budget.describe(together));
      }
      BooleanSupplier stop = () -> interruption.getAsBoolean() || !lock.isHeld();
      List<TrialResult> results;
      try (ClassArchive classes = new ClassArchive(sweep.out().resolve(".classes.jsa"));
          LiveTable table = new LiveTable(screen(), sweep.trials().size(), done)) {
        JvmLauncher launcher = new JvmLauncher(Main.class.getName());
        results =
            spark.isAsked()
                ? spark.run(sweep, Main.class.getName(), sparkJobs(given), stop, table)
                : new SweepRunner(
                        sweep,
                        budget.trials() < MANY_TRIALS ? launcher : launcher.sharing(classes),
                        new SweepLimits(together, retries, budget.memoryBytes(), gpuPlaces()),
                        stop,
                        table)
                    .run();
      }
      lock.requireHeld();
      report = SweepReport.write(sweep, results, plan);
      SweepOutput.results(sweep, results, report, json);
      return SweepOutput.exitCode(results);
    }
  }

  private int sparkJobs(OptionalInt given) {
    boolean isGiven = spec.commandLine().getParseResult().hasMatchedOption("--jobs");
    return isGiven ? given.orElse(0) : 0;
  }

  private static TableScreen screen() {
    return Terminals.isStandardErrorTerminal()
        ? TableScreen.terminal(System.err, Terminals::columns)
        : TableScreen.plain(System.err);
  }

  /** What was given; empty for auto. */
  private OptionalInt jobs() {
    if (jobs.equals("auto")) {
      return OptionalInt.empty();
    }
    try {
      int given = Math.toIntExact(Quantities.whole(jobs));
      Options.atLeast("--jobs", given, 1);
      return OptionalInt.of(given);
    } catch (NumberFormatException | ArithmeticException e) {
      throw new ConfigurationException("--jobs '" + jobs + "': give a whole number, or auto", e);
    }
  }

  /** Each card as often as trials share it, one round after the other. */
  private List<String> gpuPlaces() {
    return IntStream.range(0, trialsPerGpu).boxed().flatMap(i -> gpus.stream()).toList();
  }

  /** Writes the tables from what trials that were run by themselves left. */
  private int collect(Supplier<Sweep> open) {
    Sweep sweep = open.get();
    if (!Files.isDirectory(sweep.out())) {
      throw new ConfigurationException(
          "--collect: there is no folder " + sweep.out() + "; --out names that of the trials");
    }
    SweepCollection found = new SweepCollection(withoutStale(sweep, open), acceptStale);
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

  /**
   * Stale results are neither mixed in nor thrown away unless somebody says so.
   *
   * @return the sweep as it is then
   */
  private Sweep withoutStale(Sweep sweep, Supplier<Sweep> open) {
    StaleTrials stale = new StaleTrials(sweep);
    if (stale.all().isEmpty()) {
      return sweep;
    }
    if (again) {
      System.err.println(
          stale.describe() + ": they are run again, and kept in " + stale.moveAside());
      return open.get();
    }
    if (!acceptStale) {
      throw new ConfigurationException(
          stale.describe()
              + "; --again runs them anew and keeps what they came to, --accept-stale counts them");
    }
    System.err.println(stale.describe() + ": they count as they are");
    return sweep;
  }

  private void listRecipes() {
    LinkedHashMap<String, Object> recipes = new LinkedHashMap<>();
    for (String name : Recipes.names()) {
      recipes.put(name, Recipes.load(name).about().lines().findFirst().orElse(""));
    }
    JsonOutput.print(System.out, recipes, json);
  }
}
