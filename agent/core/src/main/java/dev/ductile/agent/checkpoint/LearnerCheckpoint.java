package dev.ductile.agent.checkpoint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ductile.agent.engine.Variable;
import dev.ductile.agent.learner.Learner;
import dev.ductile.agent.training.Counters;
import dev.ductile.base.files.ReadFailures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * A learner's variables (parameters, target, optimizer state) and the run's counters in one file,
 * {@code checkpoint-FRAMES.ductile}: enough to evaluate an agent.
 */
public final class LearnerCheckpoint {
  private static final String SUFFIX = ".ductile";
  private static final String PREFIX = "checkpoint-";

  /** Of the header, in the order of {@link Counters}. */
  private static final List<String> COUNTERS =
      List.of("frames", "agentSteps", "updates", "episodes");

  private LearnerCheckpoint() {}

  /**
   * Writes a checkpoint into a folder, atomically.
   *
   * @throws dev.ductile.base.files.OutputException if it cannot be written; older files are
   *     untouched
   */
  public static Path write(Path folder, Learner learner, Counters counters) {
    return folder.resolve(writeWhole(folder, learner, counters).name());
  }

  /** As {@link #write}; gives size and hash as well. */
  static CheckpointFiles.Whole writeWhole(Path folder, Learner learner, Counters counters) {
    Map<String, float[]> sections = new LinkedHashMap<>();
    List<Variable> variables = learner.variables();
    List<float[]> values = learner.read(variables);
    for (int i = 0; i < values.size(); i++) {
      sections.put(variables.get(i).name(), values.get(i));
    }
    ObjectNode header = new ObjectMapper().createObjectNode();
    header.put("frames", counters.frames());
    header.put("agentSteps", counters.agentSteps());
    header.put("updates", counters.updates());
    header.put("episodes", counters.episodes());
    header.put("parametersSha256", learner.parametersSha256());
    Path file = folder.resolve(CheckpointManifest.stem(counters.frames()) + SUFFIX);
    return SectionFile.write(file, header, sections);
  }

  /**
   * What a learner was loaded from.
   *
   * @param file the checkpoint
   * @param counters how far the run had come
   */
  public record Restored(Path file, Counters counters) {}

  /** The newest checkpoint in a folder, if there is one. */
  public static Optional<Path> newest(Path folder) {
    return all(folder).stream().findFirst();
  }

  /** All checkpoints of a folder, newest first. */
  private static List<Path> all(Path folder) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(f -> f.getFileName().toString().startsWith(PREFIX))
          .filter(f -> f.getFileName().toString().endsWith(SUFFIX))
          .sorted(Comparator.comparing((Path f) -> f.getFileName().toString()).reversed())
          .toList();
    } catch (IOException e) {
      throw new CheckpointException("cannot list " + folder + ": " + ReadFailures.reason(e), e);
    }
  }

  /**
   * Loads the newest checkpoint of a folder that is whole.
   *
   * @param warnings gets a line for each damaged one that was passed over
   * @throws CheckpointException if there is none, or none is whole (says why the newest is not)
   */
  public static Restored readNewest(Path folder, Learner learner, List<String> warnings) {
    CheckpointException newest = null;
    for (Path file : all(folder)) {
      try {
        Restored restored = new Restored(file, read(file, learner));
        if (newest != null) {
          warnings.add(newest.getMessage() + "; read instead: " + file.getFileName());
        }
        return restored;
      } catch (CheckpointException e) {
        newest = newest == null ? e : newest;
      }
    }
    throw newest == null ? new CheckpointException("no checkpoint in " + folder) : newest;
  }

  /**
   * Loads every variable of a learner of the same shape.
   *
   * @throws CheckpointException if the file is damaged or of another network
   */
  public static Counters read(Path file, Learner learner) {
    return read(file, learner, name -> false);
  }

  /** As above; variables that may be missing keep their values where they are. */
  static Counters read(Path file, Learner learner, Predicate<String> mayBeMissing) {
    try {
      SectionFile.Content content = SectionFile.read(file);
      Counters counters = counters(file, content.header());
      List<Variable> variables = new ArrayList<>();
      for (Variable variable : learner.variables()) {
        float[] values = content.sections().get(variable.name());
        if (values == null && mayBeMissing.test(variable.name())) {
          continue;
        }
        variables.add(variable);
        if (values == null || values.length != variable.shape().elements()) {
          throw new CheckpointException(
              file
                  + " does not fit the configured agent: "
                  + variable.name()
                  + " needs "
                  + variable.shape().elements()
                  + " values, the file has "
                  + (values == null ? "none" : values.length));
        }
      }
      learner.write(
          variables, variables.stream().map(v -> content.sections().get(v.name())).toList());
      return counters;
    } catch (IOException e) {
      throw new CheckpointException(
          "cannot read checkpoint " + file + ": " + ReadFailures.reason(e), e);
    }
  }

  /**
   * Hash of the online parameters in a checkpoint, as it says itself.
   *
   * @throws CheckpointException if it cannot be read
   */
  static String parametersSha256(Path file) {
    try {
      return SectionFile.read(file).header().path("parametersSha256").asText();
    } catch (IOException e) {
      throw new CheckpointException(
          "cannot read checkpoint " + file + ": " + ReadFailures.reason(e), e);
    }
  }

  private static Counters counters(Path file, JsonNode header) {
    long[] counts = new long[COUNTERS.size()];
    for (int i = 0; i < counts.length; i++) {
      JsonNode count = header.path(COUNTERS.get(i));
      if (!count.isIntegralNumber() || !count.canConvertToLong() || count.asLong() < 0) {
        throw new DamagedCheckpointException(
            file + " is damaged: its header has no number of " + COUNTERS.get(i));
      }
      counts[i] = count.asLong();
    }
    return new Counters(counts[0], counts[1], counts[2], counts[3]);
  }
}
