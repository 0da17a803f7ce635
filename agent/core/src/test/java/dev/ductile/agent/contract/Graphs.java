package dev.ductile.agent.contract;

import dev.ductile.agent.engine.DataType;
import dev.ductile.agent.engine.Engine;
import dev.ductile.agent.engine.EngineSettings;
import dev.ductile.agent.engine.Function;
import dev.ductile.agent.engine.FunctionBuilder;
import dev.ductile.agent.engine.Program;
import dev.ductile.agent.engine.Shape;
import dev.ductile.agent.engine.Tensor;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;

/** Runs small functions of float32 inputs through an engine. */
final class Graphs {
  private Graphs() {}

  /** A float32 argument. */
  record Argument(Shape shape, float... values) {}

  /** Builds a result from the arguments' tensors. */
  interface Body {
    Tensor build(FunctionBuilder f, List<Tensor> arguments);
  }

  /** The result of {@code body} on the arguments. */
  static float[] run(Engine engine, Body body, Argument... arguments) {
    EngineSettings settings = new EngineSettings("cpu", 1, false);
    int[] size = new int[1];
    try (Program program =
        engine.compile(
            graph ->
                graph.function(
                    "f",
                    f -> {
                      List<Tensor> tensors = new ArrayList<>();
                      for (int i = 0; i < arguments.length; i++) {
                        tensors.add(f.input("x" + i, DataType.FLOAT32, arguments[i].shape()));
                      }
                      Tensor result = body.build(f, tensors);
                      size[0] = result.shape().elements();
                      f.output("y", result);
                    }),
            settings)) {
      Function function = program.function("f");
      for (int i = 0; i < arguments.length; i++) {
        function.input("x" + i).asFloatBuffer().put(0, arguments[i].values());
      }
      function.run();
      float[] result = new float[size[0]];
      FloatBuffer output = function.output("y").asFloatBuffer();
      output.get(0, result);
      return result;
    }
  }
}
