package dev.ductile.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.ductile.base.StackStart;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;
import org.junit.jupiter.api.Test;

/** Priorities, weights and frequencies by hand; one-byte frames, one-step windows. */
class PrioritizedReplayTest {
  private static final ReplayConfig CONFIG =
      new ReplayConfig(8, 1, 1, 1, StackStart.LEADING_ZEROS, 1, 0.9);
  private final ByteBuffer frame = ByteBuffer.allocateDirect(1);
  private final UniformRandomProvider random = RandomSource.XO_RO_SHI_RO_128_PP.create(11L);

  private static PrioritizedConfig config(double alpha, StratumScheme scheme, double share) {
    return new PrioritizedConfig(alpha, scheme, share, NewPriority.MAXIMUM_SEEN, 1);
  }

  private void append(PrioritizedReplay memory, int steps) {
    memory.beginEpisode(0);
    for (int i = 0; i < steps; i++) {
      memory.append(0, frame, 0, 0, 0f, true, false);
    }
  }

  private static void update(PrioritizedReplay memory, long[] indices, float... priorities) {
    memory.updatePriorities(indices, FloatBuffer.wrap(priorities));
  }

  @Test
  void newTransitionsGetTheLargestPriorityEverSeen() {
    try (PrioritizedReplay memory =
        new PrioritizedReplay(CONFIG, config(0.5, StratumScheme.STRATIFIED, 0))) {
      append(memory, 2);
      assertThat(memory.priority(0)).isEqualTo(1);
      update(memory, new long[] {0, 1}, 9, 4);
      update(memory, new long[] {0}, 0.25f); // the maximum stays
      append(memory, 1);
      assertThat(memory.priority(0)).isEqualTo(0.5);
      assertThat(memory.priority(1)).isEqualTo(2);
      assertThat(memory.priority(2)).isEqualTo(3);
      assertThat(memory.priority(3)).isZero();
      assertThat(memory.totalPriority()).isEqualTo(5.5);
      assertThat(memory.maximumPrioritySeen()).isEqualTo(9);
    }
    PrioritizedConfig fixed =
        new PrioritizedConfig(1, StratumScheme.STRATIFIED, 0, NewPriority.FIXED, 2);
    try (PrioritizedReplay memory = new PrioritizedReplay(CONFIG, fixed)) {
      append(memory, 1);
      update(memory, new long[] {0}, 9);
      append(memory, 1);
      assertThat(memory.priority(1)).isEqualTo(2);
    }
  }

  /** p = 1, 3 → P = 1/4, 3/4, N·P = 1/2, 3/2; β = 1: w = 2, 2/3 → 1, 1/3. Each stratum one. */
  @Test
  void weighsByHand() {
    try (PrioritizedReplay memory =
        new PrioritizedReplay(CONFIG, config(1, StratumScheme.STRATIFIED, 0))) {
      append(memory, 2);
      update(memory, new long[] {0, 1}, 1, 3);
      ReplayBatch batch = new ReplayBatch(4, CONFIG);
      memory.sample(random, 1, batch);
      assertThat(batch.indices()).containsExactly(0, 1, 1, 1);
      float[] weights = new float[4];
      batch.weights().asFloatBuffer().get(weights);
      assertThat(weights).containsExactly(new float[] {1, 1f / 3, 1f / 3, 1f / 3}, within(1e-7f));
      memory.sample(random, 0.5, batch); // √: 1, 1/√3
      assertThat(batch.weights().getFloat(4)).isCloseTo((float) (1 / Math.sqrt(3)), within(1e-7f));
      memory.sample(random, 0, batch);
      assertThat(batch.weights().getFloat(4)).isEqualTo(1f);
    }
  }

  /** With α = 1, √loss as priority and β = 1/2, weights are Dopamine's 1/√p over their maximum. */
  @Test
  void reproducesDopaminesWeights() {
    try (PrioritizedReplay memory =
        new PrioritizedReplay(CONFIG, config(1, StratumScheme.STRATIFIED, 0))) {
      append(memory, 4);
      double[] losses = {0.3, 2.5, 0.04, 1.1};
      float[] priorities = new float[4];
      for (int i = 0; i < 4; i++) {
        priorities[i] = (float) Math.sqrt(losses[i] + 1e-10);
      }
      update(memory, new long[] {0, 1, 2, 3}, priorities);
      ReplayBatch batch = new ReplayBatch(64, CONFIG);
      memory.sample(random, 0.5, batch);
      double largest = 0;
      for (long index : batch.indices()) {
        largest = Math.max(largest, 1 / Math.sqrt(priorities[(int) index] + 1e-10));
      }
      for (int row = 0; row < 64; row++) {
        double expected = 1 / Math.sqrt(priorities[(int) batch.indices()[row]] + 1e-10) / largest;
        assertThat(batch.weights().getFloat(row * 4)).isCloseTo((float) expected, within(1e-6f));
      }
    }
  }

