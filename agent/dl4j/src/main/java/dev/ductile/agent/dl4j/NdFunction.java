package dev.ductile.agent.dl4j;

import dev.ductile.agent.dl4j.kernel.HostMemory;
import dev.ductile.agent.dl4j.kernel.Kernels;
import dev.ductile.agent.dl4j.kernel.Slot;
import dev.ductile.agent.dl4j.kernel.Tape;
import dev.ductile.agent.engine.BufferedFunction;
import dev.ductile.agent.engine.EngineException;
import dev.ductile.agent.engine.NativeMessages;
import dev.ductile.agent.engine.Shape;
import dev.ductile.agent.profile.OperationTime;
import dev.ductile.agent.profile.OperationTimes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.nd4j.linalg.api.buffer.DataBuffer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.concurrency.AffinityManager.Location;
import org.nd4j.linalg.factory.Nd4j;

/** A function with its memory and its operations, ready to run. */
final class NdFunction extends BufferedFunction implements AutoCloseable {
  private final NativeThreads threads;
  private final List<DataBuffer> inputs = new ArrayList<>();
  private final List<DataBuffer> outputs = new ArrayList<>();
  private final List<DataBuffer> constants;
  private final Layout layout;
  private final Tape tape = new Tape();
  private boolean closed;

  NdFunction(
      NdFunctionBuilder definition, Map<NdVariable, DataBuffer> variables, NativeThreads threads) {
    super(definition.signature().name());
    this.threads = threads;
    this.constants = List.copyOf(definition.constants().values());
    Map<Node, DataBuffer> sources = new HashMap<>(definition.constants());
    definition
        .signature()
        .inputs()
        .forEach(
            (input, node) -> {
              DataBuffer buffer =
                  Nd4j.createBuffer(Types.stored(node.type()), node.shape().elements(), true);
              inputs.add(buffer);
              addInput(input, HostMemory.bytes(buffer, node.shape().elements()));
              sources.put(node, buffer);
            });
    definition.reads().forEach((variable, node) -> sources.put(node, variables.get(variable)));
    Liveness liveness = new Liveness(definition);
    layout = new Layout(liveness, sources, variables);
    record(liveness);
    commit(definition, liveness, variables);
    definition
        .signature()
        .outputs()
        .forEach(
            (output, node) -> {
              Slot slot = layout.slot(node);
              outputs.add(slot.buffer());
              addOutput(output, HostMemory.bytes(slot.buffer(), slot.elements()));
            });
  }

  private void record(Liveness liveness) {
    for (Node node : liveness.order()) {
      List<Slot> in = node.operands().stream().map(layout::slot).toList();
      List<Slot> out = new ArrayList<>();
      out.add(layout.slot(node));
      node.companions().forEach(companion -> out.add(layout.slot(companion)));
      node.kernel().record(tape, in, out);
    }
  }

  /** Copies new values that could not be computed in place to their variables. */
  private void commit(
      NdFunctionBuilder definition, Liveness liveness, Map<NdVariable, DataBuffer> variables) {
    List<Runnable> copies = new ArrayList<>();
    definition
        .assignments()
        .forEach(
            (variable, value) -> {
              Slot from = layout.slot(value);
              Shape shape = variable.shape();
              if (from.buffer() == variables.get(variable)) {
                return;
              }
              // What another assignment of this call overwrites is put aside first.
              boolean overwritten =
                  definition.assignments().keySet().stream()
                      .anyMatch(v -> variables.get(v) == from.buffer());
              Slot to = new Slot(variables.get(variable), shape);
              if (overwritten) {
                Slot aside = new Slot(tape.scratch(DataType.FLOAT, shape.elements()), shape);
                Kernels.copy(tape, from, aside);
                copies.add(() -> Kernels.copy(tape, aside, to));
              } else {
                copies.add(() -> Kernels.copy(tape, from, to));
              }
            });
    copies.forEach(Runnable::run);
  }

  @Override
  public void run() {
    run(tape::run);
  }

  @Override
  public Optional<List<OperationTime>> profile(int calls) {
    OperationTimes times = new OperationTimes();
    for (int i = 0; i < calls; i++) {
      run(() -> tape.run(times));
    }
    return Optional.of(times.perCall(calls));
  }

  private void run(Runnable operations) {
    if (closed) {
      throw new IllegalStateException("the program is closed");
    }
    threads.apply();
    // The caller writes and reads memory of the host; without a device these do nothing.
    inputs.forEach(NdFunction::writtenByHost);
    try {
      operations.run();
    } catch (RuntimeException e) {
      throw new EngineException(
          "ND4J could not run '"
              + name()
              + "' ("
              + tape.last()
              + "): "
              + NativeMessages.explain(String.valueOf(e.getMessage())),
          e);
    }
    outputs.forEach(NdFunction::readByHost);
  }

  private static void writtenByHost(DataBuffer buffer) {
    Nd4j.getAffinityManager().tagLocation(buffer, Location.HOST);
  }

  private static void readByHost(DataBuffer buffer) {
    HostMemory.update(buffer);
  }

  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    tape.close();
    layout.close();
    inputs.forEach(DataBuffer::close);
    constants.forEach(DataBuffer::close);
  }
}
