package dev.ductile.agent.tensorflow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ductile.agent.engine.CpuFeatures;
import dev.ductile.agent.engine.DataType;
import dev.ductile.agent.engine.EngineSettings;
import dev.ductile.agent.engine.Function;
import dev.ductile.agent.engine.Program;
import dev.ductile.agent.engine.Shape;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class Bfloat16Test {
  private static final CpuFeatures AVX2 = new CpuFeatures("Old CPU", Set.of("avx", "avx2"));
  private static final CpuFeatures AVX512 = new CpuFeatures("New CPU", Set.of("avx512f"));

  @Test
  void saysWhyNothingChanges() {
    assertThat(Bfloat16.whyNot(AVX2, Map.of(), 1))
        .hasValueSatisfying(why -> assertThat(why).contains("AVX-512").contains("Old CPU"));
    assertThat(Bfloat16.whyNot(AVX512, Map.of("ONEDNN_MAX_CPU_ISA", "avx2"), 1))
        .hasValueSatisfying(why -> assertThat(why).contains("ONEDNN_MAX_CPU_ISA=AVX2"));
  }

  /** What a program says of itself is what its numbers show, on whatever CPU this runs. */
  @Test
  void programsSayWhatTheyCompute() {
    float x = 1.0009765625f;
    try (Program program =
        new TensorFlowEngine()
            .compile(
                graph ->
                    graph.function(
                        "square",
                        f -> {
                          var in = f.input("x", DataType.FLOAT32, Shape.of(64, 64));
                          f.output("y", f.shift(f.matmul(f.relu(in), false, in, false), 0f));
                        }),
                new EngineSettings("cpu", 1, true))) {
      Function square = program.function("square");
      for (int i = 0; i < 64 * 64; i++) {
        square.input("x").putFloat(4 * i, x);
      }
      square.run();
      boolean rounded = Math.abs(square.output("y").getFloat(0) - 64 * x * x) > 1e-2;
      assertThat(program.bfloat16()).isEqualTo(rounded);
    }
  }
}
