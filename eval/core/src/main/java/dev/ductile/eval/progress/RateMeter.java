package dev.ductile.eval.progress;

import java.util.ArrayDeque;

/** Frames per second over a sliding window, so that a slow start does not spoil the forecast. */
final class RateMeter {
  private static final long WINDOW_NANOS = 30_000_000_000L;

  private record Sample(long nanos, long frames) {}

  private final ArrayDeque<Sample> samples = new ArrayDeque<>();

  RateMeter(long startFrames, long startNanos) {
    samples.add(new Sample(startNanos, startFrames));
  }

  /** Notes how many frames are done; the newest sample older than the window is kept as base. */
  void add(long frames, long nanos) {
    samples.addLast(new Sample(nanos, frames));
    while (samples.size() > 2 && nanos - second().nanos() >= WINDOW_NANOS) {
      samples.removeFirst();
    }
  }

  /** Frames per second over the window; NaN while nothing can be said. */
  double framesPerSecond() {
    Sample first = samples.getFirst();
    Sample last = samples.getLast();
    long nanos = last.nanos() - first.nanos();
    return nanos <= 0 ? Double.NaN : (last.frames() - first.frames()) * 1e9 / nanos;
  }

  private Sample second() {
    var iterator = samples.iterator();
    iterator.next();
    return iterator.next();
  }
}
