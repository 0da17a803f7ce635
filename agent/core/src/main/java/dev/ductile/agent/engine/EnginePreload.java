package dev.ductile.agent.engine;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Loads an engine's libraries on a thread of its own, while the rest of a training is prepared:
 * half a second to a second that nobody waits for.
 */
public final class EnginePreload {
  private static final AtomicReference<Future<Void>> RUNNING = new AtomicReference<>();

  private EnginePreload() {}

  /**
   * Begins to load; a failure waits for {@link #finish}.
   *
   * @param threads threads inside a network operation
   * @throws RuntimeException of {@link Engine#loading}, at once
   */
  public static void start(Engine engine, int threads) {
    FutureTask<Void> task = new FutureTask<>(engine.loading(threads), null);
    if (RUNNING.compareAndSet(null, task)) {
      Thread thread = new Thread(task, "engine-preload");
      thread.setDaemon(true);
      thread.start();
    }
  }

  /** Waits for what was started, if anything was; what it threw is thrown here. */
  public static void finish() {
    Future<Void> task = RUNNING.getAndSet(null);
    if (task == null) {
      return;
    }
    boolean interrupted = false;
    while (true) {
      try {
        task.get();
        break;
      } catch (InterruptedException e) {
        interrupted = true; // a library cannot be left half loaded
      } catch (ExecutionException e) {
        throw EnginePreload.<RuntimeException>unchecked(e.getCause());
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Waits before the process ends: what was said on standard error meanwhile may not be out yet.
   */
  public static void settle() {
    try {
      finish();
    } catch (RuntimeException | Error e) {
      return; // nobody needs the engine any more
    }
  }

  /** The very failure, of any class: messages for users are found by it. */
  @SuppressWarnings("unchecked")
  private static <E extends Throwable> E unchecked(Throwable failure) throws E {
    throw (E) failure;
  }
}
