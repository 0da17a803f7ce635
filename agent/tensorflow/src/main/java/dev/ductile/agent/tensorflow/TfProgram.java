package dev.ductile.agent.tensorflow;

import dev.ductile.agent.engine.CompiledProgram;
import dev.ductile.agent.engine.DataType;
import dev.ductile.agent.engine.Variable;
import dev.ductile.agent.tensorflow.capi.NativeCall;
import dev.ductile.agent.tensorflow.capi.NativeSession;
import dev.ductile.agent.tensorflow.capi.NativeTensor;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.internal.c_api.TF_Operation;
import org.tensorflow.op.Op;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.proto.GraphDef;

/** A graph in a session of its own. */
final class TfProgram extends CompiledProgram<TfVariable, TfFunction> {
  private final DeviceChoice device;
  private final boolean bfloat16;
  private final NativeSession session;
  private final Map<String, TfGraphBuilder.Access> access = new LinkedHashMap<>();

  TfProgram(TfGraphBuilder definition, ConfigProto config, DeviceChoice device) {
    super(definition.variables());
    this.device = device;
    GraphDef graph = definition.graph().toGraphDef();
    bfloat16 = Rounded.isIn(graph);
    session = new NativeSession(graph, config, device.tensorFlowName());
    definition.variables().keySet().forEach(name -> access.put(name, definition.access(name)));
    definition.functions().forEach((name, f) -> add(name, new TfFunction(session, f)));
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
            session, "initialise", false, List.of(), List.of(), List.of(), List.of(), targets)) {
      call.run();
    }
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
        new NativeCall(session, "read", false, List.of(), List.of(), ports, List.of(), List.of())) {
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
          new NativeCall(
              session, "write", false, ports, values, List.of(), List.of(), assignments)) {
        call.run();
      }
    } finally {
      values.forEach(NativeTensor::close);
    }
  }

  private NativeCall.Port port(String operation) {
    return new NativeCall.Port(session.operation(operation), 0);
  }

  private TfGraphBuilder.Access access(Variable variable) {
    return access.get(own(variable).name());
  }

  @Override
  public void close() {
    functions().forEach(TfFunction::close);
    session.close();
  }
}
