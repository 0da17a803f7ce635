package dev.ductile.agent.checkpoint;

import dev.ductile.base.files.ReadFailures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Which checkpoints of a folder remain: the newest, and those that are kept as fork points. */
final class Retention {
  private static final String OURS = "checkpoint-\\d+\\.(ductile|state)|replay-\\d+-\\d+\\.entries";

  private Retention() {}

  /**
   * Deletes old manifests, then every file that none of the others names.
   *
   * @param keep how many remain, besides those that are kept
   */
  static void tidy(Path folder, int keep) {
    Set<String> named = new HashSet<>();
    int newest = 0;
    for (Path file : CheckpointManifest.all(folder)) {
      CheckpointManifest manifest = readOrNull(file);
      boolean counted = manifest == null || manifest.keptFor() == 0;
      if (manifest == null || counted && newest >= keep) {
        delete(file);
      } else {
        manifest.files().forEach(each -> named.add(each.name()));
      }
      newest += counted ? 1 : 0;
    }
    for (Path file : ours(folder)) {
      if (!named.contains(file.getFileName().toString())) {
        delete(file);
      }
    }
  }

  /** Null if it is damaged. */
  private static CheckpointManifest readOrNull(Path file) {
    try {
      return CheckpointManifest.readUnchecked(file);
    } catch (CheckpointException e) {
      return null;
    }
  }

  private static List<Path> ours(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.getFileName().toString().matches(OURS)).toList();
    } catch (IOException e) {
      throw new CheckpointException("cannot list " + folder + ": " + ReadFailures.reason(e), e);
    }
  }

  static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new CheckpointException("cannot delete " + file + ": " + e.getMessage(), e);
    }
  }
}
