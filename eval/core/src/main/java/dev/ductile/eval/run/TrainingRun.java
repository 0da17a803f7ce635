package dev.ductile.eval.run;

import dev.ductile.agent.checkpoint.CheckpointException;
import dev.ductile.agent.checkpoint.LearnerCheckpoint;
import dev.ductile.agent.config.RunConfig;
import dev.ductile.agent.settings.RunName;
import dev.ductile.agent.settings.Settings;
import dev.ductile.agent.training.Counters;
import dev.ductile.agent.training.Episode;
import dev.ductile.agent.training.Trainer;
import dev.ductile.agent.training.TrainingListener;
import dev.ductile.agent.training.TrainingMetrics;
import dev.ductile.base.ConfigurationException;
import dev.ductile.env.emulator.Emulator;
import dev.ductile.env.rom.RomStore;
import dev.ductile.eval.folder.RunFolder;
import dev.ductile.eval.folder.SummaryFile;
import dev.ductile.eval.progress.ProgressDisplay;
import dev.ductile.eval.progress.ProgressSnapshot;
import dev.ductile.eval.run.stored.SavedConfig;
import java.util.Locale;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
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
  private final Runnable guard;
  private final OpenedTraining training;
  private final Trainer trainer;
  private final RunLog log;
  private final RunClock clock;
  private final RunHistory history;
  private final TrainingEvaluations evaluations;
  private final RunSummary summary;
  private long trainingNanos;
  private ProgressDisplay progress;
  private boolean hasCheckpoint;
  private Consumer<Emulator> viewer;

  /**
   * Takes over what {@link RunOpening} opened.
   *
   * @param guard called before anything is written into the folder
   */
  TrainingRun(
      RunConfig config,
      RunFolder folder,
      Runnable guard,
      OpenedTraining training,
      RunLog log,
      RunClock clock,
      RunHistory history,
      TrainingEvaluations evaluations,
      RunSummary summary) {
    this.config = config;
    this.folder = folder;
    this.guard = guard;
    this.training = training;
    this.trainer = training.trainer();
    this.log = log;
    this.clock = clock;
    this.history = history;
    this.evaluations = evaluations;
    this.summary = summary;
    this.hasCheckpoint = training.saved().isPresent();
  }

  /** Opens everything that a run needs and writes its configuration. */
  public static TrainingRun begin(Settings<RunConfig> settings, RunFolder folder, RomStore roms) {
    return begin(settings, folder, roms, RunStart.UNGUARDED);
  }

  /** As above, and says by what it is started. */
  public static TrainingRun begin(
      Settings<RunConfig> settings, RunFolder folder, RomStore roms, RunStart start) {
    return new RunOpening(settings, folder, roms, start).begin();
  }

  /**
   * Opens a run that was stopped or killed, at its newest whole checkpoint, or at its beginning if
   * it has none yet.
   *
   * @param saved the run's own configuration; its settings may have got other values, but for what
   *     has influence on results
   * @throws ConfigurationException if the run is complete
   * @throws CheckpointException if its checkpoints are damaged or of another configuration
   */
  public static TrainingRun resume(
      SavedConfig saved, RunFolder folder, RomStore roms, RunStart start) {
    if (SummaryFile.isCompleted(folder.summaryFile())
        && saved.settings().toConfig().run().frames() <= saved.config().run().frames()) {
      throw new ConfigurationException(
          "run "
              + folder.path()
              + " is complete; there is nothing to resume. A larger --frames goes on with it");
    }
    return new RunOpening(saved.settings(), folder, roms, start).resume(saved.provenance());
  }

  /** Opens a run that goes on from another one's checkpoint, under its own configuration. */
  public static TrainingRun fork(
      Settings<RunConfig> settings,
      RunFolder folder,
      RomStore roms,
      ForkStart fork,
      RunStart start) {
    return new RunOpening(settings, folder, roms, start).fork(fork);
  }

  /**
   * Has the game looked at while it is played.
   *
   * @param viewer is given the emulator of environment 0 after every step; may read its screen and
   *     nothing else, and must not take time
   */
  public void showGameTo(Consumer<Emulator> viewer) {
    this.viewer = viewer;
  }

  /** Trains to the end or until told to stop; writes everything either way. */
  public RunOutcome run(BooleanSupplier stop) {
    boolean completed;
    trainingNanos = System.nanoTime();
    ShortRuns.warnings(config).forEach(LOG::warn);
    progress =
        ProgressDisplay.create(
            RunName.title(config), snapshot(trainer.counters(), Double.NaN, Double.NaN));
    try {
      if (training.owesEvaluation(config)) {
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
    guard.run();
    if (completed) {
      log.completed(counters);
    }
    return summary.write(completed, counters, clock);
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
    if (!training.checkpoints().isSaved()) {
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
        counters.frames(),
        config.run().frames(),
        history.curve().recentMeanReturn(),
        loss,
        epsilon);
  }

  @Override
  public void onStep(Counters counters, Supplier<TrainingMetrics> metrics) {
    if (viewer != null) {
      viewer.accept(trainer.emulator());
    }
    if (config.run().checkpointPeriodFrames() > 0) {
      training.checkpoints().prepare();
    }
    if (progress.isDue()) {
      progress.update(
          snapshot(
              counters,
              metrics.get().value(TrainingMetrics.LOSS),
              metrics.get().value(TrainingMetrics.EPSILON)));
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
    history.curve().episode(counters.frames(), episode.gameReturn());
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
    history.measurements().add(counters.frames(), values);
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
  public void onCheckpointDue(Counters counters, long keptFor) {
    long start = System.nanoTime();
    progress.activity("writing a checkpoint");
    log.checkpoint(counters, trainer.learner().parametersSha256());
    saveTraining(keptFor);
    progress.activity(null);
    String paused = String.format(Locale.ROOT, "%.2f", (System.nanoTime() - start) / 1e9);
    LOG.info("checkpoint at frame {}, training paused for {} s", counters.frames(), paused);
    if (keptFor > 0) {
      LOG.info("kept as a fork point: {}@{}", folder.path(), keptFor);
    }
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
    saveTraining(0);
  }

  private void saveTraining(long keptFor) {
    hasCheckpoint = true;
    training
        .checkpoints()
        .write(
            new RunBooks(log.forcedBytes(), log.checksum(), evaluations.done(), clock.wallSeconds())
                .toMap(),
            keptFor);
  }

  @Override
  public void close() {
    log.close();
    trainer.close();
  }
}
