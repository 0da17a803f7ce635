package dev.ductile.agent.tensorflow;

import dev.ductile.agent.engine.BufferedFunction;
import dev.ductile.agent.profile.OperationTime;
import dev.ductile.agent.tensorflow.capi.NativeCall;
import dev.ductile.agent.tensorflow.capi.NativeSession;
import dev.ductile.agent.tensorflow.capi.NativeTensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tensorflow.internal.c_api.TF_Operation;
import org.tensorflow.op.Op;

/** A compiled function with its buffers. */
final class TfFunction extends BufferedFunction implements AutoCloseable {
  private final List<NativeTensor> feeds = new ArrayList<>();
  private final NativeCall call;

  TfFunction(NativeSession session, TfFunctionBuilder definition) {
    super(definition.signature().name());
    List<NativeCall.Port> feedPorts = new ArrayList<>();
    definition
        .signature()
        .inputs()
        .forEach(
            (input, tensor) -> {
              NativeTensor feed = new NativeTensor(tensor.type(), tensor.shape());
              feeds.add(feed);
              feedPorts.add(port(session, tensor));
              addInput(input, feed.bytes());
            });
    List<NativeCall.Port> fetchPorts = new ArrayList<>();
    List<ByteBuffer> fetches = new ArrayList<>();
    definition
        .signature()
        .outputs()
        .forEach(
            (output, tensor) -> {
              int bytes = tensor.shape().elements() * tensor.type().bytes();
              ByteBuffer fetch = ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder());
              fetches.add(fetch);
              fetchPorts.add(port(session, tensor));
              addOutput(output, fetch);
            });
    List<TF_Operation> targets = new ArrayList<>();
    for (Op update : definition.updates()) {
      targets.add(session.operation(update.op().name()));
    }
    // What changes nothing is short, such as acting: it would wait longer than it gains.
    boolean spread = !targets.isEmpty();
    call = new NativeCall(session, name(), spread, feedPorts, feeds, fetchPorts, fetches, targets);
  }

  private static NativeCall.Port port(NativeSession session, TfTensor tensor) {
    return new NativeCall.Port(
        session.operation(tensor.output().op().name()), tensor.output().index());
  }

  @Override
  public void run() {
    call.run();
  }

  @Override
  public Optional<List<OperationTime>> profile(int calls) {
    StepStatistics statistics = new StepStatistics();
    for (int i = 0; i < calls; i++) {
      statistics.add(call.trace().getStepStats());
    }
    return Optional.of(statistics.perCall(calls));
  }

  @Override
  public void close() {
    call.close();
    feeds.forEach(NativeTensor::close);
  }
}
