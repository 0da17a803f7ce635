package dev.ductile.eval.cli.bench;

import dev.ductile.agent.learner.MachineReach;
import dev.ductile.agent.learner.UpdateBenchmark;
import dev.ductile.agent.profile.OperationTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Where the time of updates and of acting goes, beside what the machine reaches.
 *
 * @param profile the operations
 * @param reach what operations can come to
 */
record ProfileReport(UpdateBenchmark.Profile profile, MachineReach reach) {
  /** Operations are shown until so much of the time is told of; the rest is one line. */
  private static final double SHOWN = 0.98;

  private static final String UNKNOWN = "";
  private static final String LINE = "| %s | %s | %.3f | %.1f %% | %s | %s |%n";

  /** Tables for people and for pages. */
  String markdown() {
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            Locale.ROOT,
            "A large product of matrices reaches %s GFLOP/s here, a large copy %s GB/s.%n",
            rate(reach.gigaflops(), "an unknown number of"),
            rate(reach.gigabytesPerSecond(), "an unknown number of")));
    append(text, "update", profile.update(), profile.times().updateMilliseconds());
    append(text, "acting on one observation", profile.act(), profile.times().actMilliseconds());
    return text.toString();
  }

  private static void append(
      StringBuilder text, String what, Optional<List<OperationTime>> times, double milliseconds) {
    if (times.isEmpty()) {
      text.append(
          String.format(Locale.ROOT, "%n%s: this engine cannot tell operations apart%n", what));
      return;
    }
    double sum = times.get().stream().mapToDouble(OperationTime::milliseconds).sum();
    text.append(
        String.format(
            Locale.ROOT,
            "%n%s: %.3f ms without looking; its operations take %.3f ms%n%n",
            what,
            milliseconds,
            sum));
    text.append(
        String.format(
            Locale.ROOT,
            "| operation | count | ms | share | GFLOP/s | GB/s |%n|---|---|---|---|---|---|%n"));
    double told = 0;
    double others = 0;
    double rest = 0;
    for (OperationTime time : times.get()) {
      if (told < SHOWN * sum) {
        text.append(line(time, sum));
      } else {
        others += time.count();
        rest += time.milliseconds();
      }
      told += time.milliseconds();
    }
    if (others > 0) {
      text.append(line(new OperationTime("all others", others, rest, 0, 0), sum));
    }
  }

  private static String line(OperationTime time, double sum) {
    boolean computes = time.floatingOperations() > 0;
    return String.format(
        Locale.ROOT,
        LINE,
        time.operation(),
        count(time.count()),
        time.milliseconds(),
        100 * time.milliseconds() / sum,
        rate(time.gigaflops(), UNKNOWN),
        computes ? UNKNOWN : rate(time.gigabytesPerSecond(), UNKNOWN));
  }

  private static String count(double count) {
    return String.format(Locale.ROOT, count == Math.rint(count) ? "%.0f" : "%.1f", count);
  }

  private static String rate(double rate, String unknown) {
    return Double.isNaN(rate) ? unknown : String.format(Locale.ROOT, "%.1f", rate);
  }

  /** For JSON; null where nothing is known. */
  Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("reachedGigaflops", orNull(reach.gigaflops()));
    map.put("reachedGigabytesPerSecond", orNull(reach.gigabytesPerSecond()));
    map.put("update", profile.update().map(ProfileReport::list).orElse(null));
    map.put("act", profile.act().map(ProfileReport::list).orElse(null));
    return map;
  }

  private static List<Map<String, Object>> list(List<OperationTime> times) {
    return times.stream().map(ProfileReport::map).toList();
  }

  private static Map<String, Object> map(OperationTime time) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("operation", time.operation());
    map.put("count", time.count());
    map.put("milliseconds", time.milliseconds());
    map.put("gigaflops", orNull(time.gigaflops()));
    map.put("gigabytesPerSecond", orNull(time.gigabytesPerSecond()));
    return map;
  }

  private static Double orNull(double value) {
    return Double.isNaN(value) ? null : value;
  }
}
