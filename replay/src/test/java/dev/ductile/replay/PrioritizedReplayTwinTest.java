package dev.ductile.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;
import org.junit.jupiter.api.Test;

/**
 * A million random operations (steps, samplings, updates of priorities) on prioritized memories,
 * raw and compressed, beside a twin that keeps priorities in a map and selects by linear scan.
 * Priorities are multiples of 1/8 and α is 1, so that all sums are exact and the selections must be
 * the same to the last one.
 */
class PrioritizedReplayTwinTest {
  private static final int OPERATIONS = 1_000_000;
  private static final int HISTORIES = 40;

  private static final class Twin {
    final RandomHistory history;
    final PrioritizedConfig config;
    final Map<Long, Double> priorities = new HashMap<>();
    double maximumSeen;

    Twin(RandomHistory history, PrioritizedConfig config) {
      this.history = history;
      this.config = config;
      this.maximumSeen = config.initialPriority();
    }

    /** All sampleable steps in the order of the memory's positions. */
    List<NaiveReplay.Step> sampleable() {
      List<NaiveReplay.Step> out = new ArrayList<>();
      for (int slot = 0; slot < history.config.slots(); slot++) {
        List<NaiveReplay.Step> ofSlot = new ArrayList<>();
        for (NaiveReplay.Step step : history.naive.recent(slot)) {
          if (history.naive.row(step) != null) {
            ofSlot.add(step);
          }
        }
        int capacity = history.config.slotCapacity();
        ofSlot.sort((a, b) -> Long.compare(a.number % capacity, b.number % capacity));
        out.addAll(ofSlot);
      }
      return out;
    }

    /** After a step: what became sampleable gets its first priority. */
    void refresh() {
      double first =
          config.newPriority() == NewPriority.FIXED ? config.initialPriority() : maximumSeen;
      Map<Long, Double> next = new HashMap<>();
      for (NaiveReplay.Step step : sampleable()) {
        long index = history.naive.index(step);
        next.put(index, priorities.getOrDefault(index, first));
      }
      priorities.clear();
      priorities.putAll(next);
    }
  }

  @Test
  void selectsReadsAndWeighsLikeTheTwin() {
    for (long seed = 1; seed <= HISTORIES; seed++) {
      compare(seed, OPERATIONS / HISTORIES);
    }
  }

  private static void compare(long seed, int operations) {
    SplittableRandom random = new SplittableRandom(seed * 7919);
    ReplayConfig config = RandomHistory.randomConfig(random);
    PrioritizedConfig prioritized =
        new PrioritizedConfig(
            1,
            StratumScheme.values()[random.nextInt(2)],
            random.nextBoolean() ? 0 : 0.125,
            NewPriority.values()[random.nextInt(2)],
            1.5);
    FrameStorage storage =
        random.nextBoolean() ? FrameStorage.raw(50) : FrameStorage.lz4(1 << 20, 100);
    String where = "seed " + seed + ", " + config + ", " + prioritized + ", " + storage;
    UniformRandomProvider mine = RandomSource.XO_RO_SHI_RO_128_PP.create(seed);
    UniformRandomProvider twins = RandomSource.XO_RO_SHI_RO_128_PP.create(seed);
    try (PrioritizedReplay memory = new PrioritizedReplay(config, prioritized, storage)) {
      RandomHistory history = new RandomHistory(seed, config, memory, 0.08);
      Twin twin = new Twin(history, prioritized);
      ReplayBatch batch = UniformReplayTwinTest.dirtyBatch(5, config);
      for (int i = 0; i < operations; i++) {
        switch (random.nextInt(4)) {
          case 0, 1 -> {
            history.step();
            twin.refresh();
          }
          case 2 -> sampleBoth(where, memory, twin, mine, twins, batch, random.nextInt(5) / 4.0);
          default -> update(where, memory, twin, batch, random);
        }
        if (i % 5_000 == 0) {
          UniformReplayTwinTest.checkSampleable(where, history);
          memory.checkInvariants();
        }
      }
    }
  }

