package dev.ductile.agent.tensorflow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ductile.agent.engine.CpuFeatures;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OneDnnTest {
  @Test
  void isAskedForWhereItIsFaster() {
    assertThat(OneDnn.wanted(new CpuFeatures("Zen 3", Set.of("avx", "avx2", "fma"))))
        .isEqualTo("1");
    assertThat(OneDnn.wanted(new CpuFeatures("Sandy Bridge", Set.of("avx")))).isEmpty();
    assertThat(OneDnn.wanted(new CpuFeatures("", Set.of()))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"1, true", "true, true", "0, false", "'', false", "false, false"})
  void valuesMeanWhatTheyMeanToTensorFlow(String value, boolean on) {
    assertThat(OneDnn.isOn(value)).isEqualTo(on);
  }

  /** Whatever decided: the engine tells what is computed with. */
  @Test
  void theEngineTellsIt() {
    assertThat(new TensorFlowEngine().kernels()).isEqualTo(OneDnn.on() ? "oneDNN" : "own");
  }
}
