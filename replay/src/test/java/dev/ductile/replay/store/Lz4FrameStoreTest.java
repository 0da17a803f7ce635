package dev.ductile.replay.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** The same bits out, segments reused, budget kept. */
class Lz4FrameStoreTest {
  private static final int FRAME_BYTES = 7056;

  /** From flat to noise, so that compressed and uncompressed frames lie side by side. */
  private static void paint(ByteBuffer frame, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int noisy = random.nextInt(4) == 0 ? FRAME_BYTES : random.nextInt(FRAME_BYTES / 4);
    for (int i = 0; i < FRAME_BYTES; i++) {
      frame.put(i, (byte) (i < noisy ? random.nextInt() : seed));
    }
  }

  @Test
  void givesTheSameBitsAsRawFrames() {
    int frames = 300;
    ByteBuffer frame = ByteBuffer.allocateDirect(FRAME_BYTES);
    ByteBuffer a = ByteBuffer.allocateDirect(5 * FRAME_BYTES);
    ByteBuffer b = ByteBuffer.allocateDirect(5 * FRAME_BYTES);
    try (RawFrameStore raw = new RawFrameStore(frames, FRAME_BYTES, 1 << 20);
        Lz4FrameStore lz4 = new Lz4FrameStore(frames, FRAME_BYTES, 1 << 16, 4 << 20)) {
      SplittableRandom random = new SplittableRandom(1);
      for (int i = 0; i < 6000; i++) {
        paint(frame, i);
        raw.put(i % frames, frame, 0);
        lz4.put(i % frames, frame, 0);
        int first = random.nextInt(Math.min(i + 1, frames));
        int count = Math.min(1 + random.nextInt(5), Math.min(i + 1, frames) - first);
        raw.copy(first, count, a, 0);
        lz4.copy(first, count, b, 0);
        assertThat(b).as("step %d", i).isEqualTo(a);
      }
      assertThat(lz4.allocatedBytes()).isLessThan(raw.allocatedBytes());
    }
  }

  @Test
  void reusesSegmentsForEver() {
    ByteBuffer frame = ByteBuffer.allocateDirect(FRAME_BYTES);
    try (Lz4FrameStore lz4 = new Lz4FrameStore(200, FRAME_BYTES, 1 << 15, 2 << 20)) {
      for (int i = 0; i < 400; i++) {
        paint(frame, i % 50);
        lz4.put(i % 200, frame, 0);
      }
      long allocated = lz4.allocatedBytes();
      for (int i = 400; i < 20_000; i++) {
        paint(frame, i % 50);
        lz4.put(i % 200, frame, 0);
      }
      assertThat(lz4.allocatedBytes()).isLessThanOrEqualTo(allocated + (1 << 15));
      lz4.close();
      assertThat(lz4.allocatedBytes()).isZero();
      assertThatThrownBy(() -> lz4.put(0, frame, 0)).hasMessageContaining("closed");
    }
  }
}
