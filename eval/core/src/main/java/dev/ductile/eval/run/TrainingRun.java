package dev.ductile.eval.run;

import dev.ductile.agent.checkpoint.CheckpointException;
import dev.ductile.agent.checkpoint.LearnerCheckpoint;
import dev.ductile.agent.checkpoint.TrainingCheckpoints;
import dev.ductile.agent.config.ConfigYaml;
import dev.ductile.agent.config.RunConfig;
import dev.ductile.agent.config.RunName;
import dev.ductile.agent.config.Settings;
import dev.ductile.agent.engine.Engine;
import dev.ductile.agent.training.Counters;
import dev.ductile.agent.training.Episode;
import dev.ductile.agent.training.Trainer;
import dev.ductile.agent.training.TrainingListener;
import dev.ductile.agent.training.TrainingMetrics;
import dev.ductile.env.ConfigurationException;
import dev.ductile.env.files.AtomicFiles;
import dev.ductile.env.files.OutputException;
import dev.ductile.env.files.TextFiles;
import dev.ductile.env.rom.RomStore;
import dev.ductile.eval.evaluation.EvaluationResult;
import dev.ductile.eval.output.MetricsLog;
import dev.ductile.eval.output.ProgressDisplay;
import dev.ductile.eval.output.ProgressSnapshot;
import dev.ductile.eval.output.RunFolder;
import dev.ductile.eval.output.SummaryFile;
import dev.ductile.eval.plot.MeasurementCurves;
import dev.ductile.eval.plot.MeasurementPlot;
import dev.ductile.eval.published.PublishedComparison;
import java.io.IOException;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One training with everything that a user expects of it in its folder. */
public final class TrainingRun implements TrainingListener, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(TrainingRun.class);
  private static final String METRICS_BYTES = "metricsBytes";
  private static final String METRICS_CRC = "metricsCrc32c";
  private static final String EVALUATIONS = "evaluations";
  private static final String WALL_MILLISECONDS = "wallMilliseconds";

  /** So long a run may have trained for nothing when it is killed before its first checkpoint. */
  private static final int FIRST_CHECKPOINT_SECONDS =
      Integer.getInteger("ductile.firstCheckpointSeconds", 30);

  private final RunConfig config;
  private final RunFolder folder;
  private final Engine engine;
  private final TrainingEvaluations evaluations;
  private final Trainer trainer;
  private final TrainingCheckpoints checkpoints;
  private final Runnable guard;
  private final Provenance provenance;
  private RunLog log;
  private final RunCurve curve = new RunCurve();
  private final MeasurementCurves measurements = new MeasurementCurves();
  private final long startNanos = System.nanoTime();
  private long trainingNanos;
  private ProgressDisplay progress;
  private boolean hasCheckpoint;
  private boolean isExtended;
  private long startFrames;
  private double earlierSeconds;
  private int earlierEvaluations;
  private Map<String, Object> earlierEvaluation;

  /**
   * How a run ended.
   *
   * @param completed whether all frames were done and the final evaluation was not stopped
   * @param evaluation the last one; null if this process made none
   * @param randomPlayer what a random player came to; null before the end of a run
   * @param published the run beside published numbers, as far as there are any
   * @param visits a continual run's visits as a table; null of another run
   * @param summary what {@code summary.json} holds
   */
  public record Outcome(
      boolean completed,
      EvaluationResult evaluation,
      EvaluationResult randomPlayer,
      List<PublishedComparison> published,
      String visits,
      LinkedHashMap<String, Object> summary) {}

  /** Opens everything that a run needs and writes its configuration. */
  public TrainingRun(Settings settings, RunFolder folder, RomStore roms) {
    this(settings, folder, roms, RunStart.UNGUARDED);
  }

  /** As above, and says by what it is started. */
  public TrainingRun(Settings settings, RunFolder folder, RomStore roms, RunStart start) {
    this(settings, folder, roms, start, false);
  }

  /**
   * Opens a run that was stopped or killed, at its newest whole checkpoint, or at its beginning if
   * it has none yet.
   *
   * @param settings the run's own, but for what has no influence on results
   * @throws ConfigurationException if the run is complete
   * @throws CheckpointException if its checkpoints are damaged or of another configuration
   */
  public static TrainingRun resume(
      Settings settings, RunFolder folder, RomStore roms, RunStart start) {
    long frames = LoadedRun.config(folder.path()).run().frames();
    if (SummaryFile.isCompleted(folder.summaryFile())
        && settings.toConfig().run().frames() <= frames) {
      throw new ConfigurationException(
          "run "
              + folder.path()
              + " is complete; there is nothing to resume. A larger --frames goes on with it");
    }
    return new TrainingRun(settings, folder, roms, start, true);
  }

  private TrainingRun(
      Settings settings, RunFolder folder, RomStore roms, RunStart start, boolean resume) {
    this.config = settings.toConfig();
    this.folder = folder;
    this.guard = start.guard();
    this.engine = Engine.named(config.run().engine());
    RunEvaluation evaluation = new RunEvaluation(config, roms);
    Supplier<Trainer> trainers =
        () -> new Trainer(config, engine, roms, List.of(evaluation.actBatch()));
    OpenedTraining opened =
        resume
            ? OpenedTraining.resume(folder, config, trainers, guard)
            : OpenedTraining.begin(folder, config, trainers, guard);
    this.trainer = opened.trainer();
    this.checkpoints = opened.checkpoints();
    this.hasCheckpoint = opened.saved().isPresent();
    try {
      String yaml = ConfigYaml.write(settings);
      if (resume) {
        String before = TextFiles.read(folder.configFile(), "the run's");
        log = goOn(opened.saved());
        provenance = Provenance.read(before).resumedNow(startFrames, engine, start.command());
      } else {
        provenance = Provenance.now(config, engine, roms, start.command());
      }
      AtomicFiles.write(folder.configFile(), provenance.comments() + yaml);
      if (!resume) {
        log = RunLog.create(folder, provenance.comments() + yaml);
      }
      evaluations =
          new TrainingEvaluations(
              config,
              evaluation,
              trainer.learner(),
              log,
              curve,
              earlierEvaluations,
              earlierEvaluation);
    } catch (RuntimeException e) {
      if (log != null) {
        log.close();
      }
      trainer.close();
      throw e;
    }
  }

  private RunLog goOn(Optional<TrainingCheckpoints.Saved> from) {
    if (from.isEmpty()) {
      return RunLog.resume(folder, 0, null, 0);
    }
    TrainingCheckpoints.Saved saved = from.get();
    RunLog resumed =
        RunLog.resume(
            folder,
            saved.owner().get(METRICS_BYTES),
            saved.owner().get(METRICS_CRC),
            saved.counters().frames());
    // A summary of fewer frames would call the run complete while it goes on.
    removeOldSummary();
    isExtended =
        saved.counters().frames() >= saved.plannedFrames()
            && saved.plannedFrames() < config.run().frames();
    earlierEvaluations = Math.toIntExact(saved.owner().get(EVALUATIONS));
    earlierSeconds = saved.owner().get(WALL_MILLISECONDS) / 1e3;
    startFrames = saved.counters().frames();
    earlierEvaluation = new RunHistory(folder.metricsFile(), curve, measurements).lastEvaluation();
    return resumed;
  }

  private void removeOldSummary() {
    try {
      if (SummaryFile.isCompleted(folder.summaryFile())) {
        Files.delete(folder.summaryFile());
      }
    } catch (IOException e) {
      throw OutputException.cannotWrite(folder.summaryFile(), e);
    }
  }

  /** Where the run ended before, the final evaluation stood for the one that was due. */
  private void makeUpEvaluation() {
    Counters counters = trainer.counters();
    long period = config.evaluation().periodFrames();
    long round = (long) config.env().frameSkip() * config.run().environments();
    if (isExtended
        && config.evaluation().finalEpisodes() > 0
        && period > 0
        && counters.frames() / period != (counters.frames() - round) / period) {
      onEvaluationDue(counters);
    }
  }

  /** Trains to the end or until told to stop; writes everything either way. */
  public Outcome run(BooleanSupplier stop) {
    boolean completed;
    trainingNanos = System.nanoTime();
    ShortRuns.warnings(config).forEach(LOG::warn);
    progress =
        ProgressDisplay.create(
            RunName.title(config), snapshot(trainer.counters(), Double.NaN, Double.NaN));
    try {
      makeUpEvaluation();
      completed = trainer.run(this, stop);
    } catch (RuntimeException e) {
      rescue(e);
      throw e;
    } finally {
      progress.close();
    }
    Counters counters = trainer.counters();
    // The log's line comes after what the checkpoint remembers of the log: a run that goes on from
    // here does not keep it, as a run that was never stopped would not have it.
    saveTraining();
    log.checkpoint(counters, trainer.learner().parametersSha256());
    if (completed && config.evaluation().finalEpisodes() > 0) {
      completed = evaluations.atEnd(counters, stop);
    }
    return results(completed, counters);
  }

  /** Draws the pictures and writes the summary. */
  private Outcome results(boolean completed, Counters counters) {
    guard.run();
    curve.draw(folder.learningCurveFile(), config, counters.frames());
    if (!measurements.isEmpty()) {
      MeasurementPlot.write(
          folder.measurementsFile(),
          measurements,
          RunMarks.of(config, counters.frames()),
          RunName.title(config) + ": measurements",
          String.format(
              Locale.ROOT,
              "preset %s, seed %d, each point from a batch of %,d",
              config.preset(),
              config.run().seed(),
              config.measurement().batch()));
    }
    LinkedHashMap<String, Object> summary = summary(completed, counters);
    List<PublishedComparison> published = curve.published(config, counters.frames());
    if (!published.isEmpty()) {
      summary.put("published", published.stream().map(PublishedComparison::toMap).toList());
    }
    String table = null;
    if (config.continual().on()) {
      VisitReport visits = VisitReport.read(folder.metricsFile(), config.continual().visitFrames());
      summary.put("visits", visits.summary());
      table = visits.table();
      VisitPlot.write(folder.path().resolve("visits.png"), config, visits, counters.frames());
    }
    SummaryFile.write(folder.summaryFile(), summary);
    return new Outcome(
        completed, evaluations.last(), evaluations.randomPlayer(), published, table, summary);
  }

  /** Saves what there is after a failure, which stays the one that is reported. */
  private void rescue(RuntimeException failure) {
    if (checkpoints.isSaved()) {
      return;
    }
    try {
      guard.run();
      LearnerCheckpoint.write(folder.checkpointFolder(), trainer.learner(), trainer.counters());
    } catch (RuntimeException e) {
      failure.addSuppressed(e);
    }
  }

  private ProgressSnapshot snapshot(Counters counters, double loss, double epsilon) {
    return ProgressSnapshot.training(
        counters.frames(), config.run().frames(), curve.recentMeanReturn(), loss, epsilon);
  }

  @Override
  public void onStep(Counters counters, TrainingMetrics metrics) {
    if (config.run().checkpointPeriodFrames() > 0) {
      checkpoints.prepare();
    }
    if (progress.isDue()) {
      progress.update(snapshot(counters, metrics.loss(), metrics.epsilon()));
    }
  }

  @Override
  public void onVisit(Counters counters, int visit) {
    String label = config.continual().visit(visit).label();
    log.visit(counters, visit, label);
    LOG.info("visit {}: {}", visit + 1, label);
  }

  @Override
  public void onEpisode(Counters counters, Episode episode) {
    curve.episode(counters.frames(), episode.gameReturn());
    log.episode(counters, episode);
  }

  @Override
  public void onMetrics(Counters counters, TrainingMetrics metrics) {
    guard.run();
    log.training(counters, metrics);
  }

  @Override
  public void onMeasuring(String name, int number, int of) {
    progress.activity("measuring " + name + ", " + number + " of " + of);
  }

  @Override
  public void onMeasurement(Counters counters, Map<String, Double> values) {
    progress.activity(null);
    measurements.add(counters.frames(), values);
    log.measurement(counters, values);
  }

  @Override
  public void onEvaluationDue(Counters counters) {
    boolean finalIsNext =
        counters.frames() >= config.run().frames() && config.evaluation().finalEpisodes() > 0;
    if (!finalIsNext) {
      evaluations.periodic(counters, progress);
    }
  }

  @Override
  public void onCheckpointDue(Counters counters) {
    long start = System.nanoTime();
    progress.activity("writing a checkpoint");
    log.checkpoint(counters, trainer.learner().parametersSha256());
    saveTraining();
    progress.activity(null);
    String paused = String.format(Locale.ROOT, "%.2f", (System.nanoTime() - start) / 1e9);
    LOG.info("checkpoint at frame {}, training paused for {} s", counters.frames(), paused);
  }

  /**
   * The first checkpoint does not wait for its period. The log does not tell of it: it depends on
   * the clock, and logs of equal runs are equal.
   */
  @Override
  public void onRest(Counters counters) {
    if (!hasCheckpoint
        && config.run().checkpointPeriodFrames() > 0
        && System.nanoTime() - trainingNanos > FIRST_CHECKPOINT_SECONDS * 1_000_000_000L) {
      saveTraining();
      LOG.info("first checkpoint, at frame {}", counters.frames());
    }
  }

  private void saveTraining() {
    hasCheckpoint = true;
    checkpoints.write(
        Map.of(
            METRICS_BYTES,
            log.forcedBytes(),
            METRICS_CRC,
            log.checksum(),
            EVALUATIONS,
            (long) evaluations.done(),
            WALL_MILLISECONDS,
            (long) ((earlierSeconds + seconds()) * 1e3)));
  }

  private double seconds() {
    return (System.nanoTime() - startNanos) / 1e9;
  }

  private LinkedHashMap<String, Object> summary(boolean completed, Counters counters) {
    LinkedHashMap<String, Object> summary = new LinkedHashMap<>();
    summary.put("title", RunName.title(config));
    summary.put("game", config.env().game());
    summary.put("agent", config.agent());
    summary.put("preset", config.preset());
    summary.put("interventions", config.interventions());
    summary.put("seed", config.run().seed());
    summary.put("completed", completed);
    summary.put("frames", counters.frames());
    summary.put("agentSteps", counters.agentSteps());
    summary.put("updates", counters.updates());
    summary.put("episodes", counters.episodes());
    summary.put("recentMeanReturn", MetricsLog.orNull(curve.recentMeanReturn()));
    summary.put("recentEpisodes", curve.recentEpisodes());
    summary.put("evaluationEpsilon", config.evaluation().epsilon());
    summary.put("evaluation", evaluations.lastFigures());
    EvaluationResult random = evaluations.randomPlayer();
    summary.put("randomPlayer", random == null ? null : random.toMap());
    summary.put("parametersSha256", trainer.learner().parametersSha256());
    summary.put("engine", engine.description());
    summary.put("device", trainer.learner().device());
    summary.put("bfloat16", trainer.learner().bfloat16());
    summary.put("engineThreads", config.run().engineThreads());
    summary.put("java", System.getProperty("java.version"));
    summary.put("provenance", provenance.toMap());
    summary.put("wallSeconds", earlierSeconds + seconds());
    summary.put("framesPerSecond", (counters.frames() - startFrames) / seconds());
    return summary;
  }

  @Override
  public void close() {
    log.close();
    trainer.close();
  }
}
