package dev.ductile.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ductile.base.StackStart;
import dev.ductile.replay.limits.ReplayMemoryException;
import java.nio.ByteBuffer;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Compressed frames and their budget. */
class FrameStorageTest {
  private static final int FRAME_BYTES = 7056;

  @Test
  void stopsAtItsBudgetWithTheNumbers() {
    ReplayConfig config =
        new ReplayConfig(100, 1, FRAME_BYTES, 1, StackStart.LEADING_ZEROS, 1, 0.9);
    ByteBuffer frame = ByteBuffer.allocateDirect(FRAME_BYTES);
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < FRAME_BYTES; i++) {
      frame.put(i, (byte) random.nextInt());
    }
    try (UniformReplay memory = new UniformReplay(config, FrameStorage.lz4(200_000, 50_000))) {
      memory.beginEpisode(0);
      assertThatThrownBy(
              () -> {
                for (int i = 0; i < 100; i++) {
                  memory.append(0, frame, 0, 0, 0f, true, false);
                }
              })
          .isInstanceOfSatisfying(
              ReplayMemoryException.class, e -> assertThat(e.availableBytes()).isEqualTo(200_000))
          .hasMessageContaining("outgrow their budget of 200,000 bytes");
      assertThat(memory.size()).isEqualTo(memory.added()).isBetween(20L, 28L);
      memory.checkInvariants(); // the memory itself is still whole
    }
    assertThatThrownBy(() -> FrameStorage.lz4(1L << 60).open(config, config.memoryNeed()))
        .isInstanceOf(ReplayMemoryException.class)
        .hasMessageContaining("LZ4 budget");
    assertThatThrownBy(() -> FrameStorage.lz4(0)).isInstanceOf(IllegalArgumentException.class);
  }
}
