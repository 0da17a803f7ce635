package dev.ductile.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ductile.base.StackStart;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;
import org.junit.jupiter.api.Test;

/** Cases worked by hand: one-byte frames 1, 2, 3, … so that a stack reads as a list. */
class UniformReplayTest {
  private final ByteBuffer frame = ByteBuffer.allocateDirect(1);

  private static ReplayConfig config(int capacity, int stack, StackStart start, int n) {
    return new ReplayConfig(capacity, 1, 1, stack, start, n, 0.5);
  }

  private void append(ReplayMemory memory, int value, float reward, String ending) {
    frame.put(0, (byte) value);
    memory.append(0, frame, 0, value, reward, ending.contains("term"), ending.contains("trunc"));
  }

  private void appendFinal(ReplayMemory memory, int value) {
    frame.put(0, (byte) value);
    memory.appendFinalFrame(0, frame, 0);
  }

  /** Reads one transition as {@code [stack] a=… R=… g=… [next stack]}. */
  private static String read(ReplayMemory memory, long index) {
    ReplayBatch batch = new ReplayBatch(1, memory.config());
    batch.indices()[0] = index;
    memory.gather(batch);
    return stack(batch.observations())
        + " a="
        + batch.actions().getInt(0)
        + " R="
        + batch.returns().getFloat(0)
        + " g="
        + batch.discounts().getFloat(0)
        + " "
        + stack(batch.nextObservations());
  }

  private static String stack(ByteBuffer buffer) {
    List<Integer> frames = new ArrayList<>();
    for (int i = 0; i < buffer.capacity(); i++) {
      frames.add(buffer.get(i) & 0xff);
    }
    return frames.toString();
  }

  private static List<Long> sampleable(ReplayMemory memory) {
    List<Long> out = new ArrayList<>();
    for (long i = 0; i < 100; i++) {
      if (memory.isSampleable(i)) {
        out.add(i);
      }
    }
    return out;
  }

  @Test
  void oneStepWithLeadingZeros() {
    try (UniformReplay memory = new UniformReplay(config(20, 4, StackStart.LEADING_ZEROS, 1))) {
      memory.beginEpisode(0);
      append(memory, 1, 10, "");
      assertThat(memory.size()).isZero(); // its successor is not there yet
      append(memory, 2, 20, "");
      assertThat(read(memory, 0)).isEqualTo("[0, 0, 0, 1] a=1 R=10.0 g=0.5 [0, 0, 1, 2]");
      append(memory, 3, 30, "term");
      assertThat(read(memory, 2)).isEqualTo("[0, 1, 2, 3] a=3 R=30.0 g=0.0 [0, 0, 0, 0]");
      memory.beginEpisode(0);
      append(memory, 9, 0, "");
      append(memory, 10, 0, "");
      assertThat(read(memory, 3)).isEqualTo("[0, 0, 0, 9] a=9 R=0.0 g=0.5 [0, 0, 9, 10]");
      assertThat(sampleable(memory)).containsExactly(0L, 1L, 2L, 3L);
      assertThat(memory.size()).isEqualTo(4);
      assertThat(memory.added()).isEqualTo(5);
    }
  }

  @Test
  void otherStackStarts() {
    try (UniformReplay memory = new UniformReplay(config(20, 3, StackStart.TRAILING_ZEROS, 1))) {
      memory.beginEpisode(0);
      append(memory, 1, 0, "");
      append(memory, 2, 0, "");
      assertThat(read(memory, 0)).isEqualTo("[1, 0, 0] a=1 R=0.0 g=0.5 [1, 2, 0]");
    }
    try (UniformReplay memory = new UniformReplay(config(20, 3, StackStart.REPEAT_FIRST, 1))) {
      memory.beginEpisode(0);
      append(memory, 1, 0, "");
      append(memory, 2, 0, "");
      assertThat(read(memory, 0)).isEqualTo("[1, 1, 1] a=1 R=0.0 g=0.5 [1, 1, 2]");
    }
  }

