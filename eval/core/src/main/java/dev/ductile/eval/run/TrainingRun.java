package dev.ductile.eval.run;

import dev.ductile.agent.checkpoint.CheckpointException;
import dev.ductile.agent.checkpoint.LearnerCheckpoint;
import dev.ductile.agent.checkpoint.TrainingCheckpoints;
import dev.ductile.agent.config.RunConfig;
import dev.ductile.agent.engine.Engine;
import dev.ductile.agent.settings.ConfigYaml;
import dev.ductile.agent.settings.RunName;
import dev.ductile.agent.settings.Settings;
import dev.ductile.agent.training.Counters;
import dev.ductile.agent.training.Episode;
import dev.ductile.agent.training.Trainer;
import dev.ductile.agent.training.TrainingListener;
import dev.ductile.agent.training.TrainingMetrics;
import dev.ductile.base.ConfigurationException;
import dev.ductile.base.files.AtomicFiles;
import dev.ductile.base.files.TextFiles;
import dev.ductile.env.rom.RomStore;
import dev.ductile.eval.evaluation.EvaluationResult;
import dev.ductile.eval.folder.RunFolder;
import dev.ductile.eval.folder.SummaryFile;
import dev.ductile.eval.plot.MeasurementCurves;
import dev.ductile.eval.progress.ProgressDisplay;
import dev.ductile.eval.progress.ProgressSnapshot;
import dev.ductile.eval.published.PublishedComparison;
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
  private boolean owesEvaluation;
  private long startFrames;
  private RunBooks earlier = RunBooks.NONE;
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
  public TrainingRun(Settings<RunConfig> settings, RunFolder folder, RomStore roms) {
    this(settings, folder, roms, RunStart.UNGUARDED);
  }

  /** As above, and says by what it is started. */
  public TrainingRun(
      Settings<RunConfig> settings, RunFolder folder, RomStore roms, RunStart start) {
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
      Settings<RunConfig> settings, RunFolder folder, RomStore roms, RunStart start) {
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
      Settings<RunConfig> settings,
      RunFolder folder,
      RomStore roms,
      RunStart start,
      boolean resume) {
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
              earlier.evaluations(),
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
    earlier = RunBooks.of(saved.owner());
    RunLog resumed =
        RunLog.resume(
            folder, earlier.metricsBytes(), earlier.metricsCrc32c(), saved.counters().frames());
    // A summary of fewer frames would call the run complete while it goes on.
    SummaryFile.removeIfCompleted(folder.summaryFile());
    owesEvaluation =
        OwedEvaluation.isOwed(config, saved.plannedFrames(), saved.counters().frames());
    startFrames = saved.counters().frames();
    earlierEvaluation = new RunHistory(folder.metricsFile(), curve, measurements).lastEvaluation();
    return resumed;
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
      if (owesEvaluation) {
        onEvaluationDue(trainer.counters());
      }
      completed = trainer.run(this, stop);
    } catch (RuntimeException e) {
      throw rescued(e);
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
    MeasurementFigure.draw(folder.measurementsFile(), measurements, config, counters.frames());
    LinkedHashMap<String, Object> summary =
        new RunSummary(config, engine, trainer.learner(), provenance)
            .of(completed, counters, curve, evaluations, timing(counters));
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

  /**
   * Saves what there is after a failure.
   *
   * @return the failure to report: where the folder is no longer the run's, that is the reason
   */
  private RuntimeException rescued(RuntimeException failure) {
    try {
      guard.run();
    } catch (RuntimeException replaced) {
      replaced.addSuppressed(failure);
      return replaced;
    }
    if (!checkpoints.isSaved()) {
      try {
        LearnerCheckpoint.write(folder.checkpointFolder(), trainer.learner(), trainer.counters());
      } catch (RuntimeException e) {
        failure.addSuppressed(e);
      }
    }
    return failure;
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
        new RunBooks(
                log.forcedBytes(),
                log.checksum(),
                evaluations.done(),
                earlier.wallSeconds() + seconds())
            .toMap());
  }

  private RunSummary.Timing timing(Counters counters) {
    double seconds = seconds();
    return new RunSummary.Timing(
        earlier.wallSeconds() + seconds, (counters.frames() - startFrames) / seconds);
  }

  private double seconds() {
    return (System.nanoTime() - startNanos) / 1e9;
  }

  @Override
  public void close() {
    log.close();
    trainer.close();
  }
}
