package dev.ductile.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ductile.base.StackStart;
import dev.ductile.replay.limits.ReplayMemoryException;
import dev.ductile.replay.store.RawFrameStore;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.apache.commons.rng.simple.RandomSource;
import org.junit.jupiter.api.Test;

/** Bad input gets one clear line and changes nothing. */
class ReplayRefusalTest {
  private static final ReplayConfig CONFIG =
      new ReplayConfig(20, 2, 4, 2, StackStart.LEADING_ZEROS, 1, 0.9);
  private final ByteBuffer frames = ByteBuffer.allocateDirect(8);

  @Test
  void refusesBadConfigurations() {
    assertThatThrownBy(() -> new ReplayConfig(10, 2, 4, 4, StackStart.LEADING_ZEROS, 3, 0.9))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("5 entries a slot, but stackSize + nStep = 7");
    assertThatThrownBy(() -> new ReplayConfig(100, 0, 4, 4, StackStart.LEADING_ZEROS, 3, 0.9))
        .hasMessageContaining("slots must be in 1");
    assertThatThrownBy(() -> new ReplayConfig(100, 1, 4, 4, StackStart.LEADING_ZEROS, 0, 0.9))
        .hasMessageContaining("nStep must be in 1");
    assertThatThrownBy(() -> new ReplayConfig(100, 1, 4, 4, StackStart.LEADING_ZEROS, 1, 1.1))
        .hasMessageContaining("discount must be in 0…1, was 1.1");
    assertThatThrownBy(
            () -> new ReplayConfig(100, 1, 4, 4, StackStart.LEADING_ZEROS, 1, Double.NaN))
        .hasMessageContaining("NaN");
    assertThatThrownBy(
            () -> new ReplayConfig(Integer.MAX_VALUE, 1000, 4, 4, StackStart.LEADING_ZEROS, 1, 0.9))
        .hasMessageContaining("below 2^31");
  }

  @Test
  void refusesMemoryThatDoesNotFit() {
    ReplayConfig huge =
        new ReplayConfig(2_000_000_000, 1, 7056, 4, StackStart.LEADING_ZEROS, 1, 0.9);
    assertThat(huge.memoryNeed().frameStoreBytes()).isEqualTo(2_000_000_000L * 7056);
    assertThat(new ReplayConfig(1000, 1, 7056, 4, StackStart.LEADING_ZEROS, 1, 0.9).memoryNeed())
        .satisfies(n -> assertThat(n.totalBytes()).isEqualTo(7_056_000 + 6_000))
        .satisfies(n -> assertThat(n.describe()).contains("7,062,000 bytes"));
    // The frame store refuses before any array is made.
    assertThatThrownBy(() -> new RawFrameStore(huge.entries(), huge.frameBytes(), 1 << 20))
        .isInstanceOfSatisfying(
            ReplayMemoryException.class,
            e -> {
              assertThat(e.requiredBytes()).isEqualTo(14_112_000_000_000L);
              assertThat(e.availableBytes()).isPositive().isLessThan(1L << 40);
              assertThat(e).hasMessageContaining("14,112,000,000,000 bytes");
            });
    assertThatThrownBy(() -> new UniformReplay(huge)).isInstanceOf(ReplayMemoryException.class);
  }

  @Test
  void refusesBadSteps() {
    try (UniformReplay memory = new UniformReplay(CONFIG)) {
      assertThatThrownBy(() -> memory.append(0, frames, 0, 0, 0f, false, false))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("beginEpisode");
      memory.beginEpisode(0);
      assertThatThrownBy(() -> memory.beginEpisode(2)).hasMessageContaining("slot must be in 0…1");
      assertThatThrownBy(() -> memory.append(-1, frames, 0, 0, 0f, false, false))
          .hasMessageContaining("slot must be in 0…1, was -1");
      assertThatThrownBy(() -> memory.append(0, frames, 5, 0, 0f, false, false))
          .hasMessageContaining("frame of 4 bytes at offset 5 is outside a buffer with limit 8");
      assertThatThrownBy(() -> memory.append(0, frames, -1, 0, 0f, false, false))
          .hasMessageContaining("offset -1");
      assertThatThrownBy(() -> memory.append(0, frames, 0, 256, 0f, false, false))
          .hasMessageContaining("action must be in 0…255, was 256");
      assertThatThrownBy(() -> memory.append(0, frames, 0, 0, Float.NaN, false, false))
          .hasMessageContaining("reward must be finite");
      assertThatThrownBy(() -> memory.appendFinalFrame(0, frames, 0))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("may only follow a truncated step");
      assertThat(memory.added()).isZero();
      memory.append(0, frames, 0, 0, 0f, false, true);
      assertThatThrownBy(() -> memory.append(0, frames, 0, 0, 0f, false, false))
          .hasMessageContaining("the last step was truncated");
      memory.appendFinalFrame(0, frames, 4);
      assertThatThrownBy(() -> memory.appendFinalFrame(0, frames, 4))
          .isInstanceOf(IllegalStateException.class);
      memory.append(0, frames, 0, 0, 0f, false, false);
      memory.checkInvariants();
    }
  }

