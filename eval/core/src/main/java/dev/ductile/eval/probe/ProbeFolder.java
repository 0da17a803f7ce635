package dev.ductile.eval.probe;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.ductile.base.code.CodeIdentity;
import dev.ductile.base.files.AtomicFiles;
import dev.ductile.base.files.OutputException;
import dev.ductile.base.files.ReadFailures;
import dev.ductile.eval.folder.RunLock;
import dev.ductile.eval.folder.SummaryFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The folder of one seed of one variant: {@code config.yaml} (everything that determines it),
 * {@code metrics.jsonl} and, when it is finished, {@code summary.json}.
 *
 * @param path the folder
 */
record ProbeFolder(Path path) {
  private static final JsonMapper JSON = new JsonMapper();
  private static final String CODE = "code";
  private static final TypeReference<Map<String, String>> STRINGS = new TypeReference<>() {};

  Path metricsFile() {
    return path.resolve("metrics.jsonl");
  }

  private Path summaryFile() {
    return path.resolve("summary.json");
  }

  private Path configFile() {
    return path.resolve("config.yaml");
  }

  /**
   * Makes the folder, or takes one of the same probe that was not finished, whose log is dropped.
   *
   * @param config text of everything that determines the probe
   * @return the folder's lock, which the caller gives up in the end
   * @throws OutputException if there is another probe in it, somebody writes to it, or it cannot be
   *     written
   */
  RunLock begin(String config) {
    try {
      Files.createDirectories(path);
    } catch (IOException e) {
      throw OutputException.cannotWrite(path, e);
    }
    RunLock lock = RunLock.take(path);
    try {
      prepare(config);
      return lock;
    } catch (RuntimeException e) {
      lock.close();
      throw e;
    }
  }

  private void prepare(String config) {
    try {
      requireSame(config);
      AtomicFiles.removeLeftovers(path);
      Files.deleteIfExists(metricsFile());
      Files.deleteIfExists(summaryFile());
      AtomicFiles.write(configFile(), config);
    } catch (IOException e) {
      throw OutputException.cannotWrite(path, e);
    }
  }

  private void requireSame(String config) throws IOException {
    if (Files.exists(configFile()) && !Files.readString(configFile()).equals(config)) {
      throw new OutputException(
          "there is a probe with other settings in "
              + path.toAbsolutePath()
              + "; choose another folder");
    }
  }

  /**
   * The result of an earlier run of exactly this probe, if it was finished.
   *
   * @throws OutputException if there is another probe in the folder
   */
  Optional<ProbeResult> finished(String config) {
    try {
      if (!Files.exists(configFile())) {
        return Optional.empty();
      }
      requireSame(config);
      if (!SummaryFile.isCompleted(summaryFile())) {
        return Optional.empty();
      }
      return Optional.of(read(JSON.readTree(Files.readString(summaryFile()))));
    } catch (IOException e) {
      throw new OutputException(
          "cannot read " + path.toAbsolutePath() + ": " + ReadFailures.reason(e), e);
    }
  }

  private static ProbeResult read(JsonNode summary) {
    List<ProbeResult.Point> curve = new ArrayList<>();
    for (JsonNode p : summary.path("curve")) {
      curve.add(
          new ProbeResult.Point(
              p.path(0).asInt(), p.path(1).asLong(), number(p.path(2)), number(p.path(3))));
    }
    List<Map<String, Double>> tasks = new ArrayList<>();
    summary.path("tasks").forEach(task -> tasks.add(numbers(task)));
    Map<String, Map<String, Double>> alongTasks = new LinkedHashMap<>();
    summary
        .path("probe")
        .path("alongTasks")
        .properties()
        .forEach(e -> alongTasks.put(e.getKey(), numbers(e.getValue())));
    return new ProbeResult(
        summary.path("seed").asLong(),
        curve,
        tasks,
        alongTasks,
        true,
        summary.path("updates").asLong(),
        summary.path("updatesPerSecond").asDouble(),
        summary.path("parametersSha256").asText());
  }

  private static Map<String, Double> numbers(JsonNode object) {
    Map<String, Double> numbers = new LinkedHashMap<>();
    object.properties().forEach(e -> numbers.put(e.getKey(), number(e.getValue())));
    return numbers;
  }

  /** Summaries hold NaN and the infinities as text. */
  private static double number(JsonNode node) {
    return node.isTextual() ? Double.parseDouble(node.asText()) : node.asDouble();
  }

  /** Writes the summary. */
  void finish(ProbeResult result) {
    LinkedHashMap<String, Object> summary = result.summary();
    summary.put(CODE, CodeIdentity.current().toMap());
    SummaryFile.write(summaryFile(), summary);
  }

  /**
   * The code that made the finished run here, in words, if it was not this one.
   *
   * @throws OutputException if the summary cannot be read
   */
  Optional<String> otherCode() {
    try {
      JsonNode code = JSON.readTree(Files.readString(summaryFile())).path(CODE);
      CodeIdentity made =
          code.isObject()
              ? CodeIdentity.of(JSON.convertValue(code, STRINGS))
              : CodeIdentity.notKnown();
      return made.isSameCodeAs(CodeIdentity.current())
          ? Optional.empty()
          : Optional.of(made.describe());
    } catch (IOException | IllegalArgumentException e) {
      throw new OutputException(
          "cannot read " + path.toAbsolutePath() + ": " + ReadFailures.reason(e), e);
    }
  }
}
