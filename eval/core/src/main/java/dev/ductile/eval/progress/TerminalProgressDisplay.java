package dev.ductile.eval.progress;

import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;

/** Progress as a bar on a terminal, redrawn a few times a second by the bar's own thread. */
final class TerminalProgressDisplay implements ProgressDisplay {
  private static final int REDRAW_MILLIS = 500;
  private static final long UPDATE_NANOS = 200_000_000L;

  private final boolean unicode = Terminals.isUnicode();
  private final Screen screen;
  private final TerminalProgressDisplay whole;
  private final ProgressText text;
  private final RateMeter rate;
  private volatile ProgressSnapshot latest;
  private volatile double framesPerSecond = Double.NaN;
  private volatile Activity activity;
  private long nextNanos = System.nanoTime();
  private boolean closed;

  private record Activity(String text, long startNanos) {}

  /** The line that all parts are shown in, one at a time. */
  private static final class Screen {
    private final StatusLine line;
    private final ProgressBar bar;
    private volatile TerminalProgressDisplay shown;

    Screen(StatusLine line, TerminalProgressDisplay first) {
      this.line = line;
      this.shown = first;
      this.bar =
          new ProgressBarBuilder()
              .setInitialMax(-1)
              .setUpdateIntervalMillis(REDRAW_MILLIS)
              // The bar is also redrawn while frames stand still, as in a measurement.
              .continuousUpdate()
              .setRenderer((state, columns) -> shown.render(columns))
              .setConsumer(line)
              .build();
    }

    void redraw() {
      line.accept(shown.render(line.getMaxRenderedLength()));
    }

    void close() {
      bar.close();
      // The library ends the bar on its own thread, some time later; the caller goes on printing
      // now.
      redraw();
      line.close();
    }
  }

  TerminalProgressDisplay(String name, ProgressSnapshot start) {
    this(name, start, StatusLine.install());
  }

  TerminalProgressDisplay(String name, ProgressSnapshot start, StatusLine line) {
    this.whole = null;
    this.text = new ProgressText(name);
    this.rate = new RateMeter(start.frames(), System.nanoTime());
    this.latest = start;
    // Last: it asks for lines from now on.
    this.screen = new Screen(line, this);
  }

  private TerminalProgressDisplay(
      String name, ProgressSnapshot start, TerminalProgressDisplay whole) {
    this.whole = whole;
    this.text = new ProgressText(name);
    this.rate = new RateMeter(start.frames(), System.nanoTime());
    this.latest = start;
    this.screen = whole.screen;
  }

  @Override
  public boolean isDue() {
    return System.nanoTime() - nextNanos >= 0;
  }

  @Override
  public void update(ProgressSnapshot snapshot) {
    latest = snapshot;
    if (isDue()) {
      activity = null;
      long now = System.nanoTime();
      nextNanos = now + UPDATE_NANOS;
      rate.add(snapshot.frames(), now);
      framesPerSecond = rate.framesPerSecond();
    }
  }

  @Override
  public void activity(String doing) {
    activity = doing == null ? null : new Activity(doing, System.nanoTime());
  }

  @Override
  public ProgressDisplay part(String name, ProgressSnapshot start) {
    TerminalProgressDisplay part = new TerminalProgressDisplay(name, start, this);
    screen.shown = part;
    return part;
  }

  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    activity = null;
    if (whole == null) {
      screen.close();
    } else {
      screen.shown = whole;
    }
  }

  private String render(int columns) {
    Activity doing = activity;
    if (doing == null) {
      return text.bar(latest, framesPerSecond, columns, unicode);
    }
    String since = ProgressText.duration((System.nanoTime() - doing.startNanos()) / 1e9);
    return text.bar(latest, doing.text() + "  " + since, columns, unicode);
  }
}
