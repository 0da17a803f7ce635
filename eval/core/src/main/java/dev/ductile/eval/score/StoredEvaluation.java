package dev.ductile.eval.score;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ductile.base.ConfigurationException;
import dev.ductile.base.files.TextFiles;
import dev.ductile.eval.text.Json;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What {@code ductile evaluate RUN --out FILE} wrote, to be compared with runs and with others.
 *
 * @param file where it stands
 * @param run the run that was evaluated
 * @param game its game with mode and difficulty where they were chosen
 * @param agent name of the agent
 * @param preset name of its preset
 * @param interventions as {@code --with} takes them; empty for none
 * @param seed of the run
 * @param score mean return, NaN if there was none
 * @param protocol the rules by which it was made
 */
public record StoredEvaluation(
    Path file,
    String run,
    String game,
    String agent,
    String preset,
    String interventions,
    long seed,
    double score,
    ProtocolIdentity protocol) {
  /** Under what name the rules stand in the file. */
  public static final String RULES = "rules";

  /** Under what name the score stands in the file. */
  public static final String SCORE = "score";

  /**
   * Reads a file.
   *
   * @throws ConfigurationException if it is not what the command writes
   */
  public static StoredEvaluation read(Path file) {
    JsonNode root;
    try {
      root = Json.MAPPER.readTree(TextFiles.read(file, "evaluation"));
    } catch (IOException e) {
      throw new ConfigurationException(file + " is not JSON", e);
    }
    if (!root.path(RULES).isObject() || !root.has(SCORE) || !root.path("seed").isNumber()) {
      throw new ConfigurationException(
          file + " is no evaluation: ductile evaluate RUN --out FILE writes one");
    }
    Map<String, String> fields = new LinkedHashMap<>();
    root.path(RULES).properties().forEach(e -> fields.put(e.getKey(), e.getValue().asText()));
    return new StoredEvaluation(
        file,
        root.path("run").asText(),
        root.path("gameLabel").asText(),
        root.path("agent").asText(),
        root.path("preset").asText(),
        root.path("interventions").asText(),
        root.path("seed").asLong(),
        root.path(SCORE).asDouble(Double.NaN),
        new ProtocolIdentity(fields));
  }
}