  @Test
  void drawsInProportion() {
    double share = 0.2;
    for (StratumScheme scheme : StratumScheme.values()) {
      try (PrioritizedReplay memory = new PrioritizedReplay(CONFIG, config(0.5, scheme, share))) {
        append(memory, 4);
        update(memory, new long[] {0, 1, 2, 3}, 0, 1, 4, 49);
        double[] expected = {0.05, 0.8 * 0.1 + 0.05, 0.8 * 0.2 + 0.05, 0.8 * 0.7 + 0.05};
        int[] counts = new int[4];
        ReplayBatch batch = new ReplayBatch(32, CONFIG);
        int draws = 64_000;
        for (int i = 0; i < draws / 32; i++) {
          memory.sample(random, 1, batch);
          for (long index : batch.indices()) {
            counts[(int) index]++;
          }
        }
        for (int i = 0; i < 4; i++) {
          double deviation = Math.sqrt(expected[i] * (1 - expected[i]) / draws);
          assertThat(counts[i] / (double) draws)
              .as("%s, transition %d", scheme, i)
              .isCloseTo(expected[i], within(5 * deviation));
        }
      }
    }
  }

  @Test
  void drawsUniformlyWhereEveryPriorityIsZero() {
    try (PrioritizedReplay memory =
        new PrioritizedReplay(CONFIG, config(0.6, StratumScheme.INDEPENDENT, 0))) {
      append(memory, 3);
      update(memory, new long[] {0, 1, 2}, 0, 0, 0);
      ReplayBatch batch = new ReplayBatch(64, CONFIG);
      memory.sample(random, 1, batch);
      assertThat(batch.indices()).contains(0, 1, 2);
      assertThat(batch.weights().getFloat(0)).isEqualTo(1f);
    }
  }

  @Test
  void ignoresOverwrittenTransitions() {
    try (PrioritizedReplay memory =
        new PrioritizedReplay(CONFIG, config(1, StratumScheme.STRATIFIED, 0))) {
      append(memory, 10); // 0 and 1 are gone, 8 and 9 in their place
      int ignored =
          memory.updatePriorities(
              new long[] {0, 1, 8, 99, -1}, FloatBuffer.wrap(new float[] {7, 7, 5, 7, 7}));
      assertThat(ignored).isEqualTo(4);
      assertThat(memory.priority(8)).isEqualTo(5);
      assertThat(memory.priority(9)).isEqualTo(1);
      assertThat(memory.maximumPrioritySeen()).isEqualTo(5);
      memory.checkInvariants();
    }
  }

  @Test
  void refusesBadInput() {
    try (PrioritizedReplay memory =
        new PrioritizedReplay(CONFIG, config(1, StratumScheme.STRATIFIED, 0))) {
      append(memory, 2);
      assertThatThrownBy(() -> update(memory, new long[] {0, 1}, 5, Float.NaN))
          .hasMessageContaining("priority 1 must be finite and not negative, was NaN");
      assertThatThrownBy(() -> update(memory, new long[] {0, 1}, -1, 1))
          .hasMessageContaining("was -1.0");
      assertThatThrownBy(() -> update(memory, new long[] {0, 1}, 5))
          .hasMessageContaining("2 indices but 1 priorities");
      assertThat(memory.priority(0)).isEqualTo(1);
      assertThatThrownBy(() -> memory.sample(random, 1.5, new ReplayBatch(2, CONFIG)))
          .hasMessageContaining("importanceExponent must be in 0…1, was 1.5");
    }
    assertThatThrownBy(() -> config(-0.1, StratumScheme.STRATIFIED, 0))
        .hasMessageContaining("priorityExponent");
    assertThatThrownBy(() -> config(1, StratumScheme.STRATIFIED, 2))
        .hasMessageContaining("uniformShare");
    assertThatThrownBy(
            () -> new PrioritizedConfig(1, StratumScheme.STRATIFIED, 0, NewPriority.FIXED, 0))
        .hasMessageContaining("initialPriority");
    assertThat(config(1, StratumScheme.STRATIFIED, 0).memoryNeed(CONFIG).totalBytes())
        .isEqualTo(8 + 8 * 6 + 16 * 8);
  }

  @Test
  void allocatesNothingPerStep() {
    ReplayConfig config = new ReplayConfig(3000, 2, 64, 4, StackStart.LEADING_ZEROS, 3, 0.99);
    var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    FloatBuffer priorities = FloatBuffer.allocate(32);
    ByteBuffer frames = ByteBuffer.allocateDirect(64);
    for (FrameStorage storage :
        new FrameStorage[] {FrameStorage.raw(), FrameStorage.lz4(8 << 20, 1 << 20)}) {
      try (PrioritizedReplay memory =
          new PrioritizedReplay(config, config(0.5, StratumScheme.STRATIFIED, 1e-3), storage)) {
        ReplayBatch batch = new ReplayBatch(32, config);
        drive(memory, frames, batch, priorities, 6000);
        long least = Long.MAX_VALUE;
        for (int round = 0; round < 5; round++) {
          long before = threads.getCurrentThreadAllocatedBytes();
          drive(memory, frames, batch, priorities, 1000);
          least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
        }
        // What a step allocates shows in every round; what the JIT does once, in one.
        assertThat(least).as("bytes allocated in 1000 steps, %s", storage).isZero();
      }
    }
  }

  private void drive(
      PrioritizedReplay memory,
      ByteBuffer frames,
      ReplayBatch batch,
      FloatBuffer priorities,
      int steps) {
    for (int i = 0; i < steps; i++) {
      for (int slot = 0; slot < 2; slot++) {
        if (i % 50 == 0) {
          memory.beginEpisode(slot);
        }
        memory.append(slot, frames, 0, 1, 1f, i % 50 == 49, false);
      }
      if (memory.size() > 0) {
        memory.sample(random, 0.5, batch);
        priorities.put(i % 32, i % 7);
        memory.updatePriorities(batch.indices(), priorities);
      }
    }
  }
}