  private static void sampleBoth(
      String where,
      PrioritizedReplay memory,
      Twin twin,
      UniformRandomProvider mine,
      UniformRandomProvider twins,
      ReplayBatch batch,
      double beta) {
    List<NaiveReplay.Step> steps = twin.sampleable();
    assertThat(memory.size()).as(where).isEqualTo(steps.size());
    if (steps.isEmpty()) {
      return;
    }
    double[] values =
        steps.stream().mapToDouble(s -> twin.priorities.get(twin.history.naive.index(s))).toArray();
    double total = java.util.Arrays.stream(values).sum();
    assertThat(memory.totalPriority()).as(where).isEqualTo(total);
    memory.sample(mine, beta, batch);
    double share = total > 0 ? twin.config.uniformShare() : 1;
    double[] weights = new double[batch.batchSize()];
    double largest = 0;
    for (int row = 0; row < batch.batchSize(); row++) {
      int chosen = choose(twin, steps, values, total, share, twins, row, batch.batchSize());
      NaiveReplay.Step step = steps.get(chosen);
      assertThat(batch.indices()[row])
          .as("%s: row %d", where, row)
          .isEqualTo(twin.history.naive.index(step));
      UniformReplayTwinTest.assertRow(where, batch, row, twin.history.naive.row(step));
      double probability =
          (total > 0 ? (1 - share) * values[chosen] / total : 0) + share / steps.size();
      weights[row] = Math.pow(steps.size() * probability, -beta);
      largest = Math.max(largest, weights[row]);
    }
    for (int row = 0; row < batch.batchSize(); row++) {
      assertThat(batch.weights().getFloat(row * 4))
          .as(where)
          .isEqualTo((float) (weights[row] / largest));
    }
  }

  private static int choose(
      Twin twin,
      List<NaiveReplay.Step> steps,
      double[] values,
      double total,
      double share,
      UniformRandomProvider random,
      int row,
      int rows) {
    if (share > 0 && random.nextDouble() < share) {
      return chooseUniformly(twin.history.config, steps, twin.history, random);
    }
    double u = random.nextDouble();
    boolean stratified = twin.config.scheme() == StratumScheme.STRATIFIED;
    return SumTreeTest.scan(values, stratified ? total * ((row + u) / rows) : total * u);
  }

  /** Draws positions of all filled ones until one is in the list; then the n-th of the list. */
  private static int chooseUniformly(
      ReplayConfig config,
      List<NaiveReplay.Step> steps,
      RandomHistory history,
      UniformRandomProvider random) {
    int longest = 0;
    for (int slot = 0; slot < config.slots(); slot++) {
      longest = (int) Math.max(longest, Math.min(history.naive.head(slot), config.slotCapacity()));
    }
    for (int i = 0; i < 64; i++) {
      long drawn = random.nextLong((long) config.slots() * longest);
      for (int j = 0; j < steps.size(); j++) {
        NaiveReplay.Step step = steps.get(j);
        if (step.slot == drawn / longest
            && step.number % config.slotCapacity() == drawn % longest) {
          return j;
        }
      }
    }
    return (int) random.nextLong(steps.size());
  }

  /** New priorities for what was sampled last, some of it overwritten by now. */
  private static void update(
      String where,
      PrioritizedReplay memory,
      Twin twin,
      ReplayBatch batch,
      SplittableRandom random) {
    FloatBuffer priorities =
        ByteBuffer.allocateDirect(4 * batch.batchSize())
            .order(java.nio.ByteOrder.nativeOrder())
            .asFloatBuffer();
    boolean allZero = random.nextInt(50) == 0;
    int overwritten = 0;
    for (int row = 0; row < batch.batchSize(); row++) {
      float priority = allZero || random.nextInt(6) == 0 ? 0 : random.nextInt(64) / 8f;
      priorities.put(row, priority);
      long index = batch.indices()[row];
      if (twin.priorities.containsKey(index)) {
        twin.priorities.put(index, (double) priority);
        twin.maximumSeen = Math.max(twin.maximumSeen, priority);
      } else {
        overwritten++;
      }
    }
    assertThat(memory.updatePriorities(batch.indices(), priorities))
        .as(where)
        .isEqualTo(overwritten);
    assertThat(memory.maximumPrioritySeen()).as(where).isEqualTo(twin.maximumSeen);
  }
}
