package dev.ductile.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;
import org.junit.jupiter.api.Test;

/** Random histories: the memory and its copy-everything twin give identical batches. */
class UniformReplayTwinTest {

  @Test
  void givesTheTwinsBatches() {
    for (long seed = 1; seed <= 400; seed++) {
      compare(seed, 600);
    }
  }

  @Test
  void givesTheTwinsBatchesOverALongHistory() {
    for (long seed = 1001; seed <= 1004; seed++) {
      compare(seed, 40_000);
    }
  }

  private static void compare(long seed, int steps) {
    SplittableRandom random = new SplittableRandom(seed);
    ReplayConfig config = RandomHistory.randomConfig(random);
    double ends = random.nextBoolean() ? 0.03 : 0.25;
    int chunkBytes = config.frameBytes() * (1 + random.nextInt(20));
    try (UniformReplay memory = new UniformReplay(config, FrameStorage.raw(chunkBytes))) {
      RandomHistory history = new RandomHistory(seed, config, memory, ends);
      UniformRandomProvider sampling = RandomSource.XO_RO_SHI_RO_128_PP.create(seed);
      int checkPeriod = Math.max(1, steps / 60);
      for (int i = 0; i < steps; i++) {
        history.step();
        if (i % checkPeriod == 0) {
          String where = "seed " + seed + ", step " + i + ", " + config;
          checkSampleable(where, history);
          checkSample(where, history, memory, sampling);
          memory.checkInvariants();
        }
      }
    }
  }

  /** Identical set of sampleable transitions, and each row equal. */
  static void checkSampleable(String where, RandomHistory history) {
    List<NaiveReplay.Step> sampleable = new ArrayList<>();
    for (int slot = 0; slot < history.config.slots(); slot++) {
      for (NaiveReplay.Step step : history.naive.recent(slot)) {
        boolean expected = history.naive.row(step) != null;
        assertThat(history.memory.isSampleable(history.naive.index(step)))
            .as("%s: sampleable, slot %d entry %d", where, slot, step.number)
            .isEqualTo(expected);
        if (expected) {
          sampleable.add(step);
        }
      }
    }
    assertThat(history.memory.size()).as("%s: size", where).isEqualTo(sampleable.size());
    if (sampleable.isEmpty()) {
      return;
    }
    ReplayBatch batch = dirtyBatch(sampleable.size(), history.config);
    for (int row = 0; row < sampleable.size(); row++) {
      batch.indices()[row] = history.naive.index(sampleable.get(row));
    }
    history.memory.gather(batch);
    for (int row = 0; row < sampleable.size(); row++) {
      assertRow(where, batch, row, history.naive.row(sampleable.get(row)));
    }
  }

  private static void checkSample(
      String where, RandomHistory history, UniformReplay memory, UniformRandomProvider sampling) {
    if (memory.size() == 0) {
      return;
    }
    Map<Long, NaiveReplay.Step> byIndex = new HashMap<>();
    for (int slot = 0; slot < history.config.slots(); slot++) {
      history.naive.recent(slot).forEach(s -> byIndex.put(history.naive.index(s), s));
    }
    ReplayBatch batch = dirtyBatch(7, history.config);
    memory.sample(sampling, 0, batch);
    for (int row = 0; row < batch.batchSize(); row++) {
      assertThat(byIndex).as(where).containsKey(batch.indices()[row]);
      assertRow(where, batch, row, history.naive.row(byIndex.get(batch.indices()[row])));
      assertThat(batch.weights().getFloat(row * 4)).isEqualTo(1f);
    }
  }

  /** Buffers full of rubbish: whatever is not written shows. */
  static ReplayBatch dirtyBatch(int size, ReplayConfig config) {
    ReplayBatch batch = new ReplayBatch(size, config);
    for (ByteBuffer buffer :
        List.of(
            batch.observations(),
            batch.nextObservations(),
            batch.actions(),
            batch.returns(),
            batch.discounts(),
            batch.weights())) {
      for (int i = 0; i < buffer.capacity(); i++) {
        buffer.put(i, (byte) 0xA5);
      }
    }
    return batch;
  }

  static void assertRow(String where, ReplayBatch batch, int row, NaiveReplay.Row expected) {
    assertThat(expected).as("%s: row %d is not sampleable", where, row).isNotNull();
    int bytes = expected.observation().length;
    byte[] actual = new byte[bytes];
    batch.observations().get(row * bytes, actual);
    assertThat(actual).as("%s: observation %d", where, row).isEqualTo(expected.observation());
    batch.nextObservations().get(row * bytes, actual);
    assertThat(actual).as("%s: next %d", where, row).isEqualTo(expected.next());
    assertThat(batch.actions().getInt(row * 4)).as(where).isEqualTo(expected.action());
    assertThat(batch.returns().getFloat(row * 4)).as(where).isEqualTo(expected.ret());
    assertThat(batch.discounts().getFloat(row * 4)).as(where).isEqualTo(expected.discount());
  }
}