  @Test
  void terminationShortensTheWindowAndKeepsItsTails() {
    try (UniformReplay memory = new UniformReplay(config(20, 1, StackStart.LEADING_ZEROS, 3))) {
      memory.beginEpisode(0);
      append(memory, 1, 1, "");
      append(memory, 2, 2, "");
      append(memory, 3, 4, "");
      append(memory, 4, 8, "term");
      // 1 + 2/2 + 4/4 = 3, bootstrap from frame 4 with 1/8.
      assertThat(read(memory, 0)).isEqualTo("[1] a=1 R=3.0 g=0.125 [4]");
      // 2 + 4/2 + 8/4 = 6 and over.
      assertThat(read(memory, 1)).isEqualTo("[2] a=2 R=6.0 g=0.0 [0]");
      assertThat(read(memory, 2)).isEqualTo("[3] a=3 R=8.0 g=0.0 [0]");
      assertThat(read(memory, 3)).isEqualTo("[4] a=4 R=8.0 g=0.0 [0]");
    }
  }

  @Test
  void aLostLifeEndsWindowsButNotStacks() {
    try (UniformReplay memory = new UniformReplay(config(20, 3, StackStart.LEADING_ZEROS, 2))) {
      memory.beginEpisode(0);
      append(memory, 1, 1, "");
      append(memory, 2, 2, "term");
      append(memory, 3, 4, "");
      append(memory, 4, 8, "");
      append(memory, 5, 16, "");
      assertThat(read(memory, 0)).isEqualTo("[0, 0, 1] a=1 R=2.0 g=0.0 [0, 0, 0]");
      assertThat(read(memory, 1)).isEqualTo("[0, 1, 2] a=2 R=2.0 g=0.0 [0, 0, 0]");
      assertThat(read(memory, 2)).isEqualTo("[1, 2, 3] a=3 R=8.0 g=0.25 [3, 4, 5]");
      assertThat(sampleable(memory)).containsExactly(0L, 1L, 2L);
    }
  }

  @Test
  void truncationBootstrapsFromTheFinalFrame() {
    try (UniformReplay memory = new UniformReplay(config(20, 2, StackStart.LEADING_ZEROS, 3))) {
      memory.beginEpisode(0);
      append(memory, 1, 1, "");
      append(memory, 2, 2, "trunc");
      assertThat(memory.size()).isZero();
      appendFinal(memory, 3);
      memory.beginEpisode(0);
      append(memory, 7, 64, "");
      assertThat(read(memory, 0)).isEqualTo("[0, 1] a=1 R=2.0 g=0.25 [2, 3]");
      assertThat(read(memory, 1)).isEqualTo("[1, 2] a=2 R=2.0 g=0.5 [2, 3]");
      assertThat(sampleable(memory)).containsExactly(0L, 1L);
    }
  }

  @Test
  void withoutItsFinalFrameATruncatedStepIsNotSampled() {
    try (UniformReplay memory = new UniformReplay(config(20, 1, StackStart.LEADING_ZEROS, 1))) {
      memory.beginEpisode(0);
      append(memory, 1, 1, "");
      append(memory, 2, 2, "trunc");
      memory.beginEpisode(0);
      append(memory, 3, 4, "");
      append(memory, 4, 4, "term,trunc"); // terminated wins: nothing to bootstrap from
      assertThat(sampleable(memory)).containsExactly(0L, 2L, 3L);
      assertThat(read(memory, 3)).isEqualTo("[4] a=4 R=4.0 g=0.0 [0]");
    }
  }

