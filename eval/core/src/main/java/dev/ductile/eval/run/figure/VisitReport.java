package dev.ductile.eval.run.figure;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ductile.eval.log.LogLines;
import dev.ductile.eval.log.MetricsLog;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * A continual run visit by visit, from its log: training returns of the games that ended within
 * each visit. The idealised agent that is reset before every visit plays each revisit as the first
 * visit to that game was played (Abbas et al. 2023, section 4), so revisit minus first visit is
 * what keeping the network gained or cost.
 */
public final class VisitReport {
  /** Points of a visit's curve. */
  private static final int BINS = 20;

  private final long visitFrames;
  private final List<Visit> visits = new ArrayList<>();

  /**
   * One visit.
   *
   * @param number from 0
   * @param game game, mode and difficulty
   * @param fromFrame first frame
   * @param frames at the end of each game, in order
   * @param returns of each game
   */
  public record Visit(
      int number, String game, long fromFrame, List<Long> frames, List<Double> returns) {
    /** Mean return; NaN without games. */
    public double mean() {
      return returns.stream().mapToDouble(Double::doubleValue).average().orElse(Double.NaN);
    }

    /** Mean return of the games that ended in each of equal parts; NaN where none did. */
    public List<Double> curve(long visitFrames) {
      double[] sums = new double[BINS];
      int[] games = new int[BINS];
      for (int i = 0; i < returns.size(); i++) {
        // A game that ends with its last step is reported at the next visit's first frame.
        long bin = (frames.get(i) - fromFrame - 1) * BINS / visitFrames;
        int part = (int) Math.max(0, Math.min(BINS - 1, bin));
        sums[part] += returns.get(i);
        games[part]++;
      }
      return IntStream.range(0, BINS).mapToObj(part -> sums[part] / games[part]).toList();
    }
  }

  private VisitReport(long visitFrames) {
    this.visitFrames = visitFrames;
  }

  /**
   * Reads a run's {@code metrics.jsonl}.
   *
   * @param visitFrames length of a visit
   */
  public static VisitReport read(Path metrics, long visitFrames) {
    VisitReport report = new VisitReport(visitFrames);
    LogLines.forEach(metrics, report::take);
    return report;
  }

  private void take(JsonNode line) {
    long frames = line.path("frames").asLong();
    String kind = line.path("kind").asText();
    if (kind.equals("visit")) {
      int number = line.path("visit").asInt();
      String game = line.path("game").asText();
      visits.add(new Visit(number, game, frames, new ArrayList<>(), new ArrayList<>()));
    } else if (kind.equals("episode") && !visits.isEmpty()) {
      Visit last = visits.get(visits.size() - 1);
      last.frames().add(frames);
      last.returns().add(line.path("return").asDouble());
    }
  }

  /** All visits in order. */
  public List<Visit> visits() {
    return visits;
  }

  /** The first visit to the game of {@code visit}. */
  public Visit first(Visit visit) {
    return visits.stream().filter(v -> v.game().equals(visit.game())).findFirst().orElseThrow();
  }

  /** A line for each visit, with a head, for people. */
  public String table() {
    int width = visits.stream().mapToInt(visit -> visit.game().length()).max().orElse(0);
    String format = "%-7s%-" + Math.max(width, 4) + "s  %6s  %11s  %11s%n";
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(Locale.ROOT, format, "visit", "game", "games", "mean return", "less first"));
    for (Visit visit : visits) {
      boolean again = first(visit) != visit;
      text.append(
          String.format(
              Locale.ROOT,
              format,
              visit.number() + 1,
              visit.game(),
              visit.returns().size(),
              cell("%.2f", visit.mean()),
              cell("%+.2f", again ? visit.mean() - first(visit).mean() : Double.NaN)));
    }
    return text.toString();
  }

  private static String cell(String format, double value) {
    return Double.isNaN(value) ? "-" : String.format(Locale.ROOT, format, value);
  }

  /** Figures for {@code summary.json}; null where no game ended. */
  public Map<String, Object> summary() {
    Map<String, Object> figures = new LinkedHashMap<>();
    List<Map<String, Object>> rows = new ArrayList<>();
    List<Double> changes = new ArrayList<>();
    for (Visit visit : visits) {
      double change = visit.mean() - first(visit).mean();
      Map<String, Object> row = new LinkedHashMap<>();
      row.put("visit", visit.number());
      row.put("game", visit.game());
      row.put("fromFrame", visit.fromFrame());
      row.put("games", visit.returns().size());
      row.put("meanReturn", MetricsLog.orNull(visit.mean()));
      row.put("minusFirstVisit", MetricsLog.orNull(change));
      row.put("curve", visit.curve(visitFrames).stream().map(MetricsLog::orNull).toList());
      rows.add(row);
      if (first(visit) != visit && !Double.isNaN(change)) {
        changes.add(change);
      }
    }
    figures.put("framesPerCurvePoint", visitFrames / (double) BINS);
    figures.put("meanRevisitMinusFirst", MetricsLog.orNull(mean(changes)));
    figures.put("meanReturn", MetricsLog.orNull(mean(visits.stream().map(Visit::mean).toList())));
    figures.put("each", rows);
    return figures;
  }

  private static double mean(List<Double> values) {
    return values.stream()
        .mapToDouble(Double::doubleValue)
        .filter(v -> !Double.isNaN(v))
        .average()
        .orElse(Double.NaN);
  }
}
