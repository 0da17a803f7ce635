package dev.ductile.agent.dl4j;

import dev.ductile.agent.dl4j.kernel.HostMemory;
import dev.ductile.agent.engine.CompiledProgram;
import dev.ductile.agent.engine.Variable;
import java.nio.FloatBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import org.nd4j.linalg.api.buffer.DataBuffer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.concurrency.AffinityManager.Location;
import org.nd4j.linalg.factory.Nd4j;

/** Functions over variables that they share. */
final class NdProgram extends CompiledProgram<NdVariable, NdFunction> {
  private final Map<NdVariable, DataBuffer> memory = new LinkedHashMap<>();
  private boolean closed;

  NdProgram(NdGraphBuilder definition, int threads) {
    super(definition.variables());
    definition
        .variables()
        .values()
        .forEach(v -> memory.put(v, Nd4j.createBuffer(DataType.FLOAT, v.shape().elements(), true)));
    NativeThreads nativeThreads = new NativeThreads(threads);
    nativeThreads.apply();
    definition
        .functions()
        .forEach((name, f) -> add(name, new NdFunction(f, memory, nativeThreads)));
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
    requireSize(variable, from);
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
    return memory.get(own(variable));
  }

  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    functions().forEach(NdFunction::close);
    memory.values().forEach(DataBuffer::close);
  }
}
