package dev.ductile.agent.training;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * The updates that are due run on a thread of their own while the environments play on, until the
 * next updates are due. Actions are chosen with the parameters as they were before those updates:
 * one group of updates older than in {@link SerialRounds}. Everything else, and the order of all
 * random draws, depends on the counters alone, so that equal configurations give equal results.
 */
final class OverlappedRounds implements Rounds {
  private final Actor actor;
  private final Updater updater;
  private final Host host;
  private final ExecutorService background =
      Executors.newSingleThreadExecutor(
          task -> {
            Thread thread = new Thread(task, "ductile-update");
            thread.setDaemon(true);
            return thread;
          });
  private Future<?> running;

  OverlappedRounds(Actor actor, Updater updater, Host host) {
    this.actor = actor;
    this.updater = updater;
    this.host = host;
  }

  @Override
  public void next() {
    try {
      round();
    } catch (RuntimeException | Error e) {
      settle(e);
      throw e;
    }
  }

  private void round() {
    boolean updating = updater.due() > 0;
    if (updating) {
      updater.prepare(actor.agentSteps());
      running = background.submit(updater::compute);
    }
    do {
      actor.step(host.epsilon());
      if (updater.usesMemory()) {
        await();
      }
      actor.append();
      updater.earn(actor.slots(), actor.agentSteps());
      host.reportEpisodes();
    } while (updating && updater.due() == 0 && !host.isDone());
    if (updating) {
      end();
    }
    if (host.isDone() && updater.due() > 0) {
      updater.prepare(actor.agentSteps());
      updater.compute();
      end();
    }
  }

  private void end() {
    await();
    if (!updater.finish()) {
      throw host.nonFiniteLoss();
    }
  }

  /**
   * Waits for the updates, if they still run, whatever happens: nobody else may touch the learner
   * before. An interrupt is kept for later.
   */
  private void await() {
    boolean interrupted = false;
    try {
      while (running != null) {
        try {
          running.get();
          running = null;
        } catch (InterruptedException e) {
          interrupted = true;
        } catch (ExecutionException e) {
          running = null;
          throw failure(e.getCause());
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static RuntimeException failure(Throwable cause) {
    return cause instanceof RuntimeException known
        ? known
        : new IllegalStateException("an update failed: " + cause, cause);
  }

  /**
   * After a failure: what reads the learner next, such as a last checkpoint, must find it still.
   */
  private void settle(Throwable failure) {
    try {
      await();
    } catch (RuntimeException e) {
      if (e != failure) {
        failure.addSuppressed(e);
      }
    }
  }

  @Override
  public void close() {
    background.shutdown();
    settle(new IllegalStateException("closed"));
  }
}
