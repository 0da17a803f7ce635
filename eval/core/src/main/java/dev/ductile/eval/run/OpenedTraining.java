package dev.ductile.eval.run;

import dev.ductile.agent.checkpoint.CheckpointException;
import dev.ductile.agent.checkpoint.DamagedCheckpointException;
import dev.ductile.agent.checkpoint.TrainingCheckpoints;
import dev.ductile.agent.config.RunConfig;
import dev.ductile.agent.training.Trainer;
import dev.ductile.base.files.AtomicFiles;
import dev.ductile.eval.folder.RunFolder;
import dev.ductile.eval.folder.SummaryFile;
import dev.ductile.eval.log.LogLines;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A trainer where a run begins or goes on, with its checkpoints. Here is decided what a resume
 * takes from its folder: the newest checkpoint that is whole and can be restored.
 *
 * @param saved the checkpoint at which the trainer stands; empty at a run's beginning
 */
record OpenedTraining(
    Trainer trainer, TrainingCheckpoints checkpoints, Optional<TrainingCheckpoints.Saved> saved) {
  private static final Logger LOG = LoggerFactory.getLogger(OpenedTraining.class);
  private static final int CHECKPOINTS_KEPT = 3;

  /**
   * A run that begins.
   *
   * @param guard called before a checkpoint is written
   */
  static OpenedTraining begin(
      RunFolder folder, RunConfig config, Supplier<Trainer> trainers, Runnable guard) {
    return open(folder, config, trainers, guard, Optional.empty());
  }

  /**
   * A run that goes on from another one's checkpoint. It has none of its own yet: {@link #forked}.
   *
   * @param trainers makes a fresh trainer
   */
  static OpenedTraining fork(
      RunFolder folder,
      RunConfig config,
      Supplier<Trainer> trainers,
      Runnable guard,
      ForkStart fork) {
    OpenedTraining opened = open(folder, config, trainers, guard, Optional.empty());
    try {
      opened.checkpoints().fork(fork.prefix(), fork.changes());
      return opened;
    } catch (RuntimeException e) {
      opened.trainer().close();
      throw e;
    }
  }

  /** The fork, with the checkpoint at which it begins written. */
  OpenedTraining forked() {
    return new OpenedTraining(trainer, checkpoints, Optional.of(checkpoints.written()));
  }

  /**
   * A run that goes on, at its beginning if it has no checkpoint yet.
   *
   * @param trainers makes a fresh trainer: one that could not be restored is of no use any more
   * @throws CheckpointException if there are checkpoints, or were, but none can be gone on from
   */
  static OpenedTraining resume(
      RunFolder folder, RunConfig config, Supplier<Trainer> trainers, Runnable guard) {
    Optional<TrainingCheckpoints.Saved> saved =
        logged(warnings -> TrainingCheckpoints.newest(folder.checkpointFolder(), warnings));
    if (saved.isEmpty()) {
      if (SummaryFile.isCompleted(folder.summaryFile())) {
        throw new CheckpointException(
            "run "
                + folder.path()
                + " cannot go on: it was pruned or imported, and has its parameters only; start a"
                + " new run");
      }
      refuseLostCheckpoints(folder);
      LOG.warn("run {} has no checkpoint yet: it begins anew", folder.path());
      AtomicFiles.removeLeftovers(folder.checkpointFolder());
    }
    for (; ; ) {
      try {
        return open(folder, config, trainers, guard, saved);
      } catch (DamagedCheckpointException e) {
        TrainingCheckpoints.Saved bad = saved.orElseThrow(() -> e);
        saved =
            logged(
                warnings ->
                    TrainingCheckpoints.newestBefore(bad, folder.checkpointFolder(), warnings));
        if (saved.isEmpty()) {
          throw e;
        }
        LOG.warn("{}; the checkpoint before it is used", e.getMessage());
      }
    }
  }

  /** Emulator frames of the run where it goes on; 0 where it begins. */
  long startFrames() {
    return saved.map(from -> from.counters().frames()).orElse(0L);
  }

  /** Whether an evaluation is to be made before the first step. */
  boolean owesEvaluation(RunConfig config) {
    return saved
        .filter(
            from -> OwedEvaluation.isOwed(config, from.plannedFrames(), from.counters().frames()))
        .isPresent();
  }

  /** Looks for a checkpoint and says which were passed over. */
  private interface Search {
    Optional<TrainingCheckpoints.Saved> find(List<String> warnings);
  }

  private static Optional<TrainingCheckpoints.Saved> logged(Search search) {
    List<String> warnings = new ArrayList<>();
    Optional<TrainingCheckpoints.Saved> saved = search.find(warnings);
    warnings.forEach(LOG::warn);
    return saved;
  }

  private static OpenedTraining open(
      RunFolder folder,
      RunConfig config,
      Supplier<Trainer> trainers,
      Runnable guard,
      Optional<TrainingCheckpoints.Saved> saved) {
    Trainer trainer = trainers.get();
    try {
      TrainingCheckpoints checkpoints =
          new TrainingCheckpoints(
              folder.checkpointFolder(), config, trainer, CHECKPOINTS_KEPT, guard);
      saved.ifPresent(
          from -> {
            LOG.info("going on from {}", from.file());
            checkpoints.restore(from);
          });
      return new OpenedTraining(trainer, checkpoints, saved);
    } catch (RuntimeException e) {
      trainer.close();
      throw e;
    }
  }

  /**
   * A log that tells of a checkpoint is not cut to nothing because that is gone. The line comes
   * before the file is written: as the last one it may be of a checkpoint that was never finished.
   */
  private static void refuseLostCheckpoints(RunFolder folder) {
    if (!Files.exists(folder.metricsFile())) {
      return;
    }
    long[] frame = {-1};
    LogLines.forEach(
        folder.metricsFile(),
        line -> {
          if (frame[0] >= 0) {
            throw new CheckpointException(
                String.format(
                        Locale.ROOT,
                        "run %s has no checkpoint any more, though it had one at frame %d; put %s"
                            + " back from",
                        folder.path(),
                        frame[0],
                        folder.checkpointFolder())
                    + " a copy, or start a new run");
          }
          if (line.path("kind").asText().equals("checkpoint")) {
            frame[0] = line.path("frames").asLong();
          }
        });
  }
}