  @Test
  void theWriteHeadOverwritesStacks() {
    try (UniformReplay memory = new UniformReplay(config(6, 3, StackStart.LEADING_ZEROS, 1))) {
      memory.beginEpisode(0);
      for (int i = 1; i <= 8; i++) {
        append(memory, i, i, "");
      }
      // Present: entries 2…7 (frames 3…8); stacks of three need entries 4…, and 7 lacks a
      // successor.
      assertThat(sampleable(memory)).containsExactly(4L, 5L, 6L);
      assertThat(read(memory, 4)).isEqualTo("[3, 4, 5] a=5 R=5.0 g=0.5 [4, 5, 6]");
      assertThatThrownBy(() -> read(memory, 3))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("transition 3 is not sampleable");
    }
  }

  @Test
  void interleavesSlots() {
    ReplayConfig config = new ReplayConfig(11, 2, 1, 2, StackStart.REPEAT_FIRST, 1, 1);
    assertThat(config.slotCapacity()).isEqualTo(6);
    ByteBuffer both = ByteBuffer.allocateDirect(2);
    try (UniformReplay memory = new UniformReplay(config)) {
      memory.beginEpisode(0);
      memory.beginEpisode(1);
      for (int i = 1; i <= 2; i++) {
        both.put(0, (byte) i).put(1, (byte) (100 + i));
        memory.append(0, both, 0, i, i, false, false);
        memory.append(1, both, 1, 10 + i, -i, false, false);
      }
      assertThat(read(memory, 0)).isEqualTo("[1, 1] a=1 R=1.0 g=1.0 [1, 2]");
      assertThat(read(memory, 1)).isEqualTo("[101, 101] a=11 R=-1.0 g=1.0 [101, 102]");
    }
  }

  @Test
  void samplesUniformly() {
    long seed = 20260101;
    ReplayConfig config = new ReplayConfig(200, 3, 2, 3, StackStart.LEADING_ZEROS, 3, 0.9);
    try (UniformReplay memory = new UniformReplay(config)) {
      RandomHistory history = new RandomHistory(seed, config, memory, 0.1);
      for (int i = 0; i < 1000; i++) {
        history.step();
      }
      UniformRandomProvider random = RandomSource.XO_RO_SHI_RO_128_PP.create(seed);
      assertUniform(memory, random, seed);
    }
  }

  @Test
  void samplesUniformlyWhereRejectionGivesUp() {
    // One sampleable pair in thousands of truncated steps without final frames.
    long seed = 7;
    ReplayConfig config = new ReplayConfig(4000, 1, 1, 1, StackStart.LEADING_ZEROS, 1, 0.9);
    try (UniformReplay memory = new UniformReplay(config)) {
      for (int i = 0; i < 3990; i++) {
        memory.beginEpisode(0);
        append(memory, 1, 0, i == 1000 || i == 3000 ? "term" : "trunc");
      }
      assertThat(memory.size()).isEqualTo(2);
      assertUniform(memory, RandomSource.XO_RO_SHI_RO_128_PP.create(seed), seed);
    }
  }

