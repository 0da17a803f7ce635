package dev.ductile.eval.probe;

import dev.ductile.base.code.CodeIdentity;
import dev.ductile.eval.progress.ProgressDisplay;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Locale;

/** Says on a stream how a study gets on: a line every ten seconds, and one for each seed. */
final class ProbeProgress {
  private static final long INTERVAL_NANOS = 10_000_000_000L;

  private final PrintStream out;
  private final long updatesPerRun;
  private final int runs;
  private final long startNanos = System.nanoTime();
  private long lastNanos = startNanos;
  private long updatesBefore;
  private long updatesReused;
  private int run;
  private String name = "";
  private ProgressDisplay measuring;

  /**
   * @param runs seeds of all variants together
   */
  ProbeProgress(PrintStream out, int runs, long updatesPerRun) {
    this.out = out;
    this.runs = runs;
    this.updatesPerRun = updatesPerRun;
  }

  /** The next run begins. */
  void begin(ProbeVariant variant, long seed) {
    name = variant.label() + ", seed " + seed;
    run++;
  }

  void point(ProbeResult.Point point) {
    long now = System.nanoTime();
    if (now - lastNanos < INTERVAL_NANOS) {
      return;
    }
    lastNanos = now;
    out.printf(
        Locale.ROOT,
        "run %d of %d (%s): task %d, %,d of %,d updates, loss %.3g, score %.3g, ETA %s%n",
        run,
        runs,
        name,
        point.task() + 1,
        point.updates(),
        updatesPerRun,
        point.loss(),
        point.score(),
        eta(updatesBefore + point.updates(), now));
  }

  /** Said if it has taken long since measuring began, and again as long as it takes. */
  void measuring(String measurement, int number, int of) {
    if (measuring == null) {
      String head = String.format(Locale.ROOT, "run %d of %d (%s)", run, runs, name);
      measuring = ProgressDisplay.plain(head, out);
    }
    measuring.activity("measuring " + measurement + ", " + number + " of " + of);
  }

  void measured() {
    if (measuring != null) {
      measuring.close();
      measuring = null;
    }
  }

  private String eta(long done, long now) {
    double total = (double) updatesPerRun * runs;
    double rate = (done - updatesReused) / ((now - startNanos) / 1e9);
    long seconds = rate > 0 ? Math.round((total - done) / rate) : 0;
    return String.format(Locale.ROOT, "%d:%02d", seconds / 60, seconds % 60);
  }

  /** A run that was finished before is counted though other code than this made it. */
  void otherCode(Path folder, String code) {
    out.println(
        "  made by other code ("
            + code
            + "; now: "
            + CodeIdentity.current().describe()
            + ") and counted as it is; remove "
            + folder
            + " or choose a new --out to have it run by this code");
  }

  void end(ProbeResult result, boolean reused) {
    updatesBefore += updatesPerRun;
    updatesReused += reused ? updatesPerRun : 0;
    out.printf(
        Locale.ROOT,
        "run %d of %d (%s): %s, %,.0f updates/s, parametersSha256 %s%n",
        run,
        runs,
        name,
        reused ? "finished before" : result.completed() ? "done" : "stopped",
        result.updatesPerSecond(),
        result.parametersSha256());
  }
}
