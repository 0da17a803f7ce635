package dev.ductile.eval.score;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ductile.base.files.OutputException;
import dev.ductile.base.files.ReadFailures;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Reads {@code metrics.jsonl} for scores. Lines of other kinds are passed over unread, as most are
 * of them. A last line that is not whole is one that a running or killed run was writing.
 */
final class RunRecordReader {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** What every line begins with; its kind follows. */
  private static final String HEAD = "{\"kind\":\"";

  private static final Set<String> COUNTERS =
      Set.of("kind", "frames", "agentSteps", "updates", "episodes");

  private final TrainingGames games = new TrainingGames();
  private final List<ScoredEvaluation> evaluations = new ArrayList<>();
  private final TreeMap<Long, Map<String, Double>> measurements = new TreeMap<>();
  private long lastFrames;

  private RunRecordReader() {}

  /**
   * Reads a file; one that is not there holds nothing.
   *
   * @throws OutputException if it cannot be read or is damaged
   */
  static RunRecord read(Path metrics) {
    RunRecordReader reader = new RunRecordReader();
    try (BufferedReader lines = Files.newBufferedReader(metrics)) {
      int number = 1;
      for (String line = lines.readLine(); line != null; number++) {
        String next = lines.readLine();
        reader.take(line, next == null, metrics, number);
        line = next;
      }
    } catch (NoSuchFileException e) {
      return reader.record(); // a run that was killed before its first line
    } catch (IOException e) {
      throw new OutputException("cannot read " + metrics + ": " + ReadFailures.reason(e), e);
    }
    return reader.record();
  }

  private RunRecord record() {
    return new RunRecord(games, evaluations, lastFrames, measurements);
  }

  private void take(String line, boolean isLast, Path file, int number) {
    boolean wanted =
        isLast
            || !line.startsWith(HEAD)
            || line.startsWith("episode\"", HEAD.length())
            || line.startsWith("evaluation\"", HEAD.length())
            || line.startsWith("measurement\"", HEAD.length());
    if (!wanted) {
      return;
    }
    try {
      take(JSON.readTree(line));
    } catch (JsonProcessingException e) {
      if (!isLast) {
        throw new OutputException(
            file + " is damaged: line " + number + " is not JSON; put the file back from a copy",
            e);
      }
    }
  }

  private void take(JsonNode line) {
    long frames = line.path("frames").asLong();
    lastFrames = Math.max(lastFrames, frames);
    switch (line.path("kind").asText()) {
      case "episode" ->
          games.add(
              frames, line.path("return").asDouble(Double.NaN), line.path("lengthFrames").asInt());
      case "evaluation" -> evaluations.add(ScoredEvaluation.of(frames, line, "evaluationEpisodes"));
      case "measurement" -> measurements.put(frames, numbers(line));
      default -> {} // no score
    }
  }

  /** Strings stand for NaN and the infinities. */
  private static Map<String, Double> numbers(JsonNode line) {
    Map<String, Double> numbers = new LinkedHashMap<>();
    line.properties()
        .forEach(
            entry -> {
              if (!COUNTERS.contains(entry.getKey())) {
                numbers.put(entry.getKey(), entry.getValue().asDouble(Double.NaN));
              }
            });
    return numbers;
  }
}
