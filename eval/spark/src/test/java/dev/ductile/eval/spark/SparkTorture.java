package dev.ductile.eval.spark;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ductile.base.code.CodeIdentity;
import dev.ductile.eval.sweep.Sweep;
import dev.ductile.eval.sweep.SweepLimits;
import dev.ductile.eval.sweep.SweepRunner;
import dev.ductile.eval.sweep.definition.SweepFile;
import dev.ductile.eval.sweep.remote.RemoteSweep;
import dev.ductile.eval.sweep.trial.JvmLauncher;
import dev.ductile.eval.sweep.trial.TrialResult;
import dev.ductile.eval.sweep.trial.TrialState;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.SparkContext;

/**
 * Many short trainings, once undisturbed and once on Spark under random {@code kill -9} of their
 * processes and kills of their tasks. {@code eval/scripts/torture-spark.sh} starts it.
 */
final class SparkTorture {
  private static final String MAIN = "dev.ductile.eval.cli.Main";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path folder;
  private final int trials;
  private final Random random;
  private int processKills;
  private int taskKills;

  private SparkTorture(Path folder, int trials, long seed) {
    this.folder = folder;
    this.trials = trials;
    this.random = new Random(seed);
  }

  /** {@code FOLDER TRIALS SEED}: ends with 0 if nothing was lost and all parameters are equal. */
  public static void main(String[] args) throws Exception {
    Path folder = Files.createDirectories(Path.of(args[0])).toRealPath();
    SparkTorture torture =
        new SparkTorture(folder, Integer.parseInt(args[1]), Long.parseLong(args[2]));
    System.exit(torture.run() ? 0 : 1);
  }

  private Sweep sweep(String out) throws IOException {
    String seeds =
        IntStream.rangeClosed(1, trials)
            .mapToObj(Integer::toString)
            .collect(Collectors.joining(", "));
    String text =
        """
        name: torture
        about: many short trials
        size: desk
        differences: everything
        command: train
        arguments: [--agent, dqn, --frames, "800", --set, run.engineThreads=1,
          --set, run.environmentThreads=1, --set, replay.minimumTransitions=50,
          --set, replay.capacityTransitions=1000, --set, network.hiddenUnits=16,
          --set, evaluation.finalEpisodes=0, --set, evaluation.periodFrames=0,
          --set, run.checkpointPeriodFrames=100]
        axes:
          seed: {option: --seed, values: [%s]}
        """
            .formatted(seeds);
    return new Sweep(
        SweepFile.parse(text, "torture.yaml"),
        Files.createDirectories(folder.resolve(out)),
        CodeIdentity.current(),
        new FakeSweep.Words());
  }

  private boolean run() throws Exception {
    Path undisturbed = folder.resolve("undisturbed");
    if (parameters(undisturbed).size() < trials) { // torture-sweep.sh leaves the same trainings
      new SweepRunner(
              sweep("undisturbed"),
              new JvmLauncher(MAIN),
              new SweepLimits(2, 0, Long.MAX_VALUE, List.of()),
              () -> false,
              (result, finished, total, took, left) -> {})
          .run();
    }

    Sweep disturbed = sweep("disturbed-spark");
    RemoteSweep remote =
        new RemoteSweep(
            disturbed,
            MAIN,
            "local[2,20]",
            0,
            Map.of("spark.extraListeners", RunningTasks.class.getName()));
    Thread killer = new Thread(this::kill, "killer");
    killer.setDaemon(true);
    killer.start();
    long start = System.nanoTime();
    List<TrialResult> results =
        new SparkScheduler()
            .run(
                remote,
                () -> false,
                (result, finished, total, took, left) -> {
                  if (finished % 20 == 0) {
                    System.err.println(finished + " of " + total + " ended");
                  }
                });
    killer.interrupt();
    return isAllThere(
        undisturbed,
        folder.resolve("disturbed-spark"),
        results,
        (System.nanoTime() - start) / 1_000_000_000);
  }

  /** Every few moments a process or a task of a random trial dies. */
  private void kill() {
    try {
      while (true) {
        Thread.sleep(4000 + random.nextInt(10000)); // rarer than ends: most get somewhere
        if (random.nextBoolean()) {
          killProcess();
        } else {
          killTask();
        }
      }
    } catch (InterruptedException e) {
      return; // it is over
    }
  }

  private void killProcess() {
    List<ProcessHandle> running =
        ProcessHandle.current()
            .children()
            .filter(p -> p.info().commandLine().orElse("").contains("/disturbed-spark/trials/"))
            .toList();
    if (!running.isEmpty() && running.get(random.nextInt(running.size())).destroyForcibly()) {
      processKills++;
    }
  }

  private void killTask() {
    List<Long> running = List.copyOf(RunningTasks.RUNNING.keySet());
    if (!running.isEmpty()) {
      long id = running.get(random.nextInt(running.size()));
      if (SparkContext.getOrCreate().killTaskAttempt(id, true, "torture")) {
        taskKills++;
      }
    }
  }

  private boolean isAllThere(
      Path undisturbed, Path disturbed, List<TrialResult> results, long seconds)
      throws IOException {
    long done = results.stream().filter(r -> r.state() == TrialState.DONE).count();
    long processes = 0;
    long twice = 0;
    for (TrialResult result : results) {
      List<String> lines = Files.readAllLines(result.folder().path().resolve("attempts.jsonl"));
      processes += lines.stream().filter(line -> line.contains("\"event\":\"start\"")).count();
      // A task that is killed when its process has just ended does not note that end.
      twice += lines.stream().filter(line -> line.contains("\"exit\":0")).count() > 1 ? 1 : 0;
    }
    TreeMap<String, String> expected = parameters(undisturbed);
    boolean equal = expected.equals(parameters(disturbed)) && expected.size() == trials;
    System.out.printf(
        Locale.ROOT,
        "trials %d, kill -9 of processes %d, kills of tasks %d, processes %d, %d s%n"
            + "done %d, completed twice %d, parameters equal to those of the undisturbed sweep: %s%n",
        trials,
        processKills,
        taskKills,
        processes,
        seconds,
        done,
        twice,
        equal);
    results.stream()
        .filter(r -> r.state() != TrialState.DONE)
        .forEach(r -> System.out.println(r.trial().describe() + ": " + r.reason()));
    return equal && done == trials && twice == 0;
  }

  /** The sums of the parameters of the finished trials in a sweep's folder, by seed. */
  private static TreeMap<String, String> parameters(Path out) throws IOException {
    TreeMap<String, String> sums = new TreeMap<>();
    Path trials = out.resolve("trials");
    if (!Files.isDirectory(trials)) {
      return sums;
    }
    try (DirectoryStream<Path> folders = Files.newDirectoryStream(trials, "seed=*_*")) {
      for (Path trial : folders) {
        Path summary = trial.resolve("run").resolve("summary.json");
        if (Files.exists(summary)) {
          String seed = trial.getFileName().toString().split("_")[0];
          sums.put(seed, JSON.readTree(summary.toFile()).path("parametersSha256").asText());
        }
      }
    }
    return sums;
  }
}
