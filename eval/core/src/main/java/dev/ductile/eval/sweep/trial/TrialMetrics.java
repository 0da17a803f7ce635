package dev.ductile.eval.sweep.trial;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.ductile.base.files.OutputException;
import dev.ductile.base.files.ReadFailures;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/** The figures of finished trials, each summary read once. */
public final class TrialMetrics {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final List<TrialResult> results;
  private final Map<Path, JsonNode> summaries = new HashMap<>();

  /** The figures of some trials. */
  public TrialMetrics(List<TrialResult> results) {
    this.results = new ArrayList<>(results);
  }

  /** The trials. */
  public List<TrialResult> results() {
    return results;
  }

  /**
   * A number of a finished trial.
   *
   * @param metric dotted path into its {@code summary.json}; in a list, a number counts from 0, and
   *     a negative one from the end: {@code tasks.-1.score}
   * @return empty if the trial is not done or its summary has no number there, as null is none; NaN
   *     and the infinities are numbers
   */
  public OptionalDouble value(TrialResult result, String metric) {
    if (result.state() != TrialState.DONE) {
      return OptionalDouble.empty();
    }
    JsonNode node = node(result, metric);
    if (node.isNumber()) {
      return OptionalDouble.of(node.asDouble());
    }
    return switch (node.asText("")) {
      case "NaN", "Infinity", "-Infinity" -> OptionalDouble.of(Double.parseDouble(node.asText()));
      default -> OptionalDouble.empty();
    };
  }

  /**
   * Whether a finished trial's summary says anything there, be it that there is no number.
   *
   * @param metric as of {@link #value}
   */
  public boolean has(TrialResult result, String metric) {
    return result.state() == TrialState.DONE && !node(result, metric).isMissingNode();
  }

  private JsonNode node(TrialResult result, String metric) {
    Path file = result.folder().summaryFile();
    return find(summaries.computeIfAbsent(file, TrialMetrics::read), metric);
  }

  /**
   * Names may have dots in them, as {@code dormant@0.025} has: the longest that exists is meant.
   */
  private static JsonNode find(JsonNode node, String path) {
    if (path.isEmpty()) {
      return node;
    }
    for (int end = path.length(); end > 0; end = path.lastIndexOf('.', end - 1)) {
      String name = path.substring(0, end);
      JsonNode child = node.isArray() ? entry(node, name) : node.path(name);
      if (!child.isMissingNode()) {
        return find(child, end == path.length() ? "" : path.substring(end + 1));
      }
    }
    return MissingNode.getInstance();
  }

  private static JsonNode entry(JsonNode list, String part) {
    if (!part.matches("-?\\d{1,9}")) {
      return MissingNode.getInstance();
    }
    int index = Integer.parseInt(part);
    return list.path(index < 0 ? list.size() + index : index);
  }

  private static JsonNode read(Path file) {
    try {
      return JSON.readTree(file.toFile());
    } catch (IOException e) {
      throw new OutputException("cannot read " + file + ": " + ReadFailures.reason(e), e);
    }
  }
}
