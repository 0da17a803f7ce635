package dev.ductile.base;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.commons.rng.RestorableUniformRandomProvider;
import org.junit.jupiter.api.Test;

/** Streams against an independent computation, and that none is had twice. */
class RandomStreamsTest {
  /** From hashlib's SHA-256 and xoshiro256++ written in Python after its authors' page. */
  @Test
  void aStreamIsWhatItsDocumentationSays() {
    RestorableUniformRandomProvider sticky = new RandomStreams(1).stream("sticky", 3);
    assertThat(sticky.nextLong()).isEqualTo(4977393215349584784L);
    assertThat(sticky.nextLong()).isEqualTo(-3706870516917999846L);
    RestorableUniformRandomProvider noOps = new RandomStreams(-7).stream("no-op", 0);
    assertThat(noOps.nextLong()).isEqualTo(-2334175915592814651L);
    assertThat(noOps.nextLong()).isEqualTo(5190961610750675077L);
    assertThat(new RandomStreams(1).derivedSeed("sticky", 3)).isEqualTo(620294564);
    assertThat(new RandomStreams(-7).derivedSeed("no-op", 0)).isEqualTo(614883774);
  }

  /** In ALE's vector environment slot 1 of seed 1 is slot 0 of seed 2. */
  @Test
  void neighbouringSeedsShareNoStream() {
    Set<Long> first = new HashSet<>();
    List<String> names = List.of("sticky", "no-op", "emulator");
    for (int seed = 0; seed < 10; seed++) {
      for (int slot = 0; slot < 64; slot++) {
        for (String name : names) {
          first.add(new RandomStreams(seed).stream(name, slot).nextLong());
        }
      }
    }
    assertThat(first).hasSize(10 * 64 * names.size());
  }
}
