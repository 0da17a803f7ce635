package dev.ductile.agent.dl4j;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ductile.agent.engine.DataType;
import dev.ductile.agent.engine.EngineSettings;
import dev.ductile.agent.engine.Function;
import dev.ductile.agent.engine.Program;
import dev.ductile.agent.engine.Shape;
import dev.ductile.agent.engine.Tensor;
import dev.ductile.agent.profile.OperationTime;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Each kernel is timed; the function computes what it always does. */
class NdFunctionProfileTest {
  @Test
  void kernelsAreCountedAndTimed() {
    try (Program program =
        new Dl4jEngine()
            .compile(
                graph ->
                    graph.function(
                        "f",
                        f -> {
                          Tensor x = f.input("x", DataType.FLOAT32, Shape.of(3, 4));
                          Tensor y = f.input("y", DataType.FLOAT32, Shape.of(4, 2));
                          f.output("z", f.relu(f.matmul(x, false, y, false)));
                        }),
                new EngineSettings("cpu", 1, false))) {
      Function function = program.function("f");
      for (int i = 0; i < 12; i++) {
        function.input("x").putFloat(4 * i, 1);
      }
      for (int i = 0; i < 8; i++) {
        function.input("y").putFloat(4 * i, 0.5f);
      }
      List<OperationTime> times = function.profile(3).orElseThrow();
      assertThat(function.output("z").getFloat(0)).isEqualTo(2);
      assertThat(times)
          .filteredOn(time -> time.operation().equals("matmul"))
          .singleElement()
          .satisfies(
              time -> {
                assertThat(time.count()).isEqualTo(1);
                assertThat(time.milliseconds()).isPositive();
                assertThat(time.gigaflops()).isNaN();
              });
    }
  }
}
