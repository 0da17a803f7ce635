package dev.ductile.replay.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.ductile.replay.limits.MemoryLimits;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Addressing over chunk boundaries and beyond the 2 GiB of one buffer. */
class RawFrameStoreTest {
  private static final int FRAME_BYTES = 7056;

  @Test
  void addressesAcrossChunks() {
    for (int framesPerChunk = 1; framesPerChunk <= 7; framesPerChunk++) {
      try (RawFrameStore store = new RawFrameStore(23, 8, framesPerChunk * 8 + 3)) {
        writeAll(store, 23, 8);
        ByteBuffer out = ByteBuffer.allocateDirect(8 * 23);
        for (int first = 0; first < 23; first++) {
          store.copy(first, 23 - first, out, 0);
          for (int i = first; i < 23; i++) {
            assertThat(out.getLong((i - first) * 8)).isEqualTo(i + 1L);
          }
        }
        assertThat(store.allocatedBytes()).isEqualTo(8 * 23);
      }
    }
  }

  @Test
  void addressesBeyondTwoGibibytes() {
    int frames = (int) ((1L << 31) / FRAME_BYTES) + 2_000;
    long bytes = (long) frames * FRAME_BYTES;
    long available = MemoryLimits.current().availableBytes();
    assumeTrue(
        available > bytes + (1L << 30),
        "skipped: needs " + bytes + " bytes of direct memory, available " + available);
    try (RawFrameStore store =
        new RawFrameStore(frames, FRAME_BYTES, RawFrameStore.DEFAULT_CHUNK_BYTES)) {
      // Four frames at every chunk's end and in between: all of 2 GiB would tell no more.
      int framesPerChunk = RawFrameStore.DEFAULT_CHUNK_BYTES / FRAME_BYTES;
      int[] firsts =
          IntStream.rangeClosed(0, frames - 4)
              .filter(
                  f -> f % 97 == 0 || f % framesPerChunk >= framesPerChunk - 4 || f >= frames - 8)
              .toArray();
      ByteBuffer frame = ByteBuffer.allocateDirect(FRAME_BYTES);
      for (int first : firsts) {
        for (int i = first; i < first + 4; i++) {
          store.put(i, frame.putLong(0, i + 1L), 0);
        }
      }
      assertThat(store.allocatedBytes()).isEqualTo(bytes).isGreaterThan(1L << 31);
      ByteBuffer out = ByteBuffer.allocateDirect(4 * FRAME_BYTES);
      for (int first : firsts) {
        store.copy(first, 4, out, 0);
        for (int i = 0; i < 4; i++) {
          if (out.getLong(i * FRAME_BYTES) != first + i + 1L) {
            fail("frame %d holds %d", first + i, out.getLong(i * FRAME_BYTES));
          }
        }
      }
    }
  }

  @Test
  void closeFreesAtOnce() {
    BufferPoolMXBean direct =
        ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
            .filter(pool -> pool.getName().equals("direct"))
            .findFirst()
            .orElseThrow();
    RawFrameStore store = new RawFrameStore(10_000, FRAME_BYTES, 1 << 20);
    writeAll(store, 10_000, FRAME_BYTES);
    long full = direct.getMemoryUsed();
    store.close();
    // Nothing is compared with the time before: a collection may free other tests' buffers.
    assertThat(full - direct.getMemoryUsed()).isGreaterThanOrEqualTo(10_000L * FRAME_BYTES);
  }

  private static void writeAll(RawFrameStore store, int frames, int frameBytes) {
    ByteBuffer frame = ByteBuffer.allocateDirect(frameBytes);
    for (int i = 0; i < frames; i++) {
      frame.putLong(0, i + 1L);
      store.put(i, frame, 0);
    }
  }
}
