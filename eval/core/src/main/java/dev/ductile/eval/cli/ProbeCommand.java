package dev.ductile.eval.cli;

import dev.ductile.agent.engine.Engine;
import dev.ductile.agent.settings.RunName;
import dev.ductile.agent.settings.Settings;
import dev.ductile.base.ConfigurationException;
import dev.ductile.base.ExitCodes;
import dev.ductile.base.Printable;
import dev.ductile.base.files.AtomicFiles;
import dev.ductile.eval.cli.options.Candidates;
import dev.ductile.eval.cli.options.JsonOutput;
import dev.ductile.eval.cli.options.Options;
import dev.ductile.eval.cli.process.Interruption;
import dev.ductile.eval.folder.RunFolder;
import dev.ductile.eval.folder.SummaryFile;
import dev.ductile.eval.probe.NetworkChoice;
import dev.ductile.eval.probe.NetworkMeasurements;
import dev.ductile.eval.probe.ProbeConfig;
import dev.ductile.eval.probe.ProbeFigures;
import dev.ductile.eval.probe.ProbeResult;
import dev.ductile.eval.probe.ProbeSettings;
import dev.ductile.eval.probe.ProbeStudy;
import dev.ductile.eval.probe.ProbeTable;
import dev.ductile.eval.probe.ProbeVariant;
import dev.ductile.eval.probe.ProbeVariants;
import dev.ductile.eval.probe.data.DataFolder;
import dev.ductile.eval.probe.data.Glyphs;
import dev.ductile.eval.probe.data.ImageSet;
import dev.ductile.eval.probe.task.TaskName;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.LongFunction;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ductile probe}. */
@Command(
    name = "probe",
    description = {
      "Lets a network learn one synthetic task after another, over several seeds, with and without"
          + " interventions: is it still able to learn?",
      "Writes curves, a table with confidence intervals, and every run's log into one folder."
    })
final class ProbeCommand implements Callable<Integer> {
  private static final int DEFAULT_SEEDS = 3;

  @Parameters(
      paramLabel = "TASK",
      description = {
        "random-labels, class-permutation, input-transformation, growing-targets, composite,"
            + " offset-regression or bandit."
      })
  private String task;

  @Option(
      names = "--network",
      paramLabel = "NAME",
      description = "mlp, cnn, resnet18 or resnet18-narrow. Default: mlp.")
  private String network = "mlp";

  @Option(
      names = "--width",
      paramLabel = "N",
      description = "Units of the dense layers. Default: 256; resnet18 has none.")
  private Integer width;

  @Option(
      names = "--with",
      paramLabel = "LIST",
      description = "Interventions, such as layer-norm,weight-decay=1e-5; none for none.")
  private String with;

  @Option(
      names = "--against",
      paramLabel = "LIST",
      description = "What to compare with; repeatable. Default: none.")
  private List<String> against = new ArrayList<>();

  @Option(
      names = "--vary",
      paramLabel = "KEY=V1,V2",
      description = "Every combination with these values, such as task.offset=0,10; repeatable.")
  private List<String> variations = new ArrayList<>();

  @Option(names = "--seeds", paramLabel = "N", description = "Number of seeds. Default: 3.")
  private Integer seeds;

  @Option(names = "--seed", paramLabel = "N", description = "The first seed. Default: 1.")
  private long firstSeed = 1;

  @Option(
      names = "--tasks",
      paramLabel = "N",
      description = "Tasks, one after another. Default: the task's: 2, 5 or 20.")
  private Integer tasks;

  @Option(
      names = "--steps",
      paramLabel = "N",
      description = "Updates in each task. Default: the task's: 500 or 2000.")
  private Integer steps;

  @Option(names = "--examples", paramLabel = "N", description = "Images of a run. Default: 1024.")
  private Integer examples;

  @Option(names = "--batch-size", paramLabel = "N", description = "Default: 64.")
  private Integer batchSize;

