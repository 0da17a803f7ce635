package dev.ductile.eval.machine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ductile.agent.engine.CpuFeatures;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Two CPUs are of one kind where the same kernels are chosen. */
class CpuKindTest {
  private static final CpuFeatures ROME =
      new CpuFeatures("AMD EPYC 7742", Set.of("sse4_2", "avx", "avx2", "fma", "sse4a"));
  private static final CpuFeatures HASWELL =
      new CpuFeatures("Intel Xeon E5", Set.of("sse4_2", "avx", "avx2", "fma", "hle"));
  private static final CpuFeatures TURIN =
      new CpuFeatures("AMD EPYC 9", Set.of("sse4_2", "avx", "avx2", "fma", "avx512f"));

  @Test
  void modelsThatChooseTheSameKernelsAreOfOneKind() {
    CpuKind rome = CpuKind.of(ROME, "oneDNN", Map.of());
    CpuKind haswell = CpuKind.of(HASWELL, "oneDNN", Map.of());
    assertThat(haswell.differenceFrom(rome)).isEmpty();
    assertThat(rome.toMap())
        .containsEntry("cpu", "AMD EPYC 7742")
        .containsEntry("instructionSets", "sse4_2 avx fma avx2")
        .containsEntry("kernels", "oneDNN")
        .containsEntry("oneDnnMaxCpuIsa", "none");
  }

  @Test
  void anotherInstructionSetOtherKernelsAndALimitAreSaidInOneLine() {
    CpuKind begun = CpuKind.read(CpuKind.of(TURIN, "oneDNN", Map.of()).toMap());
    assertThat(CpuKind.of(ROME, "oneDNN", Map.of()).differenceFrom(begun))
        .hasValue(
            "this run was begun on AMD EPYC 9 (instructionSets sse4_2 avx fma avx2 avx512f) and"
                + " goes on on AMD EPYC 7742 (instructionSets sse4_2 avx fma avx2): results go on,"
                + " but not bit for bit");
    assertThat(CpuKind.of(TURIN, "own", Map.of()).differenceFrom(begun).orElseThrow())
        .contains("(kernels oneDNN)", "(kernels own)");
    String limited =
        CpuKind.of(TURIN, "oneDNN", Map.of("ONEDNN_MAX_CPU_ISA", "AVX2\n"))
            .differenceFrom(begun)
            .orElseThrow();
    assertThat(limited).contains("(oneDnnMaxCpuIsa none)", "(oneDnnMaxCpuIsa AVX2)");
    assertThat(limited.lines()).hasSize(1);
  }

  @Test
  void whereNothingIsKnownNothingIsSaid() {
    CpuKind here = CpuKind.of(TURIN, "oneDNN", Map.of());
    assertThat(here.differenceFrom(CpuKind.read(Map.of()))).isEmpty();
    Map<String, String> earlier = new HashMap<>(Map.of("cpu", "x", "instructionSets", "avx avx2"));
    assertThat(here.differenceFrom(CpuKind.read(earlier))).isEmpty();
    CpuKind silent = CpuKind.of(CpuFeatures.parse(""), "", Map.of());
    assertThat(silent.differenceFrom(CpuKind.read(here.toMap()))).isEmpty();
    assertThat(silent.toMap()).containsEntry("cpu", "unknown").containsEntry("kernels", "unknown");
  }
}