  @Test
  void refusesBadBatches() {
    var random = RandomSource.XO_RO_SHI_RO_128_PP.create(1L);
    try (UniformReplay memory = new UniformReplay(CONFIG)) {
      ReplayBatch batch = new ReplayBatch(2, CONFIG);
      assertThatThrownBy(() -> memory.sample(random, 0, batch))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("nothing can be sampled yet: 0 steps appended");
      ReplayConfig other = new ReplayConfig(20, 2, 5, 2, StackStart.LEADING_ZEROS, 1, 0.9);
      assertThatThrownBy(() -> memory.sample(random, 0, new ReplayBatch(2, other)))
          .hasMessageContaining("stacks of 2 × 5 bytes, the replay memory 2 × 4");
      assertThatThrownBy(() -> new ReplayBatch(0, CONFIG)).hasMessageContaining("batchSize");
    }
    ByteBuffer words = ByteBuffer.allocateDirect(8);
    ByteBuffer stacks = ByteBuffer.allocateDirect(16);
    assertThatThrownBy(
            () -> new ReplayBatch(2, 2, 4, stacks, stacks, words, words, words.slice(1, 7), words))
        .hasMessageContaining("discounts needs 8 bytes, the buffer has 7");
    assertThatThrownBy(
            () ->
                new ReplayBatch(
                    2, 2, 4, ByteBuffer.allocate(16), stacks, words, words, words, words))
        .hasMessageContaining("observations must be a writable direct buffer");
  }

  @Test
  void writesIntoTheCallersBuffers() {
    try (UniformReplay memory = new UniformReplay(CONFIG)) {
      memory.beginEpisode(1);
      frames.put(4, new byte[] {1, 2, 3, 4});
      memory.append(1, frames, 4, 7, 2.5f, true, false);
      ByteBuffer observations = ByteBuffer.allocateDirect(11).position(3);
      ByteBuffer next = ByteBuffer.allocateDirect(8);
      ByteBuffer actions = ByteBuffer.allocateDirect(4);
      ByteBuffer returns = ByteBuffer.allocateDirect(4);
      ByteBuffer discounts = ByteBuffer.allocateDirect(4);
      ByteBuffer weights = ByteBuffer.allocateDirect(4);
      ReplayBatch batch =
          new ReplayBatch(1, 2, 4, observations, next, actions, returns, discounts, weights);
      memory.sample(RandomSource.XO_RO_SHI_RO_128_PP.create(1L), 0, batch);
      assertThat(observations.get(3 + 3)).isEqualTo((byte) 0); // leading zeros
      assertThat(observations.get(3 + 4)).isEqualTo((byte) 1);
      assertThat(observations.get(3 + 7)).isEqualTo((byte) 4);
      assertThat(observations.position()).isEqualTo(3);
      assertThat(actions.order(ByteOrder.nativeOrder()).getInt(0)).isEqualTo(7);
      assertThat(returns.order(ByteOrder.nativeOrder()).getFloat(0)).isEqualTo(2.5f);
      assertThat(batch.indices()).containsExactly(1L);
    }
  }

  @Test
  void isClosedForGood() {
    UniformReplay memory = new UniformReplay(CONFIG);
    memory.beginEpisode(0);
    memory.append(0, frames, 0, 0, 0f, true, false);
    assertThat(memory.allocatedFrameBytes()).isEqualTo(80);
    memory.close();
    memory.close();
    assertThat(memory.allocatedFrameBytes()).isZero();
    var random = RandomSource.XO_RO_SHI_RO_128_PP.create(1L);
    assertThatThrownBy(() -> memory.sample(random, 0, new ReplayBatch(1, CONFIG)))
        .hasMessageContaining("closed");
    assertThatThrownBy(() -> memory.append(0, frames, 0, 0, 0f, false, false))
        .hasMessageContaining("closed");
  }
}
