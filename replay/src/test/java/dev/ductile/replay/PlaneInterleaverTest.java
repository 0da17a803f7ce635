package dev.ductile.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ductile.base.StackStart;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Interleaving against the definition, pixel by pixel, and inside a sampled batch. */
class PlaneInterleaverTest {
  private static final long SEED = 20261122;

  @ParameterizedTest
  @CsvSource({"4, 7056", "4, 16", "4, 13", "1, 9", "3, 24", "4, 7"})
  void everyByteLandsAtPixelThenPlane(int planes, int pixels) {
    byte[] bytes = new byte[planes * pixels];
    new SplittableRandom(SEED).nextBytes(bytes);
    ByteBuffer from = direct(bytes.length + 3);
    from.put(3, bytes);
    ByteBuffer to = direct(2 * bytes.length);
    new PlaneInterleaver(planes, pixels).interleave(from, 3, to, bytes.length);
    for (int plane = 0; plane < planes; plane++) {
      for (int i = 0; i < pixels; i++) {
        assertThat(to.get(bytes.length + i * planes + plane))
            .as("plane %d, pixel %d, seed %d", plane, i, SEED)
            .isEqualTo(bytes[plane * pixels + i]);
      }
    }
    assertThat(to.getLong(0)).as("bytes before the offset stay").isZero();
  }

  @Test
  void aBatchMayBeInterleaved() {
    ReplayConfig config = new ReplayConfig(50, 1, 8, 2, StackStart.LEADING_ZEROS, 1, 0.9);
    try (UniformReplay memory = new UniformReplay(config)) {
      ByteBuffer frame = direct(8);
      memory.beginEpisode(0);
      for (int step = 0; step < 20; step++) {
        for (int i = 0; i < 8; i++) {
          frame.put(i, (byte) (10 * step + i));
        }
        memory.append(0, frame, 0, 0, 0f, false, false);
      }
      ReplayBatch planes = new ReplayBatch(1, config);
      ReplayBatch pixels = new ReplayBatch(1, config).layout(StackLayout.INTERLEAVED);
      planes.indices()[0] = 7;
      pixels.indices()[0] = 7;
      memory.gather(planes);
      memory.gather(pixels);
      for (int plane = 0; plane < 2; plane++) {
        for (int i = 0; i < 8; i++) {
          assertThat(pixels.observations().get(2 * i + plane))
              .isEqualTo(planes.observations().get(8 * plane + i))
              .isEqualTo((byte) (10 * (6 + plane) + i));
          assertThat(pixels.nextObservations().get(2 * i + plane))
              .isEqualTo(planes.nextObservations().get(8 * plane + i));
        }
      }
    }
  }

  private static ByteBuffer direct(int bytes) {
    return ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder());
  }
}
