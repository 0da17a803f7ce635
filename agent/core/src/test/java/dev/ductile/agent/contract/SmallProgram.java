package dev.ductile.agent.contract;

import dev.ductile.agent.engine.DataType;
import dev.ductile.agent.engine.Engine;
import dev.ductile.agent.engine.EngineSettings;
import dev.ductile.agent.engine.Function;
import dev.ductile.agent.engine.FunctionBuilder;
import dev.ductile.agent.engine.GraphDefinition;
import dev.ductile.agent.engine.Program;
import dev.ductile.agent.engine.Shape;
import dev.ductile.agent.engine.Tensor;
import dev.ductile.agent.engine.Variable;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Builds and runs small graphs for tests. */
final class SmallProgram {
  static final EngineSettings CPU = new EngineSettings("cpu", 1, false);

  private SmallProgram() {}

  /** An expression of some inputs. */
  interface Expression {
    Tensor of(FunctionBuilder f, List<Tensor> x);
  }

  /** A float32 array with its shape. */
  record Array(float[] values, int... dims) {
    static Array row(float... values) {
      return new Array(values, values.length);
    }

    static Array rows(int columns, float... values) {
      return new Array(values, values.length / columns, columns);
    }

    static Array random(Random random, double low, double high, int... dims) {
      float[] values = new float[Shape.of(dims).elements()];
      for (int i = 0; i < values.length; i++) {
        values[i] = (float) (low + (high - low) * random.nextDouble());
      }
      return new Array(values, dims);
    }
  }

  /**
   * One graph that holds many expressions, so that tests compile once: each with its values and the
   * gradients of a weighted sum of its elements.
   */
  static final class Suite {
    private record Case(String name, Expression expression, List<Array> inputs, boolean smooth) {}

    private final List<Case> cases = new ArrayList<>();

    void add(String name, boolean differentiable, Expression e, Array... inputs) {
      cases.add(new Case(name, e, List.of(inputs), differentiable));
    }

    List<String> names() {
      return cases.stream().map(Case::name).toList();
    }

    /** Compiles all expressions. */
    Compiled compile(Engine engine) {
      Map<String, int[]> shapes = new LinkedHashMap<>();
      Program program =
          engine.compile(
              graph -> {
                graph.variable("unused", Shape.of());
                for (Case c : cases) {
                  graph.function(c.name(), f -> shapes.put(c.name(), build(f, c)));
                }
              },
              CPU);
      return new Compiled(program, cases, shapes);
    }

    private static int[] build(FunctionBuilder f, Case c) {
      List<Tensor> inputs = new ArrayList<>();
      for (int i = 0; i < c.inputs().size(); i++) {
        inputs.add(f.input("x" + i, DataType.FLOAT32, Shape.of(c.inputs().get(i).dims())));
      }
      Tensor value = c.expression().of(f, inputs);
      f.output("value", value);
      if (c.smooth()) {
        // Unequal weights, so that errors in single elements cannot cancel.
        Tensor weights = f.constant(weights(value.shape().elements()), value.shape());
        List<Tensor> gradients = f.gradients(f.sumAll(f.multiply(value, weights)), inputs);
        for (int i = 0; i < gradients.size(); i++) {
          f.output("gradient" + i, gradients.get(i));
        }
      }
      return value.shape().dims();
    }
  }

  static float[] weights(int count) {
    float[] weights = new float[count];
    for (int i = 0; i < count; i++) {
      weights[i] = (float) Math.sin(1 + 1.7 * i);
    }
    return weights;
  }

  /** A compiled suite. */
  record Compiled(Program program, List<Suite.Case> cases, Map<String, int[]> shapes)
      implements AutoCloseable {

    int[] shape(String name) {
      return shapes.get(name);
    }

    List<Array> inputs(String name) {
      return cases.stream().filter(c -> c.name().equals(name)).findFirst().orElseThrow().inputs();
    }

    float[] run(String name, List<float[]> inputs, String output) {
      Function function = program.function(name);
      for (int i = 0; i < inputs.size(); i++) {
        function.input("x" + i).asFloatBuffer().put(inputs.get(i));
      }
      function.run();
      return floats(function.output(output));
    }

    float[] value(String name) {
      return run(name, inputs(name).stream().map(Array::values).toList(), "value");
    }

    @Override
    public void close() {
      program.close();
    }
  }

  static float[] floats(ByteBuffer bytes) {
    FloatBuffer buffer = bytes.asFloatBuffer();
    float[] values = new float[buffer.remaining()];
    buffer.get(0, values);
    return values;
  }

  static int[] ints(ByteBuffer bytes) {
    int[] values = new int[bytes.asIntBuffer().remaining()];
    bytes.asIntBuffer().get(0, values);
    return values;
  }

  static Program compile(Engine engine, GraphDefinition definition) {
    return engine.compile(definition, CPU);
  }

  static Variable variable(Program program, String name) {
    return program.variables().stream()
        .filter(v -> v.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  static void write(Program program, String name, float... values) {
    program.write(variable(program, name), FloatBuffer.wrap(values));
  }

  static float[] read(Program program, String name) {
    Variable variable = variable(program, name);
    float[] values = new float[variable.shape().elements()];
    program.read(variable, FloatBuffer.wrap(values));
    return values;
  }
}
