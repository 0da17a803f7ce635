package dev.ductile.agent.dl4j;

import dev.ductile.agent.dl4j.kernel.Kernels;
import dev.ductile.agent.engine.DataType;
import dev.ductile.agent.engine.FunctionBuilder;
import dev.ductile.agent.engine.FunctionSignature;
import dev.ductile.agent.engine.Shape;
import dev.ductile.agent.engine.Tensor;
import dev.ductile.agent.engine.Variable;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Records one function: its inputs, results and assignments. */
final class NdFunctionBuilder extends NdOps implements FunctionBuilder {
  private static final float LEAST_STEP_SIZE = 1e-30f;
  private static final int LATE_ITERATION = 1 << 30;

  private final FunctionSignature<Node> signature;
  private final Map<NdVariable, Node> reads = new LinkedHashMap<>();
  private final Map<NdVariable, Node> assignments = new LinkedHashMap<>();

  NdFunctionBuilder(String function) {
    this.signature = new FunctionSignature<>(function);
  }

  /** Each output is the result of a kernel, or an alias of one. */
  FunctionSignature<Node> signature() {
    return signature;
  }

  /** The variables that are read, and the source that stands for each. */
  Map<NdVariable, Node> reads() {
    return reads;
  }

  Map<NdVariable, Node> assignments() {
    return assignments;
  }

  @Override
  public Tensor input(String name, DataType type, Shape shape) {
    return signature.addInput(name, source(type, shape));
  }

  @Override
  public Tensor read(Variable variable) {
    return reads.computeIfAbsent((NdVariable) variable, v -> source(DataType.FLOAT32, v.shape()));
  }

  @Override
  public void assign(Variable variable, Tensor value) {
    if (!value.shape().equals(variable.shape())) {
      throw new IllegalArgumentException(
          "variable '"
              + variable.name()
              + "' of shape "
              + variable.shape()
              + " cannot take a value of shape "
              + value.shape());
    }
    assignments.put((NdVariable) variable, Node.of(value));
  }

  @Override
  public void output(String name, Tensor value) {
    Node node = Node.of(value);
    signature.addOutput(name, node.producer() == null ? copy(node) : node);
  }

  /**
   * As {@link FunctionBuilder#adamStep}, by libnd4j's updater, which reads and writes everything
   * once. It applies its own bias correction; at an iteration this late that is exactly 1.
   */
  @Override
  public Tensor adamStep(
      Variable parameter,
      Variable m,
      Variable v,
      Tensor gradient,
      Tensor stepSize,
      Tensor epsilonHat,
      float beta1,
      float beta2,
      Optional<Tensor> decay) {
    Shape shape = parameter.shape();
    // It would take epsilon for a step size of 0.
    Tensor positive = maximum(stepSize, constant(LEAST_STEP_SIZE));
    Node step =
        elementwise(
            shape,
            Kernels.adam(LATE_ITERATION),
            Adjoint.ONCE,
            gradient,
            read(v),
            read(m),
            positive,
            constant(beta1),
            constant(beta2),
            epsilonHat);
    assign(v, companion(step, shape));
    assign(m, companion(step, shape));
    Tensor updated = descend(parameter, step, decay);
    assign(parameter, updated);
    return updated;
  }
}
