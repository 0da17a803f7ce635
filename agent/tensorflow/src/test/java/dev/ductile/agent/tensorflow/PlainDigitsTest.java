package dev.ductile.agent.tensorflow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ductile.agent.engine.DataType;
import dev.ductile.agent.engine.EngineSettings;
import dev.ductile.agent.engine.Program;
import dev.ductile.agent.engine.Shape;
import dev.ductile.agent.engine.Tensor;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class PlainDigitsTest {
  /** Nodes of equal names are numbered; Persian has digits of its own. */
  @Test
  void graphsAreBuiltWhereDigitsAreOthers() {
    Locale before = Locale.getDefault();
    Locale.setDefault(Locale.forLanguageTag("fa-IR"));
    try (Program program =
        new TensorFlowEngine()
            .compile(
                graph ->
                    graph.function(
                        "f",
                        f -> {
                          Tensor x = f.input("x", DataType.FLOAT32, Shape.of(2));
                          f.output("y", f.add(f.add(f.add(x, x), x), f.add(x, x)));
                        }),
                new EngineSettings("cpu", 1, false))) {
      assertThat(program).isNotNull();
      assertThat(Locale.getDefault(Locale.Category.FORMAT).getLanguage()).isEqualTo("fa");
    } finally {
      Locale.setDefault(before);
    }
  }
}
