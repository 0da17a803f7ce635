package dev.ductile.eval.report;

import dev.ductile.agent.measurement.MeasurementContext;
import dev.ductile.eval.score.Score;
import dev.ductile.eval.score.ScoredRun;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;

/** Pairs of runs of equal game and seed, of which one is the baseline's: what changed in them. */
final class PlasticityPairs {
  private static final String PREFIX = "plasticity/";
  private static final String TOTAL = "/total";

  private final ReportData data;
  private final Map<String, Map<String, List<Pair>>> byMeasurement = new LinkedHashMap<>();

  /**
   * Changes in a pair.
   *
   * @param game which both play
   * @param seed of both
   * @param measurement by how much the last measurement differs
   * @param score by how much the score does, on the common scale; raw for one game without it
   */
  record Pair(String game, long seed, double measurement, double score) {}

  PlasticityPairs(ReportData data) {
    this.data = data;
    Map<String, ScoredRun> baseline = new TreeMap<>();
    Map<String, Integer> seen = new TreeMap<>();
    List<ScoredRun> runs = data.runs();
    runs.forEach(run -> seen.merge(data.group(run) + "\n" + key(run), 1, Integer::sum));
    for (ScoredRun run : runs) {
      boolean alone = seen.get(data.group(run) + "\n" + key(run)) == 1;
      if (alone && data.group(run).equals(data.baseline())) {
        baseline.put(key(run), run);
      } else if (alone && baseline.containsKey(key(run))) {
        add(run, baseline.get(key(run)));
      }
    }
  }

  private static String key(ScoredRun run) {
    return run.game().label() + "\n" + run.seed();
  }

  private void add(ScoredRun run, ScoredRun base) {
    OptionalDouble score = scale(run);
    OptionalDouble other = scale(base);
    if (score.isEmpty() || other.isEmpty()) {
      return;
    }
    Map<String, Double> last = last(base);
    last(run)
        .forEach(
            (name, value) -> {
              double change = value - last.getOrDefault(name, Double.NaN);
              if (Double.isFinite(change)) {
                byMeasurement
                    .computeIfAbsent(name, n -> new LinkedHashMap<>())
                    .computeIfAbsent(data.group(run), group -> new ArrayList<>())
                    .add(
                        new Pair(
                            run.game().label(),
                            run.seed(),
                            change,
                            score.getAsDouble() - other.getAsDouble()));
              }
            });
  }

  private OptionalDouble scale(ScoredRun run) {
    Optional<Score> score = data.score(run);
    if (score.isEmpty()) {
      return OptionalDouble.empty();
    }
    if (!data.settings().normalization().isRaw()) {
      return data.settings().normalization().of(run.game().label(), score.get().value());
    }
    return data.games().size() == 1
        ? OptionalDouble.of(score.get().value())
        : OptionalDouble.empty();
  }

  /** Of the whole network, as they were last measured by the frames that scores are taken at. */
  private Map<String, Double> last(ScoredRun run) {
    Map<String, Double> last = new LinkedHashMap<>();
    run.record()
        .measurements()
        .headMap(data.lastFrames(run) + 1)
        .forEach(
            (frames, values) ->
                values.forEach(
                    (name, value) -> {
                      if (name.startsWith(PREFIX)
                          && name.endsWith(TOTAL)
                          && !name.startsWith(MeasurementContext.SECONDS)) {
                        last.put(
                            name.substring(PREFIX.length(), name.length() - TOTAL.length()), value);
                      }
                    }));
    return last;
  }

  /** Pairs by the measurement's name and by group. */
  Map<String, Map<String, List<Pair>>> byMeasurement() {
    return byMeasurement;
  }
}
