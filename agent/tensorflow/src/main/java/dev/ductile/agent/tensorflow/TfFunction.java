package dev.ductile.agent.tensorflow;

import dev.ductile.agent.engine.Function;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.internal.c_api.TF_Operation;
import org.tensorflow.op.Op;

/** A compiled function with its buffers. */
final class TfFunction implements Function, AutoCloseable {
  private final String name;
  private final Map<String, NativeTensor> inputs = new LinkedHashMap<>();
  private final Map<String, ByteBuffer> outputs = new LinkedHashMap<>();
  private final NativeCall call;

  TfFunction(NativeSession session, TfFunctionBuilder definition) {
    this.name = definition.name();
    List<NativeCall.Port> feedPorts = new ArrayList<>();
    definition
        .inputs()
        .forEach(
            (input, tensor) -> {
              inputs.put(input, new NativeTensor(tensor.type(), tensor.shape()));
              feedPorts.add(port(session, tensor));
            });
    List<NativeCall.Port> fetchPorts = new ArrayList<>();
    definition
        .outputs()
        .forEach(
            (output, tensor) -> {
              int bytes = tensor.shape().elements() * tensor.type().bytes();
              outputs.put(output, ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder()));
              fetchPorts.add(port(session, tensor));
            });
    List<TF_Operation> targets = new ArrayList<>();
    for (Op update : definition.updates()) {
      targets.add(session.operation(update.op().name()));
    }
    call =
        new NativeCall(
            session,
            name,
            feedPorts,
            List.copyOf(inputs.values()),
            fetchPorts,
            List.copyOf(outputs.values()),
            targets);
  }

  private static NativeCall.Port port(NativeSession session, TfTensor tensor) {
    return new NativeCall.Port(
        session.operation(tensor.output().op().name()), tensor.output().index());
  }

  @Override
  public ByteBuffer input(String input) {
    NativeTensor tensor = inputs.get(input);
    if (tensor == null) {
      throw new IllegalArgumentException("function '" + name + "' has no input '" + input + "'");
    }
    return tensor.bytes();
  }

  @Override
  public ByteBuffer output(String output) {
    ByteBuffer bytes = outputs.get(output);
    if (bytes == null) {
      throw new IllegalArgumentException("function '" + name + "' has no output '" + output + "'");
    }
    return bytes;
  }

  @Override
  public void run() {
    call.run();
  }

  @Override
  public void close() {
    call.close();
    inputs.values().forEach(NativeTensor::close);
  }
}
