package dev.ductile.agent.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EnginePreloadTest {
  /** An engine of which only loading is asked. */
  private record Loaded(Runnable loading) implements Engine {
    @Override
    public Runnable loading(int threads) {
      return loading;
    }

    @Override
    public String name() {
      return "loaded";
    }

    @Override
    public String description() {
      return "loaded";
    }

    @Override
    public List<String> devices() {
      return List.of();
    }

    @Override
    public Program compile(GraphDefinition definition, EngineSettings settings) {
      throw new UnsupportedOperationException();
    }
  }

  @AfterEach
  void leaveNothing() {
    EnginePreload.settle();
  }

  @Test
  void loadsOnAnotherThreadAndFinishWaitsForIt() throws InterruptedException {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch may = new CountDownLatch(1);
    AtomicReference<Thread> loader = new AtomicReference<>();
    EnginePreload.start(
        new Loaded(
            () -> {
              begun.countDown();
              await(may);
              loader.set(Thread.currentThread());
            }),
        1);
    begun.await();
    assertThat(loader.get()).isNull();
    may.countDown();
    EnginePreload.finish();
    assertThat(loader.get()).isNotNull().isNotSameAs(Thread.currentThread());
  }

  @Test
  void whatLoadingThrowsIsThrownOnceByFinish() {
    UnsatisfiedLinkError failure = new UnsatisfiedLinkError("no such library");
    EnginePreload.start(
        new Loaded(
            () -> {
              throw failure;
            }),
        1);
    assertThatThrownBy(EnginePreload::finish).isSameAs(failure);
    EnginePreload.finish();
  }

  @Test
  void whoEndsTheProcessHearsOfNoFailure() {
    EnginePreload.start(
        new Loaded(
            () -> {
              throw new IllegalStateException("late");
            }),
        1);
    EnginePreload.settle();
    EnginePreload.finish();
  }

  @Test
  void anInterruptedWaitGoesOnAndIsRemembered() {
    CountDownLatch may = new CountDownLatch(1);
    EnginePreload.start(new Loaded(() -> await(may)), 1);
    Thread.currentThread().interrupt();
    new Thread(may::countDown).start();
    EnginePreload.finish();
    assertThat(Thread.interrupted()).isTrue();
    assertThat(may.getCount()).isZero();
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
