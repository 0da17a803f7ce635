package dev.ductile.agent.tensorflow;

import dev.ductile.agent.engine.DataType;
import dev.ductile.agent.engine.Function;
import dev.ductile.agent.engine.Program;
import dev.ductile.agent.engine.Shape;
import dev.ductile.agent.engine.Variable;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.internal.c_api.TF_Operation;
import org.tensorflow.op.Op;
import org.tensorflow.proto.ConfigProto;

/** A graph in a session of its own. */
final class TfProgram implements Program {
  private final DeviceChoice device;
  private final NativeSession session;
  private final Map<String, TfVariable> variables;
  private final Map<String, TfGraphBuilder.Access> access = new LinkedHashMap<>();
  private final Map<String, TfFunction> functions = new LinkedHashMap<>();

  TfProgram(TfGraphBuilder definition, ConfigProto config, DeviceChoice device) {
    this.device = device;
    session = new NativeSession(definition.graph().toGraphDef(), config, device.tensorFlowName());
    variables = new LinkedHashMap<>(definition.variables());
    variables.keySet().forEach(name -> access.put(name, definition.access(name)));
    definition.functions().forEach((name, f) -> functions.put(name, new TfFunction(session, f)));
    zero(definition.initialisers());
  }

  private void zero(List<Op> initialisers) {
    if (initialisers.isEmpty()) {
      return; // TensorFlow refuses to run nothing
    }
    List<TF_Operation> targets =
        initialisers.stream().map(op -> session.operation(op.op().name())).toList();
    try (NativeCall call =
        new NativeCall(
            session, "initialise", List.of(), List.of(), List.of(), List.of(), targets)) {
      call.run();
    }
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
  public String device() {
    return device.toString();
  }

  @Override
  public void read(Variable variable, FloatBuffer into) {
    Shape shape = variable.shape();
    ByteBuffer bytes =
        ByteBuffer.allocateDirect(shape.elements() * Float.BYTES).order(ByteOrder.nativeOrder());
    NativeCall.Port port = port(access(variable).read());
    try (NativeCall call =
        new NativeCall(
            session, "read", List.of(), List.of(), List.of(port), List.of(bytes), List.of())) {
      call.run();
    }
    into.put(bytes.asFloatBuffer());
  }

  @Override
  public void write(Variable variable, FloatBuffer from) {
    Shape shape = variable.shape();
    if (from.remaining() != shape.elements()) {
      throw new IllegalArgumentException(
          variable.name()
              + " takes "
              + shape.elements()
              + " values, was given "
              + from.remaining());
    }
    // Assignment keeps the fed memory: each write has its own, freed by TensorFlow's own count.
    try (NativeTensor value = new NativeTensor(DataType.FLOAT32, shape);
        NativeCall call =
            new NativeCall(
                session,
                "write",
                List.of(port(access(variable).placeholder())),
                List.of(value),
                List.of(),
                List.of(),
                List.of(session.operation(access(variable).assign())))) {
      value.bytes().asFloatBuffer().put(from);
      call.run();
    }
  }

  private NativeCall.Port port(String operation) {
    return new NativeCall.Port(session.operation(operation), 0);
  }

  private TfGraphBuilder.Access access(Variable variable) {
    TfGraphBuilder.Access found = access.get(variable.name());
    if (found == null) {
      throw new IllegalArgumentException("no variable '" + variable.name() + "' in this program");
    }
    return found;
  }

  @Override
  public void close() {
    functions.values().forEach(TfFunction::close);
    session.close();
  }
}
