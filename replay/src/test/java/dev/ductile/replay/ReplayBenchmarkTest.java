package dev.ductile.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ductile.base.StackStart;
import java.nio.ByteBuffer;
import org.apache.commons.rng.simple.RandomSource;
import org.junit.jupiter.api.Test;

class ReplayBenchmarkTest {
  /** The figures exist and are of a plausible size; speed itself is judged by the command. */
  @Test
  void measures() {
    ReplayConfig config = new ReplayConfig(5_000, 1, 7056, 4, StackStart.LEADING_ZEROS, 1, 0.99);
    ByteBuffer frames = ByteBuffer.allocateDirect(3 * 7056);
    ReplayBenchmark.Result result =
        ReplayBenchmark.uniform(
            config, FrameStorage.raw(), frames, RandomSource.XO_RO_SHI_RO_128_PP.create(1L));
    assertThat(result.frameStoreBytes()).isEqualTo(5_000L * 7056);
    assertThat(result.fillSeconds()).isPositive();
    assertThat(result.appendNanos()).isBetween(10.0, 1e6);
    assertThat(result.sample32Micros()).isBetween(1.0, 1e5);
    PrioritizedConfig prioritized =
        new PrioritizedConfig(0.5, StratumScheme.STRATIFIED, 0, NewPriority.MAXIMUM_SEEN, 1);
    ReplayBenchmark.Result second =
        ReplayBenchmark.prioritized(
            config,
            prioritized,
            FrameStorage.lz4(1 << 26),
            frames,
            RandomSource.XO_RO_SHI_RO_128_PP.create(1L));
    // Black frames of 7,056 bytes shrink to a few dozen: one segment holds them.
    assertThat(second.frameStoreBytes()).isEqualTo(4 << 20);
    assertThat(second.metadataBytes()).isEqualTo(5_000L * 6 + 2 * 8192 * 8);
    assertThat(second.sample32Micros()).isBetween(1.0, 1e5);
  }
}
