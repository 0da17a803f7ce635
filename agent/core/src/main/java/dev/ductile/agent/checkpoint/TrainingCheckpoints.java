package dev.ductile.agent.checkpoint;

import dev.ductile.agent.config.RunConfig;
import dev.ductile.agent.fork.ForkChanges;
import dev.ductile.agent.settings.ConfigDifferences;
import dev.ductile.agent.settings.FormerDefaults;
import dev.ductile.agent.settings.RunExtension;
import dev.ductile.agent.training.Counters;
import dev.ductile.agent.training.Trainer;
import dev.ductile.base.files.AtomicFiles;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Checkpoints of a training from which it goes on exactly, in a folder.
 *
 * <p>One consists of {@code checkpoint-FRAMES.ductile} (the learner's variables, see {@link
 * LearnerCheckpoint}), {@code checkpoint-FRAMES.state} (see {@link Trainer#save}), a number of
 * {@code replay-FROM-TO.entries}, which checkpoints share, and {@code checkpoint-FRAMES.manifest},
 * which names the others with their SHA-256 and is written last. Every file is written beside its
 * name, forced to disk and renamed, so that a crash leaves the checkpoints before it as they were.
 */
public final class TrainingCheckpoints {
  private static final String STATE_SUFFIX = ".state";

  private final Path folder;
  private final RunConfig config;
  private final Map<String, String> configuration;
  private final Trainer trainer;
  private final ReplayJournal journal;
  private final int keep;
  private final Runnable guard;
  private long lastSavedSteps = -1;

  /**
   * Prepares; writes nothing.
   *
   * @param folder where checkpoints are
   * @param keep how many checkpoints remain, the newest
   */
  public TrainingCheckpoints(Path folder, RunConfig config, Trainer trainer, int keep) {
    this(folder, config, trainer, keep, () -> {});
  }

  /**
   * As above.
   *
   * @param guard called before anything is written; throws if the folder may not be written any
   *     more
   */
  public TrainingCheckpoints(
      Path folder, RunConfig config, Trainer trainer, int keep, Runnable guard) {
    this(folder, config, trainer, keep, ReplayJournal.ENTRIES_PER_FILE, guard);
  }

  /**
   * As above.
   *
   * @param entriesPerFile entries of the replay memory after which {@link #prepare} writes a file
   */
  public TrainingCheckpoints(
      Path folder, RunConfig config, Trainer trainer, int keep, int entriesPerFile) {
    this(folder, config, trainer, keep, entriesPerFile, () -> {});
  }

  private TrainingCheckpoints(
      Path folder,
      RunConfig config,
      Trainer trainer,
      int keep,
      int entriesPerFile,
      Runnable guard) {
    this.folder = folder;
    this.config = config;
    this.configuration = ConfigDifferences.flatten(config);
    this.trainer = trainer;
    this.journal = new ReplayJournal(folder, trainer, entriesPerFile);
    this.keep = keep;
    this.guard = guard;
  }

  /** A checkpoint whose every file was found whole. */
  public static final class Saved {
    private final Path file;
    private final CheckpointManifest manifest;

    private Saved(Path file) {
      this(file, CheckpointManifest.read(file));
    }

    private Saved(Path file, CheckpointManifest manifest) {
      this.file = file;
      this.manifest = manifest;
    }

    /** Its manifest. */
    public Path file() {
      return file;
    }

    /** How far the run had come. */
    public Counters counters() {
      return manifest.counters();
    }

    /** How many frames the run was to have. */
    public long plannedFrames() {
      try {
        return Long.parseLong(manifest.configuration().getOrDefault(RunExtension.KEY, ""));
      } catch (NumberFormatException e) {
        throw new DamagedCheckpointException(
            file + " is damaged: it does not say " + RunExtension.KEY, e);
      }
    }

    /** What the owner of the training gave to {@link #write}. */
    public Map<String, Long> owner() {
      return manifest.owner();
    }
  }

  /**
   * The newest whole checkpoint of a folder, if there are any.
   *
   * @param warnings gets a line for each damaged one that was passed over
   * @throws CheckpointFormatException if the newest whole one is of another format
   * @throws CheckpointException if there are checkpoints but none is whole
   */
  public static Optional<Saved> newest(Path folder, List<String> warnings) {
    return newest(CheckpointManifest.all(folder), folder, warnings);
  }

  /**
   * The newest whole checkpoint before another one, which could not be restored.
   *
   * @throws CheckpointException if there are such checkpoints but none is whole
   */
  public static Optional<Saved> newestBefore(Saved other, Path folder, List<String> warnings) {
    List<Path> manifests = CheckpointManifest.all(folder);
    int at = manifests.indexOf(other.file());
    return newest(manifests.subList(at + 1, manifests.size()), folder, warnings);
  }

  private static Optional<Saved> newest(List<Path> manifests, Path folder, List<String> warnings) {
    for (Path file : manifests) {
      try {
        return Optional.of(new Saved(file));
      } catch (CheckpointFormatException e) {
        throw e; // not damaged: an older one would be of that format too
      } catch (CheckpointException e) {
        warnings.add(e.getMessage() + "; the checkpoint before it is used");
      }
    }
    if (!manifests.isEmpty()) {
      throw new CheckpointException(
          "no checkpoint in " + folder + " is whole: " + warnings.get(0).replaceAll(";[^;]*$", ""));
    }
    return Optional.empty();
  }

  /**
   * Writes new entries of the replay memory early, so that {@link #write} takes no long time. To be
   * called between steps.
   */
  public void prepare() {
    if (journal.isDue()) {
      guard.run();
      journal.spill();
    }
  }

  private CheckpointLoading loading() {
    return new CheckpointLoading(folder, trainer, journal);
  }

  /** The checkpoint that was written last, not read again. */
  public Saved written() {
    Path file = CheckpointManifest.all(folder).get(0);
    return new Saved(file, CheckpointManifest.readUnchecked(file));
  }

  /** Whether the newest checkpoint is of just this agent step. */
  public boolean isSaved() {
    return lastSavedSteps == trainer.counters().agentSteps();
  }

  /**
   * Writes a checkpoint, unless {@link #isSaved}, and deletes old ones. Training is not influenced.
   *
   * @param owner whatever the caller wants back
   * @throws CheckpointException if it cannot be written
   * @throws dev.ductile.base.files.OutputException likewise; checkpoints written before are whole
   */
  public void write(Map<String, Long> owner) {
    write(owner, 0);
  }

  /**
   * As above.
   *
   * @param keptFor the frame for which it is kept however many newer ones are written, as it was
   *     asked for; 0 for none
   */
  public void write(Map<String, Long> owner, long keptFor) {
    if (isSaved()) {
      return;
    }
    guard.run();
    Map<String, Long> remembered = new LinkedHashMap<>(owner);
    if (keptFor > 0) {
      remembered.put(CheckpointManifest.KEPT_FOR, keptFor);
    }
    Counters counters = trainer.counters();
    String stem = CheckpointManifest.stem(counters.frames());
    try {
      Files.createDirectories(folder);
      CheckpointFiles.Whole state =
          CheckpointFiles.write(
              folder,
              stem + STATE_SUFFIX,
              out -> {
                DataOutputStream data = new DataOutputStream(out);
                trainer.save(data);
                data.flush();
              });
      List<CheckpointManifest.ReplayEntries> entries = journal.spill();
      CheckpointFiles.Whole learner =
          LearnerCheckpoint.writeWhole(folder, trainer.learner(), counters);
      new CheckpointManifest(
              CheckpointManifest.FORMAT,
              counters,
              configuration,
              learner,
              state,
              entries,
              remembered)
          .write(folder);
    } catch (IOException e) {
      throw new CheckpointException(
          "cannot write checkpoint " + stem + " in " + folder + ": " + e.getMessage(), e);
    }
    journal.keep();
    lastSavedSteps = counters.agentSteps();
    Retention.tidy(folder, keep);
  }

  /**
   * Puts a fresh trainer, whose memory is empty, where the checkpoint was written. Newer
   * checkpoints, which were found damaged, are deleted: the training will write them again.
   *
   * @throws DamagedCheckpointException if it holds what cannot be; the trainer is of no use then
   * @throws CheckpointException if the checkpoint is of another configuration (names the keys), or
   *     cannot be read
   */
  public void restore(Saved saved) {
    CheckpointManifest manifest = saved.manifest;
    RunExtension.require(config, saved.plannedFrames(), config.run().frames());
    Map<String, String> before = FormerDefaults.fill(manifest.configuration());
    before.put(RunExtension.KEY, configuration.get(RunExtension.KEY));
    List<String> differences = ConfigDifferences.between(before, configuration);
    if (!differences.isEmpty()) {
      throw new CheckpointException(
          saved.file()
              + " is of another configuration: "
              + String.join("; ", differences)
              + "; start a new run with it");
    }
    loading().load(manifest, saved.file(), trainer::restore, variable -> false);
    lastSavedSteps = trainer.counters().agentSteps();
    AtomicFiles.removeLeftovers(folder);
    for (Path other : CheckpointManifest.all(folder)) {
      if (other.getFileName().toString().compareTo(saved.file().getFileName().toString()) > 0) {
        Retention.delete(other);
      }
    }
  }

  /**
   * Puts a fresh trainer, whose memory is empty, where another run was, and lets the interventions
   * enter that are new. The other run's files are linked into the folder, which must be new; {@link
   * #write} makes a checkpoint of this run of them, and has to follow.
   *
   * @throws CheckpointException if the checkpoint is damaged or cannot be read
   */
  public void fork(ForkPrefix prefix, ForkChanges changes) {
    Path file =
        folder.resolve(CheckpointManifest.stem(prefix.frames()) + CheckpointManifest.SUFFIX);
    try {
      loading()
          .load(
              prefix.linkInto(folder),
              file,
              state -> trainer.restoreForked(state, changes),
              changes::bring);
      trainer.enter(changes);
    } catch (RuntimeException e) {
      prefix.unlink(folder);
      throw e;
    }
  }
}
