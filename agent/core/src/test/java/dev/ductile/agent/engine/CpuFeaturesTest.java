package dev.ductile.agent.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

/** CPUs are made up as Linux would describe them. */
class CpuFeaturesTest {
  private static final String NEHALEM =
      """
      processor\t: 0
      vendor_id\t: GenuineIntel
      model name\t: Intel(R) Xeon(R) CPU X5570 @ 2.93GHz
      flags\t\t: fpu sse sse2 ssse3 sse4_1 sse4_2 popcnt
      bugs\t\t: avx
      processor\t: 1
      flags\t\t: fpu avx avx2
      """;

  @Test
  void aLibraryForANewerCpuIsRefusedInOneLine() {
    CpuFeatures old = CpuFeatures.parse(NEHALEM);
    assertThat(old.flags()).contains("sse4_2", "popcnt").doesNotContain("avx", "avx2");
    assertThatThrownBy(() -> old.require("TensorFlow 2.18", List.of("sse4_2", "avx"), "do that"))
        .isInstanceOf(EngineException.class)
        .hasMessage(
            "TensorFlow 2.18 was built for CPUs with avx, which this one (Intel(R) Xeon(R) CPU"
                + " X5570 @ 2.93GHz) has not; do that");
  }

  @Test
  void aLibraryForThisCpuPasses() {
    CpuFeatures old = CpuFeatures.parse(NEHALEM);
    assertThatCode(() -> old.require("a library", List.of("sse4_2"), ""))
        .doesNotThrowAnyException();
  }

  @Test
  void whereNothingIsKnownEverythingPasses() {
    for (String cpuinfo : List.of("", "processor: 0\n", "flags\n", "Features\t: fp asimd\n")) {
      CpuFeatures unknown = CpuFeatures.parse(cpuinfo);
      assertThatCode(() -> unknown.require("a library", List.of("avx"), ""))
          .doesNotThrowAnyException();
    }
  }
}
