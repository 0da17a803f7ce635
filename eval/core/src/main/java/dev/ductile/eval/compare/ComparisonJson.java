package dev.ductile.eval.compare;

import dev.ductile.eval.log.MetricsLog;
import dev.ductile.eval.statistics.Interval;
import java.util.LinkedHashMap;
import java.util.Map;

/** A comparison for programs. */
public final class ComparisonJson {
  private ComparisonJson() {}

  /** For JSON. */
  public static Map<String, Object> map(ScoreComparison comparison) {
    Map<String, Object> map = new LinkedHashMap<>();
    ComparisonHead head = comparison.head();
    map.put("by", head.by());
    map.put("baseline", head.baseline());
    map.put("score", head.score());
    map.put("frames", head.frames());
    map.put("normalization", head.normalization());
    map.put("suite", head.suite());
    map.put("headline", comparison.headline().shortText());
    map.put("groups", comparison.groups().stream().map(ComparisonJson::group).toList());
    map.put("games", comparison.games().stream().map(ComparisonJson::game).toList());
    map.put("conclusions", comparison.conclusions());
    map.put("marks", comparison.marks());
    map.put("notes", comparison.notes());
    return map;
  }

  private static Map<String, Object> group(GroupRow row) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("group", row.group());
    map.put("baseline", row.isBaseline());
    map.put("aggregatedGames", row.games());
    map.put("seeds", row.seeds());
    map.put("runs", row.runs());
    map.put("missing", row.missing().reasons());
    Map<String, Object> aggregates = new LinkedHashMap<>();
    row.aggregates()
        .forEach((aggregate, interval) -> aggregates.put(aggregate.shortText(), map(interval)));
    map.put("aggregates", aggregates);
    map.put("difference", map(row.difference().interval()));
    map.put("pHolm", MetricsLog.orNull(row.corrected()));
    map.put("decided", row.isDecided());
    map.put("improvement", map(row.improvement()));
    return map;
  }

  private static Map<String, Object> game(GameRow row) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("game", row.game());
    map.put("group", row.group());
    map.put("seeds", row.seeds());
    map.put("normalized", row.normalized());
    map.put("meanReturn", map(row.score()));
    map.put("difference", map(row.difference().interval()));
    map.put("paired", row.paired());
    map.put("pHolm", MetricsLog.orNull(row.corrected()));
    map.put("decided", row.isDecided());
    map.put("cliffsDelta", MetricsLog.orNull(row.cliffsDelta()));
    return map;
  }

  private static Map<String, Object> map(Interval interval) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("estimate", MetricsLog.orNull(interval.estimate()));
    map.put("low", MetricsLog.orNull(interval.low()));
    map.put("high", MetricsLog.orNull(interval.high()));
    if (!interval.missing().isEmpty()) {
      map.put("noInterval", interval.missing());
    }
    return map;
  }
}
