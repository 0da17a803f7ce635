package dev.ductile.eval.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ductile.eval.log.LogLines;
import dev.ductile.eval.plot.MeasurementCurves;
import dev.ductile.eval.run.figure.RunCurve;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a run has played and measured so far, in this process or as its log tells. */
final class RunHistory {
  private static final ObjectMapper JSON = new ObjectMapper();
  private final RunCurve curve = new RunCurve();
  private final MeasurementCurves measurements = new MeasurementCurves();
  private Map<String, Object> lastEvaluation;

  /** Reads what a log, which must have been cut to the checkpoint, tells. */
  static RunHistory read(Path metrics) {
    RunHistory history = new RunHistory();
    LogLines.forEach(metrics, history::take);
    return history;
  }

  private void take(JsonNode line) {
    long frames = line.path("frames").asLong();
    switch (line.path("kind").asText()) {
      case "episode" -> curve.episode(frames, line.path("return").asDouble());
      case "evaluation" -> {
        curve.evaluation(
            frames,
            line.path("evaluationEpisodes").asInt(),
            number(line, "meanReturn"),
            number(line, "minReturn"),
            number(line, "maxReturn"));
        lastEvaluation = figures(line);
      }
      case "measurement" -> measurements.add(frames, numbers(line));
      default -> {} // nothing that is needed again
    }
  }

  /** NaN for what is null, or missing, or the string that stands for it. */
  private static double number(JsonNode line, String key) {
    return line.path(key).asDouble(Double.NaN);
  }

  /** All numbers of a line; strings stand for NaN and the infinities. */
  private static Map<String, Double> numbers(JsonNode line) {
    Map<String, Double> numbers = new LinkedHashMap<>();
    line.properties()
        .forEach(entry -> numbers.put(entry.getKey(), entry.getValue().asDouble(Double.NaN)));
    return numbers;
  }

  /** As {@code EvaluationResult.toMap} gave them. */
  private static Map<String, Object> figures(JsonNode line) {
    Map<String, Object> figures = new LinkedHashMap<>();
    line.properties()
        .forEach(
            entry ->
                figures.put(entry.getKey(), JSON.convertValue(entry.getValue(), Object.class)));
    figures.keySet().removeAll(RunLog.COUNTER_KEYS);
    Map<String, String> names = new HashMap<>();
    RunLog.EVALUATION_KEYS.forEach((name, inLine) -> names.put(inLine, name));
    Map<String, Object> renamed = new LinkedHashMap<>();
    figures.forEach((key, value) -> renamed.put(names.getOrDefault(key, key), value));
    return renamed;
  }

  /** Returns of games and evaluations. */
  RunCurve curve() {
    return curve;
  }

  /** All that was measured. */
  MeasurementCurves measurements() {
    return measurements;
  }

  /** Figures of the last evaluation in the log, null if there was none. */
  Map<String, Object> lastEvaluation() {
    return lastEvaluation;
  }
}
