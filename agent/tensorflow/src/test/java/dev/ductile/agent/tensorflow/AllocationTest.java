package dev.ductile.agent.tensorflow;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.ductile.agent.config.RunConfig;
import dev.ductile.agent.training.Counters;
import dev.ductile.agent.training.Trainer;
import dev.ductile.agent.training.TrainingListener;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Bytes that the training thread leaves to the garbage collector, with updates and without, after
 * it has begun: a run of weeks must not live on collections.
 */
class AllocationTest {
  private static final int WARM_UP_STEPS = 1000;
  private static final int STEPS = 1000;

  /** Of one vector step, a quarter of an update among it. */
  private static final long MOST_BYTES_A_STEP = 1000;

  @ParameterizedTest
  @CsvSource({"dqn, cleanrl", "rainbow, dqn-zoo", "rainbow, cleanrl", "iqn, dqn-zoo"})
  void aStepLeavesLittleGarbage(String agent, String preset) {
    RunConfig config =
        StoppedTraining.config(
            agent,
            preset,
            "env.maxFramesPerEpisode=100000",
            "run.environments=1",
            "run.logPeriodFrames=1000000",
            "run.frames=" + 4 * (WARM_UP_STEPS + STEPS + 10));
    Watch watch = new Watch();
    try (Trainer trainer = StoppedTraining.open(config)) {
      trainer.run(watch, () -> false);
    }
    long bytes = (watch.end - watch.start) / STEPS;
    System.out.println(agent + " " + preset + ": " + bytes + " bytes a step");
    assertThat(bytes).as("bytes a step of %s", agent).isLessThan(MOST_BYTES_A_STEP);
  }

  private static final class Watch implements TrainingListener {
    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private long start;
    private long end;

    @Override
    public void onRest(Counters counters) {
      if (counters.agentSteps() == WARM_UP_STEPS) {
        start = threads.getCurrentThreadAllocatedBytes();
      } else if (counters.agentSteps() == WARM_UP_STEPS + STEPS) {
        end = threads.getCurrentThreadAllocatedBytes();
      }
    }
  }
}
