package dev.ductile.eval.output;

import java.io.PrintStream;
import java.time.Duration;
import java.util.function.LongSupplier;

/** Progress as one plain line every so often, for log files and pipes. */
final class PlainProgressDisplay implements ProgressDisplay {
  private final ProgressText text;
  private final RateMeter rate;
  private final PrintStream out;
  private final long intervalNanos;
  private final LongSupplier nanoTime;
  private long nextNanos;
  private ProgressSnapshot latest;
  private long shownFrames = -1;
  private boolean closed;

  PlainProgressDisplay(
      ProgressText text,
      RateMeter rate,
      PrintStream out,
      Duration interval,
      LongSupplier nanoTime) {
    this.text = text;
    this.rate = rate;
    this.out = out;
    this.intervalNanos = interval.toNanos();
    this.nanoTime = nanoTime;
    this.nextNanos = nanoTime.getAsLong() + intervalNanos;
  }

  @Override
  public boolean isDue() {
    return nanoTime.getAsLong() - nextNanos >= 0;
  }

  @Override
  public void update(ProgressSnapshot snapshot) {
    latest = snapshot;
    if (isDue()) {
      show();
      nextNanos = nanoTime.getAsLong() + intervalNanos;
    }
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      if (latest != null && latest.frames() != shownFrames) {
        show();
      }
    }
  }

  private void show() {
    rate.add(latest.frames(), nanoTime.getAsLong());
    out.println(text.plain(latest, rate.framesPerSecond()));
    shownFrames = latest.frames();
  }
}
