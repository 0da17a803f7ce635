package dev.ductile.eval.score.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ductile.agent.settings.PlainYaml;
import dev.ductile.base.ConfigurationException;
import dev.ductile.base.DidYouMean;
import dev.ductile.base.files.Resources;
import dev.ductile.eval.score.ProtocolIdentity;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * The rules by which somebody's published scores were made, each with its source.
 *
 * @param name as it is typed
 * @param values by key; {@code env.*} are those of a run, the others are described in {@code
 *     protocols.md}
 */
public record Protocol(String name, Map<String, Value> values) {
  static final String ENV = "env.";
  private static final String ABOUT = "about";
  private static final String SCORE = "score";

  /**
   * One rule.
   *
   * @param value as text
   * @param source where it comes from
   */
  public record Value(String value, String source) {}

  /** Keeps a copy. */
  public Protocol {
    values = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }

  /** Names of all protocols. */
  public static List<String> names() {
    return Resources.text(Protocol.class, "index.txt").lines().toList();
  }

  /**
   * The protocol of a name.
   *
   * @throws ConfigurationException if there is none
   */
  public static Protocol named(String name) {
    if (!names().contains(name)) {
      throw new ConfigurationException(DidYouMean.unknown("protocol", name, names()));
    }
    String file = name + ".yaml";
    Map<String, Value> values = new LinkedHashMap<>();
    PlainYaml.read(Resources.text(Protocol.class, file), file)
        .properties()
        .forEach(entry -> values.put(entry.getKey(), value(entry.getValue())));
    return new Protocol(name, values);
  }

  private static Value value(JsonNode node) {
    return new Value(node.path("value").asText(), node.path("source").asText());
  }

  /** In a line. */
  public String about() {
    return values.get(ABOUT).value();
  }

  /** Whether its score is of training games, and not of evaluations. */
  public boolean scoresTraining() {
    return values.get(SCORE).value().equals("TRAINING");
  }

  /** Whether games are played for it, be it beside its score. */
  public boolean playsGames() {
    return evaluationGames().isPresent() || phaseFrames().isPresent();
  }

  /** Its rules for the game, by the keys of a run. */
  public Map<String, String> env() {
    Map<String, String> env = new LinkedHashMap<>();
    values.forEach(
        (key, value) -> {
          if (key.startsWith(ENV)) {
            env.put(key, value.value());
          }
        });
    return env;
  }

  private Optional<String> text(String key) {
    return Optional.ofNullable(values.get(key)).map(Value::value);
  }

  private OptionalLong number(String key) {
    return text(key).stream().mapToLong(Long::parseLong).findFirst();
  }

  /** Emulator frames of a window whose training games are averaged. */
  public OptionalLong windowFrames() {
    return number("training.windowFrames");
  }

  /** How many training games before a point are averaged. */
  public OptionalLong lastGames() {
    return number("training.lastGames");
  }

  /** The points, in emulator frames of training, at which they are. */
  public List<Long> atFrames() {
    return text("training.atFrames").stream()
        .flatMap(frames -> Stream.of(frames.split(" ")))
        .map(Long::valueOf)
        .toList();
  }

  /** Emulator frames that it trains for, where it says so. */
  public OptionalLong trainingFrames() {
    return number("training.frames");
  }

  /** Games of an evaluation. */
  public OptionalLong evaluationGames() {
    return number("evaluation.games");
  }

  /** Emulator frames of an evaluation whose number of games is open. */
  public OptionalLong phaseFrames() {
    return number("evaluation.phaseFrames");
  }

  /** Whether the last game of such an evaluation is played to its end, and counts. */
  public boolean wholeGames() {
    return text("evaluation.wholeGames").map(Boolean::parseBoolean).orElse(true);
  }

  /** Chance of a random action in evaluations, for an agent. */
  public OptionalDouble epsilon(String agent) {
    return text("evaluation.epsilon@" + agent).or(() -> text("evaluation.epsilon")).stream()
        .mapToDouble(Double::parseDouble)
        .findFirst();
  }

  /**
   * What must agree with runs that are compared with scores of this protocol, as far as it is
   * known.
   *
   * @param agent whose scores they are
   */
  public ProtocolIdentity identity(String agent) {
    Map<String, String> fields = new LinkedHashMap<>(env());
    if (!scoresTraining()) {
      epsilon(agent).ifPresent(e -> fields.put("evaluation.epsilon", Double.toString(e)));
    }
    return new ProtocolIdentity(fields);
  }
}
