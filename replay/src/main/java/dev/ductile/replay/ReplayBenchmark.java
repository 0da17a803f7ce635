package dev.ductile.replay;

import dev.ductile.replay.limits.MemoryNeed;
import dev.ductile.replay.limits.ReplayMemoryException;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.Arrays;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * Times a full memory on this machine: no harness, medians over repeated rounds. Episodes of 1,000
 * steps. Frames are the caller's, again and again in turn: how small they can be stored, and how
 * fast they are read then, depends on what they show.
 */
public final class ReplayBenchmark {
  private static final int EPISODE_STEPS = 1_000;
  private static final int BATCH_SIZE = 32;
  private static final int ROUNDS = 400;
  private static final int SAMPLES_PER_ROUND = 10;
  private static final int APPENDS_PER_ROUND = 100;

  private ReplayBenchmark() {}

  /**
   * What was measured.
   *
   * @param capacityTransitions entries in the memory, all filled
   * @param frameStoreBytes off-heap bytes that the frames take
   * @param metadataBytes on-heap bytes beside them
   * @param fillSeconds wall-clock seconds to fill the empty memory, allocation included
   * @param appendNanos median nanoseconds of one append to the full memory
   * @param sample32Micros median microseconds to sample and copy a batch of 32
   */
  public record Result(
      int capacityTransitions,
      long frameStoreBytes,
      long metadataBytes,
      double fillSeconds,
      double appendNanos,
      double sample32Micros) {}

  /**
   * Fills a uniform memory and times it.
   *
   * @param config memory to build
   * @param storage how frames are kept
   * @param frames whole frames in a row, at least one
   * @param random source of randomness for sampling
   * @return medians
   * @throws ReplayMemoryException if the memory does not fit
   */
  public static Result uniform(
      ReplayConfig config, FrameStorage storage, ByteBuffer frames, UniformRandomProvider random) {
    try (UniformReplay memory = new UniformReplay(config, storage)) {
      ReplayBatch batch = batch(config);
      return measure(memory, frames, config.memoryNeed(), () -> memory.sample(random, 0, batch));
    }
  }

  /**
   * Fills a prioritized memory, gives it random priorities and times it, β = 0.5. The time of a
   * sampling includes the update of the 32 priorities.
   *
   * @param config memory to build
   * @param prioritized how transitions are preferred
   * @param storage how frames are kept
   * @param frames whole frames in a row, at least one
   * @param random source of randomness for sampling and priorities
   * @return medians
   * @throws ReplayMemoryException if the memory does not fit
   */
  public static Result prioritized(
      ReplayConfig config,
      PrioritizedConfig prioritized,
      FrameStorage storage,
      ByteBuffer frames,
      UniformRandomProvider random) {
    try (PrioritizedReplay memory = new PrioritizedReplay(config, prioritized, storage)) {
      ReplayBatch batch = batch(config);
      FloatBuffer priorities = FloatBuffer.allocate(BATCH_SIZE);
      return measure(
          memory,
          frames,
          prioritized.memoryNeed(config),
          () -> {
            memory.sample(random, 0.5, batch);
            for (int row = 0; row < BATCH_SIZE; row++) {
              priorities.put(row, random.nextFloat());
            }
            memory.updatePriorities(batch.indices(), priorities);
          });
    }
  }

  /** Laid out as training samples it. */
  private static ReplayBatch batch(ReplayConfig config) {
    return new ReplayBatch(BATCH_SIZE, config).layout(StackLayout.INTERLEAVED);
  }

  private static Result measure(
      ReplayMemory memory, ByteBuffer frames, MemoryNeed need, Runnable sample) {
    ReplayConfig config = memory.config();
    long start = System.nanoTime();
    int step = appendSteps(memory, frames, 0, config.slotCapacity());
    double fillSeconds = (System.nanoTime() - start) / 1e9;
    double[] appendNanos = new double[ROUNDS];
    double[] sampleMicros = new double[ROUNDS];
    for (int round = 0; round < ROUNDS; round++) {
      start = System.nanoTime();
      step = appendSteps(memory, frames, step, APPENDS_PER_ROUND);
      long appended = System.nanoTime();
      for (int i = 0; i < SAMPLES_PER_ROUND; i++) {
        sample.run();
      }
      appendNanos[round] = (appended - start) / (double) (APPENDS_PER_ROUND * config.slots());
      sampleMicros[round] = (System.nanoTime() - appended) / 1e3 / SAMPLES_PER_ROUND;
    }
    return new Result(
        config.entries(),
        memory.allocatedFrameBytes(),
        need.metadataBytes(),
        fillSeconds,
        median(appendNanos),
        median(sampleMicros));
  }

  private static int appendSteps(ReplayMemory memory, ByteBuffer frames, int from, int steps) {
    int slots = memory.config().slots();
    int frameBytes = memory.config().frameBytes();
    int count = frames.capacity() / frameBytes;
    for (int step = from; step < from + steps; step++) {
      for (int slot = 0; slot < slots; slot++) {
        if (step % EPISODE_STEPS == 0) {
          memory.beginEpisode(slot);
        }
        boolean ends = step % EPISODE_STEPS == EPISODE_STEPS - 1;
        memory.append(slot, frames, step % count * frameBytes, step & 7, step & 1, ends, false);
      }
    }
    return from + steps;
  }

  private static double median(double[] values) {
    Arrays.sort(values);
    return (values[(values.length - 1) / 2] + values[values.length / 2]) / 2;
  }
}
