package dev.ductile.eval.run.stored;

import dev.ductile.agent.checkpoint.CheckpointConfiguration;
import dev.ductile.agent.checkpoint.CheckpointException;
import dev.ductile.agent.checkpoint.LearnerCheckpoint;
import dev.ductile.agent.config.RunConfig;
import dev.ductile.agent.engine.Engine;
import dev.ductile.agent.learner.Learner;
import dev.ductile.agent.training.Counters;
import dev.ductile.agent.training.Learners;
import dev.ductile.env.AtariEnv;
import dev.ductile.env.rom.RomStore;
import dev.ductile.eval.folder.RunFolder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A finished or stopped run, read back: its configuration and its newest checkpoint. */
public final class LoadedRun implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LoadedRun.class);

  private final RunConfig config;
  private final Learner learner;
  private final Counters counters;
  private final Path checkpoint;
  private final List<String> changes;

  private LoadedRun(
      RunConfig config,
      Learner learner,
      LearnerCheckpoint.Restored restored,
      List<String> changes) {
    this.config = config;
    this.learner = learner;
    this.counters = restored.counters();
    this.checkpoint = restored.file();
    this.changes = changes;
  }

  /**
   * Reads a run folder: its newest checkpoint that is whole; a line is logged if that is not the
   * newest, and one if {@code config.yaml} was changed since it was written, see {@link #changes}.
   *
   * @param actBatches batch sizes that will be acted upon
   * @throws dev.ductile.base.ConfigurationException if it is not a run folder
   * @throws CheckpointException if it has no checkpoint or none that is whole
   */
  public static LoadedRun open(Path path, RomStore roms, List<Integer> actBatches) {
    RunConfig config = SavedConfig.read(path).config();
    RunFolder folder = new RunFolder(path);
    if (LearnerCheckpoint.newest(folder.checkpointFolder()).isEmpty()) {
      throw new CheckpointException("run " + path + " has no checkpoint to load");
    }
    Engine engine = Engine.named(config.run().engine());
    Learner learner = Learners.create(config, engine, actions(config, roms), actBatches);
    try {
      List<String> warnings = new ArrayList<>();
      LearnerCheckpoint.Restored restored = restore(folder, config, learner, warnings);
      warnings.forEach(LOG::warn);
      List<String> changes = CheckpointConfiguration.changesInPlay(restored.file(), config);
      if (!changes.isEmpty()) {
        LOG.warn("{}: {}", changed(folder, restored.file()), String.join("; ", changes));
      }
      return new LoadedRun(config, learner, restored, changes);
    } catch (RuntimeException e) {
      learner.close();
      throw e;
    }
  }

  private static LearnerCheckpoint.Restored restore(
      RunFolder folder, RunConfig config, Learner learner, List<String> warnings) {
    try {
      return LearnerCheckpoint.readNewest(folder.checkpointFolder(), learner, warnings);
    } catch (CheckpointException e) {
      Path newest = LearnerCheckpoint.newest(folder.checkpointFolder()).orElseThrow();
      List<String> changes = CheckpointConfiguration.changesInPlay(newest, config);
      if (changes.isEmpty()) {
        throw e;
      }
      throw new CheckpointException(
          e.getMessage() + "; " + changed(folder, newest) + ": " + String.join("; ", changes), e);
    }
  }

  private static String changed(RunFolder folder, Path checkpoint) {
    return folder.configFile() + " was changed since " + checkpoint.getFileName() + " was written";
  }

  /** Number of actions of a configuration's game. */
  static int actions(RunConfig config, RomStore roms) {
    try (AtariEnv env = AtariEnv.open(config.env(), 0, 0, roms)) {
      return env.actions().size();
    }
  }

  /** Its configuration. */
  public RunConfig config() {
    return config;
  }

  /** The trained learner. */
  public Learner learner() {
    return learner;
  }

  /** How far it had come at the checkpoint. */
  public Counters counters() {
    return counters;
  }

  /** The checkpoint that was read. */
  public Path checkpoint() {
    return checkpoint;
  }

  /**
   * What {@code config.yaml} says otherwise than the checkpoint, of all that decides how the agent
   * plays: "env.frameSkip was 4, now 2".
   */
  public List<String> changes() {
    return changes;
  }

  @Override
  public void close() {
    learner.close();
  }
}
