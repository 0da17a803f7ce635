package dev.ductile.eval.watch;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What the lines of a run's log come to: its curves, how far it is, how fast it goes. */
final class RunCurves {
  /** More curves than this are not kept: a page with more could not be read. */
  private static final int MAX_CURVES = 200;

  /** Log lines over which the speed is averaged, so that an evaluation does not make it jump. */
  private static final int RECENT_LINES = 10;

  private static final int RECENT_GAMES = 20;

  private static final Set<String> NO_CURVE =
      Set.of("kind", "frames", "agentSteps", "updates", "episodes", "wallSeconds", "replaySize");

  private final Map<String, ThinnedSeries> training = new LinkedHashMap<>();
  private final Map<String, ThinnedSeries> measurements = new LinkedHashMap<>();
  private final ArrayDeque<Double> speeds = new ArrayDeque<>();
  private final ArrayDeque<Double> returns = new ArrayDeque<>();
  private ThinnedSeries games = new ThinnedSeries();
  private ThinnedSeries means = new ThinnedSeries();
  private ThinnedSeries evaluations = new ThinnedSeries();
  private long frames;
  private long updates;
  private long episodes;
  private long trainingChanges;
  private long measurementChanges;

  /** Forgets everything. */
  void clear() {
    trainingChanges++;
    measurementChanges++;
    training.clear();
    measurements.clear();
    speeds.clear();
    returns.clear();
    games = new ThinnedSeries();
    means = new ThinnedSeries();
    evaluations = new ThinnedSeries();
    frames = 0;
    updates = 0;
    episodes = 0;
  }

  /** Takes a line of the log. */
  void take(JsonNode line) {
    long at = line.path("frames").asLong();
    frames = Math.max(frames, at);
    updates = Math.max(updates, line.path("updates").asLong());
    episodes = Math.max(episodes, line.path("episodes").asLong());
    switch (line.path("kind").asText()) {
      case "episode" -> {
        double value = line.path("return").asDouble(Double.NaN);
        games.add(at, value);
        keep(returns, value, RECENT_GAMES);
        means.add(at, recentMeanReturn());
      }
      case "evaluation" -> evaluations.add(at, line.path("meanReturn").asDouble(Double.NaN));
      case "training" -> {
        trainingChanges++;
        addAll(training, at, line);
        keep(speeds, line.path("framesPerSecond").asDouble(Double.NaN), RECENT_LINES);
      }
      case "measurement" -> {
        measurementChanges++;
        addAll(measurements, at, line);
      }
      default -> {} // no figure
    }
  }

  private static void keep(ArrayDeque<Double> newest, double value, int count) {
    if (Double.isFinite(value)) {
      newest.addLast(value);
      if (newest.size() > count) {
        newest.removeFirst();
      }
    }
  }

  private static void addAll(Map<String, ThinnedSeries> curves, long frame, JsonNode line) {
    line.properties()
        .forEach(
            field -> {
              String name = field.getKey();
              boolean known = curves.containsKey(name);
              if (!NO_CURVE.contains(name)
                  && field.getValue().isNumber()
                  && (known || curves.size() < MAX_CURVES)) {
                curves
                    .computeIfAbsent(name, each -> new ThinnedSeries())
                    .add(frame, field.getValue().asDouble());
              }
            });
  }

  /** Emulator frames at the newest line. */
  long frames() {
    return frames;
  }

  /** Emulator frames a second over the newest lines; NaN before the first. */
  double framesPerSecond() {
    double seconds = speeds.stream().mapToDouble(speed -> 1 / speed).sum();
    return speeds.isEmpty() ? Double.NaN : speeds.size() / seconds;
  }

  /** Mean return of the newest training games; NaN before the first. */
  double recentMeanReturn() {
    return returns.stream().mapToDouble(Double::doubleValue).average().orElse(Double.NaN);
  }

  /** Counts and curves of the games, which change all the time. */
  Map<String, Object> games() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("updates", updates);
    map.put("episodes", episodes);
    map.put("games", games.points());
    map.put("means", means.points());
    map.put("evaluations", evaluations.points());
    return map;
  }

  /** Curves of the training's own figures. */
  Map<String, List<List<Number>>> training() {
    return points(training);
  }

  /** Curves of the measurements; there may be hundreds. */
  Map<String, List<List<Number>>> measurements() {
    return points(measurements);
  }

  /** Grows with each change of {@link #training}. */
  long trainingChanges() {
    return trainingChanges;
  }

  /** Grows with each change of {@link #measurements}. */
  long measurementChanges() {
    return measurementChanges;
  }

  private static Map<String, List<List<Number>>> points(Map<String, ThinnedSeries> curves) {
    Map<String, List<List<Number>>> all = new LinkedHashMap<>();
    curves.forEach((name, curve) -> all.put(name, curve.points()));
    return all;
  }
}
