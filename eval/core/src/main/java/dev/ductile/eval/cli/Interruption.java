package dev.ductile.eval.cli;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;

/**
 * Turns Ctrl-C and SIGTERM into a request: the process ends, with {@link ExitCodes#STOPPED}, when
 * the thread that does the work has written what it has.
 */
final class Interruption implements BooleanSupplier, AutoCloseable {
  private static final AtomicBoolean REQUESTED = new AtomicBoolean();

  private final Thread worker = Thread.currentThread();
  private final Thread hook = new Thread(this::stopWorker, "interruption");

  Interruption() {
    Runtime.getRuntime().addShutdownHook(hook);
  }

  static boolean isUnderWay() {
    return REQUESTED.get();
  }

  private void stopWorker() {
    REQUESTED.set(true);
    System.err.println();
    System.err.println("stopping: finishing the current step and writing a checkpoint …");
    try {
      worker.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    Runtime.getRuntime().halt(ExitCodes.STOPPED);
  }

  @Override
  public boolean getAsBoolean() {
    return REQUESTED.get();
  }

  @Override
  public void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The process is ending already: the hook waits for this thread.
      return;
    }
  }
}
