package dev.ductile.agent.dl4j.kernel;

import dev.ductile.agent.profile.OperationTimes;
import java.util.ArrayList;
import java.util.List;
import org.nd4j.linalg.api.buffer.DataBuffer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.CustomOp;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.api.ops.Op;
import org.nd4j.linalg.api.ops.OpContext;
import org.nd4j.linalg.api.ops.executioner.OpExecutioner;
import org.nd4j.linalg.factory.Nd4j;

/** Operations with their arguments bound, in the order in which they run. */
public final class Tape implements AutoCloseable {
  private final OpExecutioner executioner = Nd4j.getExecutioner();
  private final List<Runnable> recorded = new ArrayList<>();
  private final List<OpContext> contexts = new ArrayList<>();
  private final List<DataBuffer> scratch = new ArrayList<>();
  private final List<String> names = new ArrayList<>();
  private Runnable[] steps = {};
  private int running;

  /** A declarable operation of libnd4j, being given its arguments. */
  final class Custom {
    private final CustomOp op;
    private final OpContext context = executioner.buildContext();

    private Custom(String name) {
      op = DynamicCustomOp.builder(name).build();
      contexts.add(context);
    }

    Custom integers(long... values) {
      context.setIArguments(values);
      return this;
    }

    Custom flags(boolean... values) {
      context.setBArguments(values);
      return this;
    }

    Custom reals(double... values) {
      context.setTArguments(values);
      return this;
    }

    /** Ends the arguments. */
    void record(INDArray[] inputs, INDArray... outputs) {
      context.setInputArrays(inputs);
      context.setOutputArrays(outputs);
      recorded.add(() -> executioner.exec(op, context));
      names.add(op.opName());
    }
  }

  /** Begins a declarable operation. */
  Custom custom(String name) {
    return new Custom(name);
  }

  /** Records one of the older operations, whose objects hold their arguments. */
  public void legacy(Op op) {
    recorded.add(() -> executioner.exec(op));
    names.add(op.opName());
  }

  /** Memory that one operation needs for itself; uninitialised. */
  public DataBuffer scratch(DataType type, long elements) {
    DataBuffer buffer = Nd4j.createBuffer(type, elements, false);
    scratch.add(buffer);
    return buffer;
  }

  /** Runs everything once. */
  public void run() {
    if (steps.length != recorded.size()) {
      steps = recorded.toArray(Runnable[]::new);
    }
    for (running = 0; running < steps.length; running++) {
      steps[running].run();
    }
  }

  /** As {@link #run}, and how long each operation took; shapes of operands are not looked at. */
  public void run(OperationTimes times) {
    for (running = 0; running < recorded.size(); running++) {
      long start = System.nanoTime();
      recorded.get(running).run();
      times.add(names.get(running), System.nanoTime() - start, 0, 0);
    }
  }

  /** Name of the operation that ran last, for messages. */
  public String last() {
    return running < names.size() ? names.get(running) : "nothing";
  }

  @Override
  public void close() {
    for (OpContext context : contexts) {
      try {
        context.close();
      } catch (Exception e) {
        throw new IllegalStateException("an operation's context could not be freed", e);
      }
    }
    contexts.clear();
    scratch.forEach(DataBuffer::close);
    scratch.clear();
  }
}
