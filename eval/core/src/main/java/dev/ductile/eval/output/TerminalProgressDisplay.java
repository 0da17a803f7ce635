package dev.ductile.eval.output;

import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;

/** Progress as a bar on a terminal, redrawn a few times a second by the bar's own thread. */
final class TerminalProgressDisplay implements ProgressDisplay {
  private static final int REDRAW_MILLIS = 500;
  private static final long UPDATE_NANOS = 200_000_000L;

  private final ProgressText text;
  private final RateMeter rate;
  private final boolean unicode = Terminals.isUnicode();
  private final StatusLine line;
  private final ProgressBar bar;
  private volatile ProgressSnapshot latest;
  private volatile double framesPerSecond = Double.NaN;
  private long nextNanos = System.nanoTime();
  private boolean closed;

  TerminalProgressDisplay(ProgressText text, RateMeter rate) {
    this(text, rate, StatusLine.install());
  }

  TerminalProgressDisplay(ProgressText text, RateMeter rate, StatusLine line) {
    this.text = text;
    this.rate = rate;
    this.line = line;
    this.latest = new ProgressSnapshot(0, Double.NaN, Double.NaN, Double.NaN);
    this.bar =
        new ProgressBarBuilder()
            .setInitialMax(text.totalFrames())
            .setUpdateIntervalMillis(REDRAW_MILLIS)
            // The bar is also redrawn while frames stand still, as in an evaluation.
            .continuousUpdate()
            .setRenderer((state, columns) -> render(columns))
            .setConsumer(line)
            .build();
  }

  @Override
  public boolean isDue() {
    return System.nanoTime() - nextNanos >= 0;
  }

  @Override
  public void update(ProgressSnapshot snapshot) {
    latest = snapshot;
    if (isDue()) {
      long now = System.nanoTime();
      nextNanos = now + UPDATE_NANOS;
      rate.add(snapshot.frames(), now);
      framesPerSecond = rate.framesPerSecond();
      bar.stepTo(snapshot.frames());
    }
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      bar.stepTo(latest.frames());
      bar.close();
      // The library ends the bar on its own thread, some time later; the caller goes on printing
      // now.
      line.accept(render(line.getMaxRenderedLength()));
      line.close();
    }
  }

  private String render(int columns) {
    return text.bar(latest, framesPerSecond, columns, unicode);
  }
}
