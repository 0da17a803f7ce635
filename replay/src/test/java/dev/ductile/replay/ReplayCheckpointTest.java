package dev.ductile.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ductile.base.StackStart;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.channels.Channels;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.commons.rng.RestorableUniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;
import org.junit.jupiter.api.Test;

/** A restored memory goes on exactly as the one that was saved. */
class ReplayCheckpointTest {
  private static final ReplayConfig CONFIG =
      new ReplayConfig(60, 2, 3, 2, StackStart.LEADING_ZEROS, 2, 0.9);

  /** What a caller keeps on disk: ranges of entries, written once each, and the newest state. */
  private static final class Disk {
    record Range(int slot, long from, long to, byte[] bytes) {}

    final List<Range> ranges = new ArrayList<>();
    final long[] saved;
    byte[] state;

    Disk(int slots) {
      saved = new long[slots];
    }

    void save(ReplayMemory memory) throws IOException {
      ReplayCheckpoint checkpoint = memory.checkpoint();
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      checkpoint.writeState(new DataOutputStream(out));
      state = out.toByteArray();
      for (int slot = 0; slot < saved.length; slot++) {
        long from = Math.max(saved[slot], checkpoint.firstSequence(slot));
        long to = checkpoint.endSequence(slot);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        checkpoint.writeEntries(slot, from, to, Channels.newChannel(bytes));
        assertThat(bytes.size()).isEqualTo((to - from) * (6 + memory.config().frameBytes()));
        for (long s = from; s < to; s++) { // one at a time, so that old ones can be dropped
          ByteArrayOutputStream one = new ByteArrayOutputStream();
          checkpoint.writeEntries(slot, s, s + 1, Channels.newChannel(one));
          ranges.add(new Range(slot, s, s + 1, one.toByteArray()));
        }
        saved[slot] = to;
      }
    }

    void restore(ReplayMemory memory) throws IOException {
      ReplayCheckpoint checkpoint = memory.checkpoint();
      checkpoint.readState(new DataInputStream(new ByteArrayInputStream(state)));
      for (Range range : ranges) {
        if (range.from >= checkpoint.firstSequence(range.slot)) {
          checkpoint.readEntries(
              range.slot,
              range.from,
              range.to,
              Channels.newChannel(new ByteArrayInputStream(range.bytes)));
        }
      }
      checkpoint.finishRestore();
    }
  }

  @Test
  void aRestoredMemoryGoesOnAsTheSavedOne() throws IOException {
    for (long seed = 1; seed <= 60; seed++) {
      resume(seed);
    }
  }

  private static void resume(long seed) throws IOException {
    SplittableRandom random = new SplittableRandom(seed);
    ReplayConfig config = RandomHistory.randomConfig(random);
    PrioritizedConfig prioritized =
        new PrioritizedConfig(0.5, StratumScheme.STRATIFIED, 1e-3, NewPriority.MAXIMUM_SEEN, 1);
    FrameStorage lz4 = FrameStorage.lz4(1 << 20, 100);
    boolean compressed = random.nextBoolean();
    String where = "seed " + seed + ", " + config;
    PrioritizedReplay original =
        new PrioritizedReplay(config, prioritized, compressed ? lz4 : FrameStorage.raw());
    RandomHistory history = new RandomHistory(seed, config, original, 0.08);
    RestorableUniformRandomProvider draws = RandomSource.XO_RO_SHI_RO_128_PP.create(seed);
    Disk disk = new Disk(config.slots());
    for (int i = 0; i < 6; i++) {
      work(history, original, random, draws, random.nextInt(150));
      disk.save(original);
    }
    // The storage may change over a resume.
    PrioritizedReplay restored =
        new PrioritizedReplay(config, prioritized, compressed ? FrameStorage.raw() : lz4);
    disk.restore(restored);
    assertThat(restored.added()).isEqualTo(original.added());
    assertThat(restored.size()).isEqualTo(original.size());
    assertThat(restored.totalPriority()).isEqualTo(original.totalPriority());
    assertThat(restored.maximumPrioritySeen()).isEqualTo(original.maximumPrioritySeen());
    UniformReplayTwinTest.checkSampleable(where, history);
    assertSameBatches(where, original, restored, seed);
    history.memory = restored; // the history, and its twin, go on with the restored one alone
    original.close();
    work(history, restored, random, draws, 200);
    UniformReplayTwinTest.checkSampleable(where, history);
    restored.checkInvariants();
    restored.close();
  }

  private static void work(
      RandomHistory history,
      PrioritizedReplay memory,
      SplittableRandom random,
      RestorableUniformRandomProvider draws,
      int steps) {
    ReplayBatch batch = new ReplayBatch(4, history.config);
    for (int i = 0; i < steps; i++) {
      history.step();
      if (memory.size() > 0) {
        memory.sample(draws, 0.5, batch);
        float[] priorities = new float[4];
        for (int row = 0; row < 4; row++) {
          priorities[row] = (float) random.nextDouble(0, 3);
        }
        memory.updatePriorities(batch.indices(), FloatBuffer.wrap(priorities));
      }
    }
  }

