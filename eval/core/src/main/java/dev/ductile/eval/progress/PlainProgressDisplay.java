package dev.ductile.eval.progress;

import java.io.PrintStream;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** Progress as one plain line every so often, for log files and pipes. */
final class PlainProgressDisplay implements ProgressDisplay {
  private final ProgressText text;
  private final RateMeter rate;
  private final PrintStream out;
  private final Duration interval;
  private final LongSupplier nanoTime;
  private ScheduledExecutorService clock;
  private long nextNanos;
  private ProgressSnapshot latest;
  private long shownFrames = -1;
  private String activity;
  private long activityNanos;
  private boolean closed;

  /** A part that was done before its first line was due says nothing. */
  private boolean lastLine = true;

  PlainProgressDisplay(
      String name,
      ProgressSnapshot start,
      PrintStream out,
      Duration interval,
      LongSupplier nanoTime) {
    this.text = new ProgressText(name);
    this.rate = new RateMeter(start.frames(), nanoTime.getAsLong());
    this.out = out;
    this.interval = interval;
    this.nanoTime = nanoTime;
    this.nextNanos = nanoTime.getAsLong() + interval.toNanos();
  }

  @Override
  public synchronized boolean isDue() {
    return nanoTime.getAsLong() - nextNanos >= 0;
  }

  @Override
  public synchronized void update(ProgressSnapshot snapshot) {
    latest = snapshot;
    activity = null;
    if (isDue()) {
      show();
    }
  }

  @Override
  public synchronized void activity(String doing) {
    activity = doing;
    activityNanos = nanoTime.getAsLong();
    if (clock == null && doing != null) {
      // Whoever is busy cannot look at the time.
      clock = Executors.newSingleThreadScheduledExecutor(PlainProgressDisplay::daemon);
      long millis = Math.max(1, interval.toMillis() / 10);
      clock.scheduleWithFixedDelay(this::tick, millis, millis, TimeUnit.MILLISECONDS);
    }
  }

  private static Thread daemon(Runnable body) {
    Thread thread = new Thread(body, "ductile-progress");
    thread.setDaemon(true);
    return thread;
  }

  /** Says what is being done, if it has taken long enough since the last line. */
  synchronized void tick() {
    if (activity != null && !closed && isDue()) {
      double seconds = (nanoTime.getAsLong() - activityNanos) / 1e9;
      out.println(text.plain(activity + ", " + ProgressText.duration(seconds) + " so far"));
      nextNanos = nanoTime.getAsLong() + interval.toNanos();
    }
  }

  @Override
  public ProgressDisplay part(String name, ProgressSnapshot start) {
    PlainProgressDisplay part = new PlainProgressDisplay(name, start, out, interval, nanoTime);
    part.lastLine = false;
    return part;
  }

  @Override
  public synchronized void close() {
    if (!closed) {
      closed = true;
      if (clock != null) {
        clock.shutdownNow();
      }
      boolean wanted = lastLine || shownFrames >= 0;
      if (wanted && latest != null && latest.frames() != shownFrames) {
        show();
      }
    }
  }

  private void show() {
    rate.add(latest.frames(), nanoTime.getAsLong());
    out.println(text.plain(latest, rate.framesPerSecond()));
    shownFrames = latest.frames();
    nextNanos = nanoTime.getAsLong() + interval.toNanos();
  }
}
