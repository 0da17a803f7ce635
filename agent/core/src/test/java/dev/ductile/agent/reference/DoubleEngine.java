package dev.ductile.agent.reference;

import dev.ductile.agent.engine.DataType;
import dev.ductile.agent.engine.Engine;
import dev.ductile.agent.engine.EngineSettings;
import dev.ductile.agent.engine.Function;
import dev.ductile.agent.engine.FunctionBuilder;
import dev.ductile.agent.engine.GraphBuilder;
import dev.ductile.agent.engine.GraphDefinition;
import dev.ductile.agent.engine.Program;
import dev.ductile.agent.engine.Shape;
import dev.ductile.agent.engine.Tensor;
import dev.ductile.agent.engine.Variable;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * An engine in plain Java and float64, to which the others are compared: slow, without native code,
 * and exact where float32 overflows or loses digits on the way. A function is defined anew each
 * time it runs, with values in place of symbols. Composites are the defaults of {@code
 * CompositeOps}.
 */
public final class DoubleEngine implements Engine {
  @Override
  public String name() {
    return "float64";
  }

  @Override
  public String description() {
    return "Java in float64, for tests";
  }

  @Override
  public List<String> devices() {
    return List.of("cpu");
  }

  @Override
  public Program compile(GraphDefinition definition, EngineSettings settings) {
    DoubleProgram program = new DoubleProgram();
    definition.define(program);
    return program;
  }

  private record DoubleVariable(String name, Shape shape) implements Variable {}

  private static final class DoubleProgram implements Program, GraphBuilder {
    private final Map<Variable, double[]> values = new LinkedHashMap<>();
    private final Map<String, DoubleFunction> functions = new HashMap<>();

    @Override
    public Variable variable(String name, Shape shape) {
      Variable variable = new DoubleVariable(name, shape);
      if (values.keySet().stream().anyMatch(v -> v.name().equals(name))) {
        throw new IllegalArgumentException("variable '" + name + "' is taken");
      }
      values.put(variable, new double[shape.elements()]);
      return variable;
    }

    @Override
    public void function(String name, Consumer<FunctionBuilder> body) {
      DoubleFunction function = new DoubleFunction(values, body);
      body.accept(function.call());
      functions.put(name, function);
    }

    @Override
    public Function function(String name) {
      return functions.get(name);
    }

    @Override
    public List<Variable> variables() {
      return List.copyOf(values.keySet());
    }

    @Override
    public void read(Variable variable, FloatBuffer into) {
      for (double value : values.get(variable)) {
        into.put((float) value);
      }
    }

    @Override
    public void write(Variable variable, FloatBuffer from) {
      double[] to = values.get(variable);
      for (int i = 0; i < to.length; i++) {
        to[i] = from.get();
      }
    }

    @Override
    public void close() {}
  }

  private static final class DoubleFunction implements Function {
    private final Map<Variable, double[]> variables;
    private final Consumer<FunctionBuilder> body;
    private final Map<String, ByteBuffer> inputs = new HashMap<>();
    private final Map<String, ByteBuffer> outputs = new HashMap<>();

    DoubleFunction(Map<Variable, double[]> variables, Consumer<FunctionBuilder> body) {
      this.variables = variables;
      this.body = body;
    }

    Call call() {
      return new Call(this);
    }

    private static ByteBuffer buffer(Tensor of) {
      int bytes = of.type().bytes() * of.shape().elements();
      return ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder());
    }

    @Override
    public ByteBuffer input(String name) {
      return inputs.get(name);
    }

    @Override
    public ByteBuffer output(String name) {
      return outputs.get(name);
    }

    @Override
    public void run() {
      Call call = call();
      body.accept(call);
      call.assigned.forEach((variable, value) -> variables.put(variable, value.clone()));
    }
  }

  /** One run. */
  private static final class Call extends DoubleArrays {
    private final DoubleFunction function;
    private final Map<Variable, Tensor> reads = new HashMap<>();
    private final Map<Variable, double[]> assigned = new HashMap<>();

    Call(DoubleFunction function) {
      this.function = function;
    }

    @Override
    public Tensor input(String name, DataType type, Shape shape) {
      double[] values = new double[shape.elements()];
      Tensor tensor = source(type, shape, values);
      ByteBuffer bytes = function.inputs.computeIfAbsent(name, n -> DoubleFunction.buffer(tensor));
      for (int i = 0; i < values.length; i++) {
        values[i] =
            switch (type) {
              case FLOAT32 -> bytes.getFloat(4 * i);
              case INT32 -> bytes.getInt(4 * i);
              default -> bytes.get(i) & 0xff;
            };
      }
      return tensor;
    }

    @Override
    public Tensor read(Variable variable) {
      return reads.computeIfAbsent(
          variable, v -> source(DataType.FLOAT32, v.shape(), function.variables.get(v).clone()));
    }

    @Override
    public void assign(Variable variable, Tensor value) {
      assigned.put(variable, DoubleTensor.valuesOf(value));
    }

    @Override
    public void output(String name, Tensor value) {
      ByteBuffer bytes = function.outputs.computeIfAbsent(name, n -> DoubleFunction.buffer(value));
      double[] values = DoubleTensor.valuesOf(value);
      for (int i = 0; i < values.length; i++) {
        if (value.type() == DataType.INT32) {
          bytes.putInt(4 * i, (int) values[i]);
        } else {
          bytes.putFloat(4 * i, (float) values[i]);
        }
      }
    }
  }
}