  /** Two slots of different length; half of the first slot's memory is overwritten. */
  @Test
  void youngTransitionsAreDrawnInProportionToTheirWeights() {
    long seed = 11;
    ReplayConfig config = new ReplayConfig(40, 2, 1, 1, StackStart.LEADING_ZEROS, 1, 0.9);
    AgeWeights weights = new AgeWeights(12, 0.2);
    try (UniformReplay memory = new UniformReplay(config, weights, FrameStorage.raw())) {
      ByteBuffer pixel = ByteBuffer.allocateDirect(1);
      for (int slot = 0; slot < 2; slot++) {
        memory.beginEpisode(slot);
        for (int i = 0; i < (slot == 0 ? 30 : 15); i++) {
          memory.append(slot, pixel, 0, 1, 0, false, false);
        }
      }
      java.util.Map<Long, Double> expected = new java.util.HashMap<>();
      double sum = 0;
      for (long index = 0; index < 100; index++) {
        if (memory.isSampleable(index)) {
          // The last entry of a slot, which has no successor yet, is of age 1.
          long age = (index % 2 == 0 ? 30 : 15) - index / 2;
          double weight = Math.max(0.2, 1 - age / 12.0);
          expected.put(index, weight);
          sum += weight;
        }
      }
      assertThat(expected).hasSize(19 + 14);
      int draws = 60_000;
      ReplayBatch batch = new ReplayBatch(50, config);
      java.util.Map<Long, Integer> counts = new java.util.HashMap<>();
      UniformRandomProvider random = RandomSource.XO_RO_SHI_RO_128_PP.create(seed);
      for (int i = 0; i < draws; i += 50) {
        memory.sample(random, 0, batch);
        for (long index : batch.indices()) {
          counts.merge(index, 1, Integer::sum);
        }
      }
      double chiSquare = 0;
      for (var e : expected.entrySet()) {
        double wanted = draws * e.getValue() / sum;
        double off = counts.getOrDefault(e.getKey(), 0) - wanted;
        chiSquare += off * off / wanted;
      }
      double k = expected.size() - 1.0;
      assertThat(chiSquare).as("seed %d", seed).isLessThan(k + 5 * Math.sqrt(2 * k));
    }
  }

  private static void assertUniform(UniformReplay memory, UniformRandomProvider random, long seed) {
    ReplayBatch batch = new ReplayBatch(50, memory.config());
    java.util.Map<Long, Integer> counts = new java.util.HashMap<>();
    int perCell = 200;
    long draws = memory.size() * perCell / 50 * 50;
    for (long i = 0; i < draws; i += 50) {
      memory.sample(random, 0, batch);
      for (long index : batch.indices()) {
        counts.merge(index, 1, Integer::sum);
      }
    }
    double expected = (double) draws / memory.size();
    double chiSquare = 0;
    for (int count : counts.values()) {
      chiSquare += (count - expected) * (count - expected) / expected;
    }
    assertThat(counts).as("seed %d", seed).hasSize((int) memory.size());
    // Mean k, standard deviation √(2k): five of them for k degrees of freedom.
    double k = memory.size() - 1.0;
    assertThat(chiSquare).as("seed %d", seed).isLessThan(k + 5 * Math.sqrt(2 * k) + 5);
  }

  @Test
  void allocatesNothingPerStep() {
    ReplayConfig config = new ReplayConfig(3000, 2, 64, 4, StackStart.LEADING_ZEROS, 3, 0.99);
    ByteBuffer frames = ByteBuffer.allocateDirect(128);
    UniformRandomProvider random = RandomSource.XO_RO_SHI_RO_128_PP.create(1L);
    var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    try (UniformReplay memory = new UniformReplay(config)) {
      ReplayBatch batch = new ReplayBatch(32, config);
      drive(memory, frames, random, batch, 3000); // fills the chunks, warms up
      long least = Long.MAX_VALUE;
      for (int round = 0; round < 5; round++) {
        long before = threads.getCurrentThreadAllocatedBytes();
        drive(memory, frames, random, batch, 1000);
        least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
      }
      // What a step allocates shows in every round; what the JIT does once, in one.
      assertThat(least).as("bytes allocated by 2000 appends, 1000 samplings").isZero();
    }
  }

  private static void drive(
      UniformReplay memory,
      ByteBuffer frames,
      UniformRandomProvider random,
      ReplayBatch batch,
      int steps) {
    for (int i = 0; i < steps; i++) {
      for (int slot = 0; slot < 2; slot++) {
        if (i % 50 == 0) {
          memory.beginEpisode(slot);
        }
        boolean cut = i % 50 == 49;
        memory.append(slot, frames, slot * 64, 1, 1f, i % 20 == 19, cut);
        if (cut) {
          memory.appendFinalFrame(slot, frames, slot * 64);
        }
      }
      if (memory.size() > 0) {
        memory.sample(random, 0, batch);
      }
    }
  }
}
