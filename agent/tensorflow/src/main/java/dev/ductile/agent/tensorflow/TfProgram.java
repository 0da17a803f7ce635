package dev.ductile.agent.tensorflow;

import dev.ductile.agent.engine.DataType;
import dev.ductile.agent.engine.Function;
import dev.ductile.agent.engine.Program;
import dev.ductile.agent.engine.Variable;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.internal.c_api.TF_Operation;
import org.tensorflow.op.Op;
import org.tensorflow.proto.ConfigProto;

/** A graph in a session of its own. */
final class TfProgram implements Program {
  private final DeviceChoice device;
  private final boolean bfloat16;
  private final NativeSession session;
  private final Map<String, TfVariable> variables;
  private final Map<String, TfGraphBuilder.Access> access = new LinkedHashMap<>();
  private final Map<String, TfFunction> functions = new LinkedHashMap<>();

  TfProgram(TfGraphBuilder definition, ConfigProto config, DeviceChoice device, boolean bfloat16) {
    this.device = device;
    this.bfloat16 = bfloat16;
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
  public boolean bfloat16() {
    return bfloat16;
  }

  @Override
  public void read(Variable variable, FloatBuffer into) {
    read(List.of(variable), List.of(into));
  }

  @Override
  public void write(Variable variable, FloatBuffer from) {
    write(List.of(variable), List.of(from));
  }

  /** TensorFlow plans each set of fetches anew, which takes longer than the copying. */
  @Override
  public void read(List<Variable> variables, List<FloatBuffer> into) {
    if (variables.isEmpty()) {
      return; // TensorFlow refuses to run nothing
    }
    List<NativeCall.Port> ports = variables.stream().map(v -> port(access(v).read())).toList();
    try (NativeCall call =
        new NativeCall(session, "read", List.of(), List.of(), ports, List.of(), List.of())) {
      call.runInto(into);
    }
  }

  @Override
  public void write(List<Variable> variables, List<FloatBuffer> from) {
    if (variables.isEmpty()) {
      return;
    }
    List<NativeCall.Port> ports = new ArrayList<>();
    List<NativeTensor> values = new ArrayList<>();
    List<TF_Operation> assignments = new ArrayList<>();
    try {
      for (int i = 0; i < variables.size(); i++) {
        TfGraphBuilder.Access found = access(variables.get(i));
        requireSize(variables.get(i), from.get(i));
        ports.add(port(found.placeholder()));
        assignments.add(session.operation(found.assign()));
        // Assignment keeps the fed memory: each has its own, freed by TensorFlow's own count.
        NativeTensor value = new NativeTensor(DataType.FLOAT32, variables.get(i).shape());
        values.add(value);
        value.bytes().asFloatBuffer().put(from.get(i));
      }
      try (NativeCall call =
          new NativeCall(session, "write", ports, values, List.of(), List.of(), assignments)) {
        call.run();
      }
    } finally {
      values.forEach(NativeTensor::close);
    }
  }

  private static void requireSize(Variable variable, FloatBuffer from) {
    int elements = variable.shape().elements();
    if (from.remaining() != elements) {
      throw new IllegalArgumentException(
          variable.name() + " takes " + elements + " values, was given " + from.remaining());
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
