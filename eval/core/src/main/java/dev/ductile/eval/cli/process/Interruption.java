package dev.ductile.eval.cli.process;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import sun.misc.Signal;
import sun.misc.SignalHandler;

/**
 * Turns Ctrl-C, SIGTERM and SIGHUP (a terminal that was closed) into a request to stop, which the
 * work looks for between its steps. A second signal of the same kind ends the process at once,
 * unless it comes within a second: schedulers of clusters signal a job's processes all together,
 * and a process that was signalled passes it on to those that it started. What was told to be
 * ignored, as by {@code nohup}, stays ignored.
 *
 * <p>This is no shutdown hook: while the machine shuts down, libraries that register hooks of their
 * own, such as Java's graphics, fail, and the learning curve could not be drawn.
 */
public final class Interruption implements BooleanSupplier, AutoCloseable {
  /** Signals of one kind that come within this time are one. */
  private static final long SAME_NANOS = TimeUnit.SECONDS.toNanos(1);

  /** With a signal's number: what shells call the exit code of a process that it ended. */
  private static final int KILLED_BY = 128;

  private final Map<Signal, Long> firstNanos = new HashMap<>();
  private final AtomicBoolean requested = new AtomicBoolean();
  private final Map<Signal, SignalHandler> before = new LinkedHashMap<>();

  private final String answer;

  /** Watches from now on over something that can stop between two steps. */
  public Interruption() {
    this("stopping: finishing the current step and writing a checkpoint; once more ends at once");
  }

  /**
   * Watches from now on.
   *
   * @param answer what is said to the first signal
   */
  public Interruption(String answer) {
    this.answer = answer;
    watch("INT");
    watch("TERM");
    watch("HUP");
  }

  private void watch(String name) {
    Signal signal = new Signal(name);
    try {
      before.put(signal, Signal.handle(signal, this::stop));
    } catch (IllegalArgumentException e) {
      // The user told the machine to leave this signal alone (java -Xrs).
      return;
    }
  }

  private synchronized void stop(Signal signal) {
    long now = System.nanoTime();
    if (now - firstNanos.computeIfAbsent(signal, first -> now) > SAME_NANOS) {
      Runtime.getRuntime().halt(KILLED_BY + signal.getNumber());
    }
    if (!requested.getAndSet(true)) {
      System.err.println();
      System.err.println(answer);
    }
  }

  @Override
  public boolean getAsBoolean() {
    return requested.get();
  }

  @Override
  public void close() {
    before.forEach(Signal::handle);
  }
}
