package dev.ductile.eval.cli;

import dev.ductile.base.ConfigurationException;
import dev.ductile.base.ExitCodes;
import dev.ductile.base.code.CodeIdentity;
import dev.ductile.base.files.TextFiles;
import dev.ductile.eval.cli.options.JsonOutput;
import dev.ductile.eval.cli.sweep.ClusterOptions;
import dev.ductile.eval.cli.sweep.MachineOptions;
import dev.ductile.eval.cli.sweep.OneTrial;
import dev.ductile.eval.cli.sweep.SequentialOptions;
import dev.ductile.eval.cli.sweep.SparkOptions;
import dev.ductile.eval.cli.sweep.StaleOptions;
import dev.ductile.eval.cli.sweep.SweepOutput;
import dev.ductile.eval.cli.sweep.SweepRun;
import dev.ductile.eval.statistics.GroupSequential;
import dev.ductile.eval.sweep.SingleTrial;
import dev.ductile.eval.sweep.Sweep;
import dev.ductile.eval.sweep.definition.Recipes;
import dev.ductile.eval.sweep.definition.SweepDefinition;
import dev.ductile.eval.sweep.definition.SweepFile;
import dev.ductile.eval.sweep.trial.JvmLauncher;
import dev.ductile.eval.sweep.tuning.SweepStage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

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

  @Mixin private MachineOptions machine;

  @Mixin private SparkOptions spark;

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

  @Mixin private StaleOptions stale;

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

  @Override
  public Integer call() {
    machine.check(spark.isAsked());
    stale.check();
    cluster.check();
    sequential.check();
    List<Boolean> parts = List.of(trial != null, collect, dryRun, status, cluster.given());
    boolean onePart = parts.contains(true);
    if (parts.stream().filter(is -> is).count() > 1 || stale.isAgain() && onePart) {
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
      stale.settle(tuning.get(), tuning); // what was chosen by other code is no choice of this one
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
      cluster.write(open.get(), text(), machine.jobsElsewhere());
      return ExitCodes.DONE;
    }
    Optional<GroupSequential> plan = sequential.plan(definition);
    if (plan.isPresent() && onePart) {
      throw new ConfigurationException("--until-decided runs trials: give it alone");
    }
    SweepRun run = new SweepRun(Main.class.getName(), machine, spark, stale, json);
    if (collect) {
      return run.collect(open);
    }
    if (dryRun) {
      SweepOutput.trials(open.get(), json);
      return ExitCodes.DONE;
    }
    if (status) {
      SweepOutput.status(open.get(), json);
      return ExitCodes.DONE;
    }
    Function<SweepDefinition, Sweep> reported = of -> new Sweep(of, folder, code, resolver);
    if (!stage.isTuning()) {
      return run.run(stage.definition(), plan, reported);
    }
    int exitCode = run.run(stage.definition(), Optional.empty(), of -> open.get());
    SweepStage next = SweepStage.of(definition, folder, code, resolver);
    return exitCode == ExitCodes.STOPPED || next.isTuning()
        ? exitCode
        : run.run(next.definition(), plan, reported);
  }

  private int runOne(Optional<SweepStage> stage, CodeIdentity code, TrialResolution resolver) {
    if (stage.isEmpty()) {
      System.err.println("--trial " + trial + " waits for the tuning, which has trials to go");
      return ExitCodes.STOPPED;
    }
    SweepStage at = stage.get();
    SingleTrial single =
        new SingleTrial(at.definition(), trial - at.before(), at.out(), code, resolver);
    return OneTrial.run(single, new JvmLauncher(Main.class.getName()), stale.isAccepted(), json);
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

  private void listRecipes() {
    LinkedHashMap<String, Object> recipes = new LinkedHashMap<>();
    for (String name : Recipes.names()) {
      recipes.put(name, Recipes.load(name).about().lines().findFirst().orElse(""));
    }
    JsonOutput.print(System.out, recipes, json);
  }
}
