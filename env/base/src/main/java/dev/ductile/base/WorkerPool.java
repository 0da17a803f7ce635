package dev.ductile.base;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntConsumer;

/**
 * A fixed pool of threads that runs one task for the indices 0 to n-1 and waits, without
 * allocating. Which thread runs which index is left to chance, so the task must not care. Threads
 * spin briefly and then park.
 *
 * <p>One caller at a time. A failure of any index is thrown to the caller after all indices are
 * done: that of the lowest index, so that it does not depend on timing either.
 */
public final class WorkerPool implements AutoCloseable {
  private static final int SPINS = 200;

  private final IntConsumer task;
  private final int count;
  private final Worker[] workers;
  private final Throwable[] failures;
  private final AtomicInteger next = new AtomicInteger(Integer.MAX_VALUE);
  private final AtomicInteger remaining = new AtomicInteger();
  private volatile int round;
  private volatile Thread caller;
  private volatile boolean closed;

  /**
   * Starts the threads.
   *
   * @param name of the threads
   * @param threads how many work, the caller of {@link #run} among them
   * @param count number of indices
   * @param task run once for each index in each round
   */
  public WorkerPool(String name, int threads, int count, IntConsumer task) {
    this.task = task;
    this.count = count;
    failures = new Throwable[count];
    workers = new Worker[Math.min(threads, count) - 1];
    for (int i = 0; i < workers.length; i++) {
      workers[i] = new Worker(name + "-" + i);
      workers[i].start();
    }
  }

  /**
   * One round, in which the caller works too. Throws its first failure.
   *
   * @throws IllegalStateException if the pool is closed
   */
  public void run() {
    begin();
    work();
    await();
  }

  @SuppressWarnings("NonAtomicVolatileUpdate") // One caller at a time.
  private void begin() {
    if (closed) {
      throw new IllegalStateException("this vector of environments is closed");
    }
    if (remaining.get() != 0) {
      throw new IllegalStateException("the round before has not ended");
    }
    caller = Thread.currentThread();
    remaining.set(count);
    next.set(0);
    round++; // Only the caller writes it.
    for (Worker worker : workers) {
      LockSupport.unpark(worker);
    }
  }

  private void await() {
    for (int spin = 0; remaining.get() > 0; spin++) {
      if (spin < SPINS) {
        Thread.onSpinWait();
      } else {
        LockSupport.park(this);
      }
    }
    for (int i = 0; i < count; i++) {
      Throwable failure = failures[i];
      if (failure != null) {
        Arrays.fill(failures, null);
        throw surfaced(failure);
      }
    }
  }

  private static RuntimeException surfaced(Throwable failure) {
    if (failure instanceof Error error) {
      throw error;
    }
    return (RuntimeException) failure;
  }

  private void work() {
    for (int index = next.getAndIncrement(); index < count; index = next.getAndIncrement()) {
      try {
        task.accept(index);
      } catch (Throwable e) { // Surfaces on the caller.
        failures[index] = e;
      }
      if (remaining.decrementAndGet() == 0) {
        LockSupport.unpark(caller);
      }
    }
  }

  @Override
  public void close() {
    closed = true;
    for (Worker worker : workers) {
      LockSupport.unpark(worker);
    }
    boolean interrupted = false;
    for (Worker worker : workers) {
      while (worker.isAlive()) {
        try {
          worker.join();
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private final class Worker extends Thread {
    Worker(String name) {
      super(name);
      setDaemon(true);
    }

    @Override
    public void run() {
      int seen = 0;
      while (true) {
        for (int spin = 0; round == seen && !closed; spin++) {
          if (spin < SPINS) {
            Thread.onSpinWait();
          } else {
            LockSupport.park(WorkerPool.this);
          }
        }
        if (closed) {
          return;
        }
        seen = round;
        work();
      }
    }
  }
}
