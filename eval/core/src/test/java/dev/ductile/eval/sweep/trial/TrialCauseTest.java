package dev.ductile.eval.sweep.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.ductile.agent.training.Counters;
import dev.ductile.agent.training.NonFiniteLossException;
import dev.ductile.eval.cli.process.Failures;
import dev.ductile.eval.folder.RunLock;
import dev.ductile.replay.limits.MemoryLimits;
import java.lang.reflect.Constructor;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The words by which causes are told are those that failures really have. */
class TrialCauseTest {
  private static TrialCause of(Throwable failure) {
    return TrialCause.of(1, "ductile: " + Failures.line(failure), false);
  }

  @Test
  void failuresAreToldByTheirOwnWords(@TempDir Path folder) throws Exception {
    Constructor<NonFiniteLossException> loss =
        NonFiniteLossException.class.getDeclaredConstructor(float.class, Counters.class);
    loss.setAccessible(true);
    assertThat(of(loss.newInstance(Float.NaN, new Counters(4, 1, 1, 0))))
        .isEqualTo(TrialCause.NON_FINITE_LOSS);
    assertThat(of(new OutOfMemoryError("Java heap space"))).isEqualTo(TrialCause.MEMORY);
    assertThat(of(new OutOfMemoryError("Cannot reserve direct memory")))
        .isEqualTo(TrialCause.MEMORY);
    assertThat(of(MemoryLimits.current().refusal(1L << 60, "replay memory", null)))
        .isEqualTo(TrialCause.MEMORY);
    try (RunLock lock = RunLock.take(folder)) {
      assertThat(of(catchThrowable(() -> RunLock.take(folder)))).isEqualTo(TrialCause.BUSY);
      assertThat(lock.isHeld()).isTrue();
    }
    assertThat(of(new IllegalStateException("anything"))).isEqualTo(TrialCause.ERROR);
  }

  @Test
  void signalsAreCrashesUnlessTheSystemKilledForMemory() {
    assertThat(TrialCause.of(137, "", false)).isEqualTo(TrialCause.CRASH);
    assertThat(TrialCause.of(137, "", true)).isEqualTo(TrialCause.MEMORY);
    assertThat(TrialCause.of(134, "", true)).isEqualTo(TrialCause.CRASH);
  }
}
