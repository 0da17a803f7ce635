package dev.ductile.agent.checkpoint;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.ductile.agent.training.Counters;
import dev.ductile.base.files.AtomicFiles;
import dev.ductile.base.files.Digests;
import dev.ductile.base.files.ReadFailures;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What belongs to a checkpoint. It is written last: a checkpoint without one was never finished.
 * The file holds a line of JSON and a line with the SHA-256 of the first.
 *
 * @param format what the files hold and how; see {@link #FORMAT}
 * @param counters how far the run had come
 * @param configuration of the run, by dotted key
 * @param learner the learner's variables
 * @param state everything else but the replay memory's entries
 * @param entries the replay memory's entries, oldest first
 * @param owner what the owner of the training wants back, such as the length of its log
 */
record CheckpointManifest(
    int format,
    Counters counters,
    Map<String, String> configuration,
    CheckpointFiles.Whole learner,
    CheckpointFiles.Whole state,
    List<ReplayEntries> entries,
    Map<String, Long> owner) {
  static final String SUFFIX = ".manifest";

  /** Among what the owner wants back: see {@link #keptFor}. */
  static final String KEPT_FOR = "keptForFrames";

  /**
   * The format that is written, and the only one that is read. 2: the state ends with that of the
   * interventions. Manifests without a number are of format 1.
   */
  static final int FORMAT = 2;

  /** The hash is over single-byte characters. */
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .build();

  /**
   * Entries of all slots in one file, slot by slot.
   *
   * @param file the file
   * @param from first sequence number of each slot
   * @param to end of each slot's range
   */
  record ReplayEntries(CheckpointFiles.Whole file, long[] from, long[] to) {
    private boolean isPossible() {
      boolean possible = file.isNamedPlainly() && from.length == to.length;
      for (int slot = 0; possible && slot < from.length; slot++) {
        possible = from[slot] >= 0 && from[slot] <= to[slot];
      }
      return possible;
    }
  }

  /** Name without suffix of what is saved at a frame. */
  static String stem(long frames) {
    return String.format(Locale.ROOT, "checkpoint-%012d", frames);
  }

  void write(Path folder) {
    try {
      String json = JSON.writeValueAsString(this);
      AtomicFiles.write(
          folder.resolve(stem(counters.frames()) + SUFFIX), json + "\n" + hash(json) + "\n");
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * Reads a manifest and looks at every file that it names.
   *
   * @throws CheckpointFormatException if it is of another format
   * @throws CheckpointException naming the first thing that is not as it was
   */
  static CheckpointManifest read(Path file) {
    CheckpointManifest manifest = readUnchecked(file);
    for (CheckpointFiles.Whole each : manifest.files()) {
      String damage = each.damage(file.toAbsolutePath().getParent());
      if (damage != null) {
        throw new DamagedCheckpointException(file + " is damaged: " + damage);
      }
    }
    return manifest;
  }

  /** Reads a manifest without looking at its files. */
  static CheckpointManifest readUnchecked(Path file) {
    try {
      // Latin-1 reads any bytes, so that damage shows in the hash.
      List<String> lines = Files.readAllLines(file, StandardCharsets.ISO_8859_1);
      if (lines.size() != 2 || !hash(lines.get(0)).equals(lines.get(1))) {
        throw new DamagedCheckpointException(file + " is damaged: its SHA-256 does not match");
      }
      byte[] json = lines.get(0).getBytes(StandardCharsets.ISO_8859_1);
      JsonNode tree = JSON.readTree(json);
      int format = tree.path("format").asInt(1);
      if (format != FORMAT) {
        throw new CheckpointFormatException(
            file
                + " has format "
                + format
                + ", this version of Ductile reads format "
                + FORMAT
                + ": go on with the version that wrote it, or start a new run");
      }
      CheckpointManifest manifest = JSON.treeToValue(tree, CheckpointManifest.class);
      if (manifest == null || !manifest.isPossible()) {
        throw new DamagedCheckpointException(file + " is damaged: its numbers cannot be right");
      }
      return manifest;
    } catch (JsonProcessingException e) {
      throw new DamagedCheckpointException(
          file + " is damaged: " + e.getOriginalMessage().lines().findFirst().orElse(""), e);
    } catch (IOException e) {
      throw new CheckpointException(
          "cannot read checkpoint " + file + ": " + ReadFailures.reason(e), e);
    }
  }

  /** The frame for which it is kept however many are newer; 0 for none. */
  long keptFor() {
    return owner.getOrDefault(KEPT_FOR, 0L);
  }

  /** Every file that it names. */
  List<CheckpointFiles.Whole> files() {
    List<CheckpointFiles.Whole> files = new ArrayList<>();
    files.add(learner);
    files.add(state);
    entries.forEach(part -> files.add(part.file()));
    return files;
  }

  private boolean isPossible() {
    return counters.frames() >= 0
        && counters.agentSteps() >= 0
        && counters.updates() >= 0
        && counters.episodes() >= 0
        && learner.isNamedPlainly()
        && state.isNamedPlainly()
        && entries.stream().allMatch(part -> part != null && part.isPossible())
        && owner.values().stream().allMatch(value -> value != null);
  }

  private static String hash(String json) {
    return Digests.sha256(json.getBytes(StandardCharsets.ISO_8859_1));
  }

  /** All manifests of a folder, newest first. */
  static List<Path> all(Path folder) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(f -> f.getFileName().toString().endsWith(SUFFIX))
          .filter(Files::isRegularFile)
          .sorted(Comparator.comparing((Path f) -> f.getFileName().toString()).reversed())
          .toList();
    } catch (IOException e) {
      throw new CheckpointException("cannot list " + folder + ": " + ReadFailures.reason(e), e);
    }
  }
}
