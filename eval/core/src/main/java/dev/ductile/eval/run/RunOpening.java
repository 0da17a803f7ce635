package dev.ductile.eval.run;

import dev.ductile.agent.config.RunConfig;
import dev.ductile.agent.engine.Engine;
import dev.ductile.agent.settings.ConfigYaml;
import dev.ductile.agent.settings.Settings;
import dev.ductile.agent.training.Trainer;
import dev.ductile.base.files.AtomicFiles;
import dev.ductile.env.rom.RomStore;
import dev.ductile.eval.folder.RunFolder;
import dev.ductile.eval.folder.SummaryFile;
import dev.ductile.eval.run.stored.Provenance;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Everything before a run's first step: a trainer where it begins or goes on, and its outputs. */
final class RunOpening {
  private static final Logger LOG = LoggerFactory.getLogger(RunOpening.class);

  private final Settings<RunConfig> settings;
  private final RunConfig config;
  private final RunFolder folder;
  private final RomStore roms;
  private final RunStart start;
  private final Engine engine;
  private final RunEvaluation evaluation;
  private final long startNanos = System.nanoTime();

  RunOpening(Settings<RunConfig> settings, RunFolder folder, RomStore roms, RunStart start) {
    this.settings = settings;
    this.config = settings.toConfig();
    this.folder = folder;
    this.roms = roms;
    this.start = start;
    this.engine = Engine.named(config.run().engine());
    this.evaluation = new RunEvaluation(config, roms);
  }

  private Trainer trainer() {
    return new Trainer(config, engine, roms, List.of(evaluation.actBatch()));
  }

  /** A run that begins. */
  TrainingRun begin() {
    OpenedTraining training = OpenedTraining.begin(folder, config, this::trainer, start.guard());
    try {
      Provenance provenance = Provenance.now(config, engine, roms, start.command());
      RunLog log = RunLog.create(folder, writeConfig(provenance), config, 0);
      return run(training, log, provenance, RunBooks.NONE, new RunHistory());
    } catch (RuntimeException e) {
      training.trainer().close();
      throw e;
    }
  }

  /** A run that goes on where another one was. Its folder is a run once nothing else is needed. */
  TrainingRun fork(ForkStart fork) {
    OpenedTraining training =
        OpenedTraining.fork(folder, config, this::trainer, start.guard(), fork);
    RunLog log = null;
    try {
      fork.before().otherCpu(engine).ifPresent(LOG::warn);
      Provenance provenance =
          Provenance.now(config, engine, roms, start.command()).forkedFrom(fork.facts());
      String yaml = provenance.comments() + ConfigYaml.write(settings);
      log = RunLog.create(folder, yaml, config, fork.prefix().frames());
      RunBooks books =
          RunBooks.forked(RunBooks.of(fork.prefix().owner()), log.forcedBytes(), log.checksum());
      training.checkpoints().write(books.toMap());
      AtomicFiles.write(folder.configFile(), yaml);
      return run(training.forked(), log, provenance, books, new RunHistory());
    } catch (RuntimeException e) {
      if (log != null) {
        log.close();
      }
      training.trainer().close();
      throw e;
    }
  }

  /**
   * A run that goes on.
   *
   * @param before what its configuration said until now
   */
  TrainingRun resume(Provenance before) {
    OpenedTraining training = OpenedTraining.resume(folder, config, this::trainer, start.guard());
    RunBooks earlier =
        training.saved().map(saved -> RunBooks.of(saved.owner())).orElse(RunBooks.NONE);
    RunLog log = null;
    try {
      log =
          RunLog.resume(
              folder,
              earlier.metricsBytes(),
              earlier.metricsCrc32c(),
              training.startFrames(),
              config);
      // A summary of fewer frames would call the run complete while it goes on.
      SummaryFile.removeIfCompleted(folder.summaryFile());
      RunHistory history = RunHistory.read(folder.metricsFile());
      before.otherCpu(engine).ifPresent(LOG::warn);
      Provenance provenance =
          before.of(config).resumedNow(training.startFrames(), engine, start.command());
      writeConfig(provenance);
      return run(training, log, provenance, earlier, history);
    } catch (RuntimeException e) {
      if (log != null) {
        log.close();
      }
      training.trainer().close();
      throw e;
    }
  }

  /** Writes {@code config.yaml}, and says what stands in it. */
  private String writeConfig(Provenance provenance) {
    String yaml = provenance.comments() + ConfigYaml.write(settings);
    AtomicFiles.write(folder.configFile(), yaml);
    return yaml;
  }

  private TrainingRun run(
      OpenedTraining training,
      RunLog log,
      Provenance provenance,
      RunBooks earlier,
      RunHistory history) {
    TrainingEvaluations evaluations =
        new TrainingEvaluations(
            config, evaluation, training.trainer().learner(), log, history, earlier.evaluations());
    RunSummary summary =
        new RunSummary(
            config, engine, folder, training.trainer().learner(), provenance, history, evaluations);
    RunClock clock = new RunClock(startNanos, earlier.wallSeconds(), training.startFrames());
    return new TrainingRun(
        config, folder, start.guard(), training, log, clock, history, evaluations, summary);
  }
}