  @Option(names = "--learning-rate", paramLabel = "X", description = "Adam's. Default: 0.001.")
  private Double learningRate;

  @Option(
      names = "--fraction",
      paramLabel = "X",
      description = "Share of the labels that each task draws anew. Default: 1.")
  private Double fraction;

  @Option(
      names = "--data",
      paramLabel = "FOLDER",
      description = {
        "MNIST, Fashion-MNIST (IDX, plain or .gz) or CIFAR-10 (binary version).",
        "Default: digits drawn with random distortions, other ones for each seed."
      })
  private Path data;

  @Option(
      names = "--measure",
      paramLabel = "LIST",
      description = {
        "Measurements, such as dead,weights or cheap: cheap ones at every point of the curve, the"
            + " others at tasks' ends."
      })
  private String measure;

  @Option(
      names = "--engine",
      paramLabel = "NAME",
      completionCandidates = Candidates.Engines.class,
      description = "Network engine: ${COMPLETION-CANDIDATES}. Default: tensorflow.")
  private String engine;

  @Option(
      names = "--device",
      paramLabel = "NAME",
      description = "cpu, gpu, gpu:N or auto. Default: cpu.")
  private String device;

  @Option(names = "--threads", paramLabel = "N", description = "Threads of the engine. Default: 1.")
  private Integer threads;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = {
        "Any setting, such as optimizer.epsilon=1e-3; repeatable. ductile list keys --probe shows"
            + " all."
      })
  private List<String> assignments = new ArrayList<>();

  @Option(
      names = "--out",
      paramLabel = "FOLDER",
      description = {
        "Takes everything that is written; seeds that are finished in it are not run again.",
        "Default: a new one under runs/."
      })
  private Path out;

  @Option(
      names = "--run",
      paramLabel = "FOLDER",
      description = "One run in this folder: one seed of --with alone, compared with nothing.")
  private Path run;

  @Option(names = "--json", description = "Print the table as one JSON object.")
  private boolean json;

  @Override
  public Integer call() {
    Settings<ProbeConfig> settings = settings();
    return run == null ? study(settings) : single(settings);
  }

  /** Where its images come from: a folder; empty for digits that are drawn. */
  String images() {
    return data == null ? "" : data.toAbsolutePath().normalize().toString();
  }

  /** What {@code --run} runs. */
  ProbeVariant variant() {
    return variant(settings());
  }

  private ProbeVariant variant(Settings<ProbeConfig> settings) {
    return ProbeVariants.of(settings, List.of(with == null ? "none" : with), List.of()).get(0);
  }

  long firstSeed() {
    return firstSeed;
  }

  /** One seed of one variant. */
  private int single(Settings<ProbeConfig> settings) {
    if (out != null || !against.isEmpty() || seeds != null || !variations.isEmpty()) {
      throw new ConfigurationException(
          "--run is one run: leave out --out, --against, --vary and --seeds");
    }
    ProbeVariant variant = variant(settings);
    ImageSet pool = pools(List.of(variant)).apply(firstSeed);
    try (Interruption interruption = new Interruption()) {
      ProbeResult result =
          ProbeStudy.single(
              variant, firstSeed, pool, run, NetworkMeasurements.factory(), interruption);
      if (result.completed()) {
        System.out.print(json ? JsonOutput.line(result.summary()) + "\n" : "");
        System.out.flush();
      }
      return result.completed() ? ExitCodes.DONE : ExitCodes.STOPPED;
    }
  }

  private int study(Settings<ProbeConfig> settings) {
    int count = seeds == null ? DEFAULT_SEEDS : seeds;
    Options.within("--seeds", count, 1, 10_000);
    Options.within("--seed", firstSeed, Long.MIN_VALUE, Long.MAX_VALUE - count);
    List<String> interventions = new ArrayList<>();
    if (with == null || against.isEmpty()) {
      interventions.add("none");
    }
    interventions.addAll(against);
    if (with != null) {
      interventions.add(with);
    }
    List<ProbeVariant> variants = ProbeVariants.of(settings, interventions, variations);
    LongFunction<ImageSet> pools = pools(variants);
    Path folder = folder();
    ProbeStudy study =
        new ProbeStudy(variants, firstSeed, count, pools, folder, NetworkMeasurements.factory());
    try (Interruption interruption = new Interruption()) {
      System.err.println(
          "probing "
              + task
              + ": "
              + variants.size()
              + " variants, "
              + count
              + " seeds, in "
              + Printable.of(folder));
      Map<ProbeVariant, List<ProbeResult>> results = study.run(interruption);
      report(results, folder);
      long finished = results.values().stream().mapToLong(List::size).sum();
      return finished == study.runs() ? ExitCodes.DONE : ExitCodes.STOPPED;
    }
  }

  /** What was typed over the defaults, without interventions. */
  Settings<ProbeConfig> settings() {
    Settings<ProbeConfig> settings = ProbeSettings.of(TaskName.of(task), NetworkChoice.of(network));
    put(settings, "network.hiddenUnits", width, "--width");
    put(settings, "task.tasks", tasks, "--tasks");
    put(settings, "task.stepsPerTask", steps, "--steps");
    put(settings, "task.examples", examples, "--examples");
    put(settings, "task.batchSize", batchSize, "--batch-size");
    put(settings, "optimizer.learningRate", learningRate, "--learning-rate");
    put(settings, "task.fraction", fraction, "--fraction");
    put(settings, "run.measure", measure, "--measure");
    put(settings, "run.engine", engine, "--engine");
    put(settings, "run.device", device, "--device");
    put(settings, "run.engineThreads", threads, "--threads");
    assignments.forEach(assignment -> settings.putText(assignment, "--set"));
    return settings;
  }

  private static void put(Settings<ProbeConfig> settings, String key, Object value, String option) {
    if (value != null) {
      settings.put(key, value, option);
    }
  }

  /** Images and engines are there before anything is written. */
  private LongFunction<ImageSet> pools(List<ProbeVariant> variants) {
    variants.forEach(variant -> Engine.named(variant.config().run().engine()));
    if (data != null) {
      ImageSet images = DataFolder.read(data);
      return seed -> images;
    }
    int most = variants.stream().mapToInt(v -> v.config().task().examples()).max().orElseThrow();
    return seed -> Glyphs.draw(seed, most);
  }

  /** What a study's folder is called by: what it is of, and what it compares. */
  private List<String> nameParts() {
    List<String> parts = new ArrayList<>(List.of("probe", task, network));
    if (with != null) {
      parts.add(with);
    }
    parts.addAll(against);
    return parts;
  }

  private Path folder() {
    return out != null
        ? out
        : RunFolder.createUnique(
                Path.of("runs"), RunName.slug(nameParts()), LocalDateTime.now(), firstSeed)
            .path();
  }

  private void report(Map<ProbeVariant, List<ProbeResult>> results, Path folder) {
    TaskName name = TaskName.of(task);
    ProbeTable table = new ProbeTable(name.score(), results);
    LinkedHashMap<String, Object> figures = table.json();
    if (table.rows().isEmpty()) {
      System.err.println(
          "stopped before a seed was finished; " + Printable.of(folder) + " has what was logged");
      return;
    }
    ProbeFigures drawn = new ProbeFigures(task + ", " + network, name.score(), results);
    drawn.writeCurve(folder.resolve("curve.png"));
    drawn.writeTasks(folder.resolve("tasks.png"));
    AtomicFiles.write(folder.resolve("table.md"), table.markdown());
    SummaryFile.write(folder.resolve("table.json"), figures);
    System.out.print(json ? JsonOutput.line(figures) + "\n" : table.markdown());
    System.out.flush();
    System.err.println(
        "curve.png, tasks.png, table.md and table.json are in " + Printable.of(folder));
  }
}
