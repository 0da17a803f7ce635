package dev.ductile.eval.plot;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Names of metrics as words for axes: {@code probe.lastTaskScore} is "probe, last task score". */
public final class MetricWords {
  private static final String MEASURED = "plasticity/";

  /**
   * Differences and correlations of measurements, {@code probe.alongTasks.recovery.plasticity/…}.
   */
  private static final String ALONG_TASKS = "probe.alongTasks.";

  private MetricWords() {}

  /** The words for a metric's name. */
  public static String of(String metric) {
    int at = metric.indexOf(MEASURED);
    List<String> words = new ArrayList<>();
    String path = at < 0 ? metric : metric.substring(0, at);
    for (String part : path.replace(ALONG_TASKS, "").split("\\.")) {
      if (!part.isEmpty()) {
        words.add(part.replaceAll("(?<=[a-z0-9])(?=[A-Z])", " ").toLowerCase(Locale.ROOT));
      }
    }
    if (at >= 0) {
      String[] measured = metric.substring(at + MEASURED.length()).split("/", 2);
      words.add(Quantity.named(measured[0]).title());
      if (measured.length > 1) {
        words.add(measured[1].equals(MeasurementPlot.TOTAL) ? "whole network" : measured[1]);
      }
    }
    return String.join(", ", words);
  }

  /** Whether a metric is a correlation, which lies between -1 and 1. */
  public static boolean isCorrelation(String metric) {
    return metric.startsWith(ALONG_TASKS + "with");
  }

  /** Whether a metric is known to lie between 0 and 1. */
  public static boolean isShare(String metric) {
    int at = metric.indexOf(MEASURED);
    return at >= 0
        && !metric.startsWith(ALONG_TASKS)
        && Quantity.named(metric.substring(at + MEASURED.length()).split("/", 2)[0]).share();
  }
}
