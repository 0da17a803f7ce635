package dev.ductile.eval.sweep.live;

import dev.ductile.eval.sweep.SweepListener;
import dev.ductile.eval.sweep.definition.Trial;
import dev.ductile.eval.sweep.trial.TrialFolder;
import dev.ductile.eval.sweep.trial.TrialResult;
import dev.ductile.eval.text.DurationText;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Shows a sweep while it goes: on a terminal a table with a row for each trial that runs, redrawn
 * in place below a line for each that ended; elsewhere those lines alone. Names a trial whose
 * process has given no sign of life for long.
 */
public final class LiveTable implements SweepListener, AutoCloseable {
  /** A process that runs writes a line every ten seconds. */
  private static final Duration TOO_LONG = Duration.ofMinutes(5);

  private static final int REDRAW_MILLISECONDS = 1000;

  /** A trial that runs, and since when. */
  private record Begun(TrialFolder folder, Instant at) {}

  private final TableScreen screen;
  private final Supplier<Instant> time;
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(LiveTable::daemon);
  private final Map<Trial, Begun> running = new LinkedHashMap<>();
  private final Set<Trial> toldQuiet = new HashSet<>();
  private final Instant start;
  private final int total;
  private int ended;
  private int failed;
  private Duration left = Duration.ZERO;

  /**
   * A table.
   *
   * @param total trials of the sweep
   * @param done that need not be run
   */
  public LiveTable(TableScreen screen, int total, int done) {
    this(screen, total, done, Instant::now);
  }

  LiveTable(TableScreen screen, int total, int done, Supplier<Instant> time) {
    this.screen = screen;
    this.time = time;
    this.start = time.get();
    this.total = total;
    this.ended = done;
    clock.scheduleWithFixedDelay(
        this::tick, REDRAW_MILLISECONDS, REDRAW_MILLISECONDS, TimeUnit.MILLISECONDS);
  }

  private static Thread daemon(Runnable body) {
    Thread thread = new Thread(body, "ductile-live-table");
    thread.setDaemon(true);
    return thread;
  }

  @Override
  public synchronized void onStart(Trial trial, TrialFolder folder) {
    running.put(trial, new Begun(folder, time.get()));
  }

  @Override
  public synchronized void onRetry(TrialResult result, int retry, int retries) {
    screen.line(
        String.format(
            Locale.ROOT,
            "%s: %s, retry %d of %d: %s",
            result.trial().describe(),
            result.cause().map(cause -> cause.text()).orElse("ended early"),
            retry,
            retries,
            result.reason()));
  }

  @Override
  public synchronized void onTrial(
      TrialResult result, int finished, int of, Duration took, Duration rest) {
    running.remove(result.trial());
    toldQuiet.remove(result.trial());
    ended = finished;
    left = rest;
    screen.line(
        String.format(
            Locale.ROOT,
            "[%d of %d] %s: %s after %s%s",
            finished,
            of,
            result.trial().describe(),
            result.state().text(),
            DurationText.of(took),
            finished == of ? "" : ", about " + DurationText.of(rest) + " left"));
    if (!result.reason().isEmpty()) {
      failed++;
      String cause = result.cause().map(c -> c.text() + ": ").orElse("");
      screen.line("  " + cause + result.reason());
    }
  }

  /** Looks at the trials that run, and draws. */
  synchronized void tick() {
    List<TrialRow> rows = new ArrayList<>();
    Instant now = time.get();
    running.forEach(
        (trial, begun) -> {
          TrialPulse pulse = TrialPulse.of(begun.folder());
          Instant sign = pulse.lastSign().isAfter(begun.at()) ? pulse.lastSign() : begun.at();
          Duration quiet = Duration.between(sign, now);
          rows.add(TrialRow.of(trial.describe(), pulse, quiet, TOO_LONG));
          if (quiet.compareTo(TOO_LONG) <= 0) {
            toldQuiet.remove(trial);
          } else if (toldQuiet.add(trial)) {
            screen.line(
                String.format(
                    Locale.ROOT,
                    "%s: no sign of life for %s; its log is %s",
                    trial.describe(),
                    DurationText.of(quiet),
                    begun.folder().logFile()));
          }
        });
    screen.table(rows, foot());
  }

  private String foot() {
    String rest = left.isZero() ? "" : ", about " + DurationText.of(left) + " left";
    return String.format(
        Locale.ROOT,
        "%d of %d trials ended (%d failed), %d running, %s so far%s",
        ended,
        total,
        failed,
        running.size(),
        DurationText.of(Duration.between(start, time.get())),
        rest);
  }

  @Override
  public void close() {
    clock.shutdownNow();
    synchronized (this) {
      screen.close();
    }
  }
}
