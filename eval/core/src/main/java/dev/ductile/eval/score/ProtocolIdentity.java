package dev.ductile.eval.score;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The rules by which a score was made: what must agree between scores that are compared. How the
 * agent sees the screen and what rewards it learns from are no part of it, as they are the agent's.
 *
 * @param fields by name, in order; a field that is missing is not known
 */
public record ProtocolIdentity(Map<String, String> fields) {
  /** Emulator frames of training at which the score was taken. */
  public static final String FRAMES = "frames";

  /** Emulator frames from which a score of the whole curve is taken; above 0 in forks. */
  private static final String CURVE_FROM = "curveFromFrames";

  /** Which number is the score, see {@link ScoreKind#text}. */
  public static final String SCORE = "score";

  /** Name of a published protocol, where the score was made by one. */
  public static final String PROTOCOL = "protocol";

  /** What the game is and how it is played, in training as in evaluations. */
  private static final List<String> GAME_KEYS =
      List.of(
          "env.actionSet",
          "env.mode",
          "env.difficulty",
          "env.frameSkip",
          "env.stickyActionProbability",
          "env.noOpsMin",
          "env.noOpsMax",
          "env.fireOnReset",
          "env.lifeLoss",
          "env.lifeLossFromFrame",
          "env.maxFramesPerEpisode",
          "continual.visits",
          "continual.visitFrames");

  private static final List<String> EVALUATION_KEYS =
      List.of("evaluation.epsilon", "evaluation.maxFrames");

  /** May differ between games. */
  private static final Set<String> OF_THE_GAME = Set.of("env.mode", "env.difficulty");

  /** Keeps a copy in the same order. */
  public ProtocolIdentity {
    fields = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(fields));
  }

  /**
   * The rules of a run's score.
   *
   * @param atFrames where it is taken; at the run's planned end if empty
   */
  public static ProtocolIdentity of(ScoredRun run, ScoreKind kind, OptionalLong atFrames) {
    long frames = atFrames.orElse(run.plannedFrames());
    ProtocolIdentity rules = of(run.values(), kind.text(), kind.isEvaluated(), frames);
    return kind.isOfWholeCurve()
        ? rules.with(CURVE_FROM, run.values().get("fork.atFrames"))
        : rules;
  }

  private ProtocolIdentity with(String field, String value) {
    Map<String, String> more = new LinkedHashMap<>(fields);
    more.put(field, value);
    return new ProtocolIdentity(more);
  }

  /**
   * The rules of a score.
   *
   * @param values of the configuration under which the games were played, as text by dotted key
   * @param score which number it is
   * @param evaluated whether it is of evaluations
   * @param frames emulator frames of training at which it was taken
   */
  public static ProtocolIdentity of(
      Map<String, String> values, String score, boolean evaluated, long frames) {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put(SCORE, score);
    fields.put(FRAMES, Long.toString(frames));
    GAME_KEYS.forEach(key -> fields.put(key, value(values.get(key))));
    if (evaluated) {
      EVALUATION_KEYS.forEach(key -> fields.put(key, values.get(key)));
    }
    return new ProtocolIdentity(fields);
  }

  /** The same, made by a published protocol. */
  public ProtocolIdentity by(String protocol) {
    Map<String, String> named = new LinkedHashMap<>();
    named.put(PROTOCOL, protocol);
    named.putAll(fields);
    return new ProtocolIdentity(named);
  }

  private static String value(String text) {
    return text.equals("null") ? "default" : text.isEmpty() ? "none" : text;
  }

  /**
   * A field in which scores differ.
   *
   * @param field its name
   * @param values its values, each with how many scores have it
   */
  public record Difference(String field, Map<String, Integer> values) {
    /** Keeps a copy. */
    public Difference {
      values = java.util.Collections.unmodifiableMap(new TreeMap<>(values));
    }

    /** For a message: {@code env.frameSkip is 1 (2 runs) and 4 (3 runs)}. */
    public String text() {
      List<String> parts = new ArrayList<>();
      values.forEach(
          (value, count) -> parts.add(value + " (" + count + (count == 1 ? " run)" : " runs)")));
      return field + " is " + String.join(" and ", parts);
    }
  }

  /**
   * What a score is of and by which rules.
   *
   * @param game its game's name
   * @param protocol the rules
   */
  public record Of(String game, ProtocolIdentity protocol) {}

  /**
   * Where scores differ, in the order of the fields; modes and difficulties are compared within a
   * game. A field that is not known of a score differs from nothing.
   */
  public static List<Difference> differences(Collection<Of> scores) {
    Set<String> names = new java.util.LinkedHashSet<>();
    scores.forEach(score -> names.addAll(score.protocol().fields().keySet()));
    List<Difference> differences = new ArrayList<>();
    for (String field : names) {
      if (!OF_THE_GAME.contains(field)) {
        add(differences, field, scores);
        continue;
      }
      Set<String> games = new TreeSet<>();
      scores.forEach(score -> games.add(score.game()));
      games.forEach(
          game ->
              add(differences, field, scores.stream().filter(s -> s.game().equals(game)).toList()));
    }
    return differences;
  }

  private static void add(List<Difference> differences, String field, Collection<Of> scores) {
    Map<String, Integer> values = new TreeMap<>();
    for (Of score : scores) {
      String value = score.protocol().fields().get(field);
      if (value != null) {
        values.merge(value, 1, Integer::sum);
      }
    }
    if (values.size() > 1) {
      differences.add(new Difference(field, values));
    }
  }
}
