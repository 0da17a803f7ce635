package dev.ductile.agent.dl4j;

import dev.ductile.agent.engine.Function;
import dev.ductile.agent.engine.Program;
import dev.ductile.agent.engine.Variable;
import java.nio.FloatBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.buffer.DataBuffer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.concurrency.AffinityManager.Location;
import org.nd4j.linalg.factory.Nd4j;

/** Functions over variables that they share. */
final class NdProgram implements Program {
  private final Map<String, NdVariable> variables;
  private final Map<NdVariable, DataBuffer> memory = new LinkedHashMap<>();
  private final Map<String, NdFunction> functions = new LinkedHashMap<>();
  private boolean closed;

  NdProgram(NdGraphBuilder definition, int threads) {
    variables = new LinkedHashMap<>(definition.variables());
    variables
        .values()
        .forEach(v -> memory.put(v, Nd4j.createBuffer(DataType.FLOAT, v.shape().elements(), true)));
    NativeThreads nativeThreads = new NativeThreads(threads);
    nativeThreads.apply();
    definition
        .functions()
        .forEach((name, f) -> functions.put(name, new NdFunction(f, memory, nativeThreads)));
  }

  @Override
  public Function function(String name) {
    Function function = functions.get(name);
    if (function == null) {
      throw new IllegalArgumentException(
          "no function '" + name + "'; there are " + String.join(", ", functions.keySet()));
    }
    return function;
  }

  @Override
  public List<Variable> variables() {
    return List.copyOf(variables.values());
  }

  @Override
  public void read(Variable variable, FloatBuffer into) {
    DataBuffer buffer = memory(variable);
    HostMemory.update(buffer);
    into.put(floats(buffer, variable));
  }

  @Override
  public void write(Variable variable, FloatBuffer from) {
    DataBuffer buffer = memory(variable);
    if (from.remaining() != variable.shape().elements()) {
      throw new IllegalArgumentException(
          variable.name()
              + " takes "
              + variable.shape().elements()
              + " values, was given "
              + from.remaining());
    }
    floats(buffer, variable).put(from);
    Nd4j.getAffinityManager().tagLocation(buffer, Location.HOST);
  }

  private static FloatBuffer floats(DataBuffer buffer, Variable variable) {
    return HostMemory.bytes(buffer, variable.shape().elements()).asFloatBuffer();
  }

  private DataBuffer memory(Variable variable) {
    if (closed) {
      throw new IllegalStateException("the program is closed");
    }
    NdVariable own = variables.get(variable.name());
    if (own == null) {
      throw new IllegalArgumentException("no variable '" + variable.name() + "' in this program");
    }
    return memory.get(own);
  }

  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    functions.values().forEach(NdFunction::close);
    memory.values().forEach(DataBuffer::close);
  }
}
