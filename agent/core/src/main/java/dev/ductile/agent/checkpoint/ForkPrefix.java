package dev.ductile.agent.checkpoint;

import dev.ductile.agent.settings.ConfigurationHash;
import dev.ductile.agent.settings.FormerDefaults;
import dev.ductile.base.files.AtomicFiles;
import dev.ductile.base.files.OutputException;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;

/** The checkpoint of another run from which a fork goes on. That run is never written to. */
public final class ForkPrefix {
  private final Path folder;
  private final String name;
  private final CheckpointManifest manifest;

  private ForkPrefix(Path folder, String name) {
    this.folder = folder;
    this.name = name;
    this.manifest = CheckpointManifest.readUnchecked(folder.resolve(name));
  }

  /**
   * Looks at a checkpoint.
   *
   * @param folder with the run's checkpoints
   * @param frames emulator frames of one of {@link ForkPoints#frames}
   * @throws CheckpointException if it cannot be read
   */
  public static ForkPrefix of(Path folder, long frames) {
    return new ForkPrefix(folder, CheckpointManifest.stem(frames) + CheckpointManifest.SUFFIX);
  }

  /** How far the run had come. */
  public long frames() {
    return manifest.counters().frames();
  }

  /** Every value of its configuration as text, by dotted key. */
  public Map<String, String> configuration() {
    return FormerDefaults.fill(manifest.configuration());
  }

  /** Hash of its configuration. */
  public String configurationSha256() {
    return ConfigurationHash.sha256(configuration());
  }

  /** Hash of the online parameters there. */
  public String parametersSha256() {
    return LearnerCheckpoint.parametersSha256(folder.resolve(manifest.learner().name()));
  }

  /** What the owner of the training gave to {@link TrainingCheckpoints#write}. */
  public Map<String, Long> owner() {
    return manifest.owner();
  }

  /**
   * Puts all its files into another folder, as hard links where that is possible, else as copies:
   * the run may be deleted from then on. Files are never changed in place, only replaced.
   *
   * @return the manifest there, with every file found whole
   */
  CheckpointManifest linkInto(Path to) {
    link(name, to);
    manifest.files().forEach(file -> link(file.name(), to));
    return CheckpointManifest.read(to.resolve(name));
  }

  /** Takes the files out of that folder again; what else is there stays. */
  void unlink(Path to) {
    Retention.delete(to.resolve(name));
    manifest.files().forEach(file -> Retention.delete(to.resolve(file.name())));
    String[] others = to.toFile().list();
    if (others != null && others.length == 0) {
      Retention.delete(to);
    }
  }

  private void link(String file, Path to) {
    Path from = folder.resolve(file);
    Path linked = to.resolve(file);
    try {
      Files.createDirectories(to);
      try {
        Files.createLink(linked, from.toRealPath());
      } catch (NoSuchFileException e) {
        throw e;
      } catch (FileSystemException | UnsupportedOperationException e) {
        AtomicFiles.write(linked, out -> Files.copy(from, out)); // on another disk, or another's
      }
    } catch (NoSuchFileException e) {
      throw new CheckpointException(
          from
              + " is not there any more: a run that goes on keeps its newest checkpoints only, and"
              + " those of --keep-checkpoints-at",
          e);
    } catch (IOException e) {
      throw OutputException.cannotWrite(linked, e);
    }
  }
}