  private static void assertSameBatches(
      String where, PrioritizedReplay a, PrioritizedReplay b, long seed) {
    if (a.size() == 0) {
      return;
    }
    ReplayBatch one = UniformReplayTwinTest.dirtyBatch(16, a.config());
    ReplayBatch two = UniformReplayTwinTest.dirtyBatch(16, a.config());
    a.sample(RandomSource.XO_RO_SHI_RO_128_PP.create(seed), 0.7, one);
    b.sample(RandomSource.XO_RO_SHI_RO_128_PP.create(seed), 0.7, two);
    assertThat(two.indices()).as(where).isEqualTo(one.indices());
    assertThat(two.observations()).as(where).isEqualTo(one.observations());
    assertThat(two.nextObservations()).as(where).isEqualTo(one.nextObservations());
    assertThat(two.returns()).as(where).isEqualTo(one.returns());
    assertThat(two.discounts()).as(where).isEqualTo(one.discounts());
    assertThat(two.weights()).as(where).isEqualTo(one.weights());
  }

  private static Disk savedUniform() throws IOException {
    Disk disk = new Disk(CONFIG.slots());
    try (UniformReplay memory = new UniformReplay(CONFIG)) {
      RandomHistory history = new RandomHistory(3, CONFIG, memory, 0.1);
      for (int i = 0; i < 100; i++) {
        history.step();
      }
      disk.save(memory);
    }
    return disk;
  }

  @Test
  void restoresAUniformMemory() throws IOException {
    Disk disk = savedUniform();
    try (UniformReplay memory = new UniformReplay(CONFIG)) {
      disk.restore(memory);
      assertThat(memory.added()).isEqualTo(100);
      assertThatThrownBy(() -> disk.restore(memory))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("into an empty one only");
    }
  }

  @Test
  void namesTheKeysThatDiffer() throws IOException {
    Disk disk = savedUniform();
    ReplayConfig other = new ReplayConfig(60, 2, 3, 2, StackStart.REPEAT_FIRST, 3, 0.9);
    try (UniformReplay memory = new UniformReplay(other)) {
      assertThatThrownBy(() -> disk.restore(memory))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("saved stackStart=LEADING_ZEROS, here stackStart=REPEAT_FIRST")
          .hasMessageContaining("saved nStep=2, here nStep=3");
    }
    PrioritizedConfig prioritized =
        new PrioritizedConfig(1, StratumScheme.STRATIFIED, 0, NewPriority.FIXED, 1);
    try (PrioritizedReplay memory = new PrioritizedReplay(CONFIG, prioritized)) {
      assertThatThrownBy(() -> disk.restore(memory)).hasMessageContaining("saved kind=uniform");
    }
  }

  @Test
  void refusesDamage() throws IOException {
    Disk disk = savedUniform();
    Disk.Range last = disk.ranges.remove(disk.ranges.size() - 1);
    try (UniformReplay memory = new UniformReplay(CONFIG)) {
      assertThatThrownBy(() -> disk.restore(memory)).hasMessageContaining("is missing");
      assertThatThrownBy(() -> memory.beginEpisode(0)).hasMessageContaining("being restored");
      ReplayCheckpoint checkpoint = memory.checkpoint();
      assertThatThrownBy(() -> read(checkpoint, last, new byte[4]))
          .isInstanceOf(EOFException.class);
      byte[] damaged = last.bytes.clone();
      damaged[0] = (byte) 0xff;
      assertThatThrownBy(() -> read(checkpoint, last, damaged))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("damaged replay entry");
    }
    disk.state[0] ^= 1;
    try (UniformReplay memory = new UniformReplay(CONFIG)) {
      assertThatThrownBy(() -> disk.restore(memory))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("not the state of a replay memory");
    }
  }

  private static void read(ReplayCheckpoint checkpoint, Disk.Range range, byte[] bytes)
      throws IOException {
    checkpoint.readEntries(
        range.slot, range.from, range.to, Channels.newChannel(new ByteArrayInputStream(bytes)));
  }

  @Test
  void refusesRangesThatAreNotHeld() throws IOException {
    try (UniformReplay memory = new UniformReplay(CONFIG)) {
      RandomHistory history = new RandomHistory(3, CONFIG, memory, 0.1);
      for (int i = 0; i < 200; i++) {
        history.step();
      }
      ReplayCheckpoint checkpoint = memory.checkpoint();
      var out = Channels.newChannel(new ByteArrayOutputStream());
      long first = checkpoint.firstSequence(1);
      assertThat(checkpoint.endSequence(1) - first).isEqualTo(30);
      assertThatThrownBy(() -> checkpoint.writeEntries(1, first - 1, first, out))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("held are " + first);
      assertThatThrownBy(() -> checkpoint.writeEntries(2, 0, 1, out))
          .hasMessageContaining("there are 2 slots");
    }
  }

  /** The writer is overtaken by the trainer in the middle of a range: it must say so. */
  @Test
  void noticesThatItWasOvertaken() {
    try (UniformReplay memory = new UniformReplay(CONFIG)) {
      RandomHistory history = new RandomHistory(3, CONFIG, memory, 0.1);
      for (int i = 0; i < 200; i++) {
        history.step();
      }
      ReplayCheckpoint checkpoint = memory.checkpoint();
      var overtaking =
          Channels.newChannel(
              new ByteArrayOutputStream() {
                @Override
                public synchronized void write(byte[] b, int off, int len) {
                  super.write(b, off, len);
                  for (int i = 0; i < 10; i++) {
                    history.step();
                  }
                }
              });
      long first = checkpoint.firstSequence(0);
      long end = checkpoint.endSequence(0);
      assertThatThrownBy(() -> checkpoint.writeEntries(0, first, end, overtaking))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("were overwritten while they were saved");
    }
  }
}
