package dev.ductile.agent.tensorflow;

import static dev.ductile.agent.tensorflow.TfTensor.operand;

import dev.ductile.agent.engine.DataType;
import dev.ductile.agent.engine.FunctionBuilder;
import dev.ductile.agent.engine.FunctionSignature;
import dev.ductile.agent.engine.Shape;
import dev.ductile.agent.engine.Tensor;
import dev.ductile.agent.engine.Variable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.op.Op;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.train.ResourceApplyAdam;
import org.tensorflow.op.train.ResourceApplyCenteredRmsProp;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.family.TType;

/** Builds one function: its placeholders, results and state updates. */
final class TfFunctionBuilder extends TfOps implements FunctionBuilder {
  private final FunctionSignature<TfTensor> signature;
  private final Map<Variable, Tensor> reads = new HashMap<>();
  private final Map<Variable, Op> updates = new LinkedHashMap<>();

  private final BiFunction<String, Shape, TfVariable> hidden;

  /**
   * @param hidden makes zeroed variables that only a kernel needs and no caller sees
   */
  TfFunctionBuilder(
      String function,
      Graph graph,
      org.tensorflow.op.Ops tf,
      TfKernels kernels,
      BiFunction<String, Shape, TfVariable> hidden) {
    super(graph, tf, kernels);
    this.signature = new FunctionSignature<>(function);
    this.hidden = hidden;
  }

  FunctionSignature<TfTensor> signature() {
    return signature;
  }

  List<Op> updates() {
    return new ArrayList<>(updates.values());
  }

  @Override
  public Tensor input(String name, DataType type, Shape shape) {
    return signature.addInput(
        name, TfTensor.of(tf.placeholder(tfType(type), Placeholder.shape(tfShape(shape)))));
  }

  @Override
  public Tensor read(Variable variable) {
    return reads.computeIfAbsent(variable, this::readNow);
  }

  private Tensor readNow(Variable variable) {
    TfVariable v = (TfVariable) variable;
    Operand<TFloat32> value = tf.readVariableOp(v.handle(), TFloat32.class);
    return new TfTensor(value.asOutput(), DataType.FLOAT32, v.shape());
  }

  @Override
  public void assign(Variable variable, Tensor value) {
    TfVariable v = (TfVariable) variable;
    updates.put(variable, afterReading(variable).assignVariableOp(v.handle(), operand(value)));
  }

  @Override
  public void output(String name, Tensor value) {
    signature.addOutput(name, (TfTensor) value);
  }

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
    Operand<TFloat32> none = tf.constant(0f); // bias correction is in the step size already
    return step(
        parameter,
        decay,
        List.of(m, v),
        (ready, stepped) ->
            ready.train.resourceApplyAdam(
                stepped,
                handle(m),
                handle(v),
                none,
                none,
                operand(stepSize),
                tf.constant(beta1),
                tf.constant(beta2),
                operand(epsilonHat),
                operand(gradient),
                ResourceApplyAdam.useLocking(false)));
  }

  @Override
  public Tensor centredRmsPropStep(
      Variable parameter,
      Variable meanSquare,
      Variable meanGradient,
      Tensor gradient,
      Tensor learningRate,
      float rho,
      float epsilon,
      Optional<Tensor> decay) {
    // The kernel wants a momentum slot; with momentum 0 its old value does not count.
    TfVariable momentum = hidden.apply("momentum/" + parameter.name(), parameter.shape());
    return step(
        parameter,
        decay,
        List.of(meanSquare, meanGradient),
        (ready, stepped) ->
            ready.train.resourceApplyCenteredRmsProp(
                stepped,
                handle(meanGradient),
                handle(meanSquare),
                momentum.handle(),
                operand(learningRate),
                tf.constant(rho),
                tf.constant(0f),
                tf.constant(epsilon),
                operand(gradient),
                ResourceApplyCenteredRmsProp.useLocking(false)));
  }

  /** An optimizer kernel on the variable that it is to change in place. */
  private interface StepKernel {
    Op on(org.tensorflow.op.Ops ready, Operand<? extends TType> stepped);
  }

  /**
   * Without decay the kernel steps on the parameter itself. With decay it steps on −decay·θ, and
   * the sum goes to the parameter.
   */
  private Tensor step(
      Variable parameter, Optional<Tensor> decay, List<Variable> slots, StepKernel kernel) {
    List<Op> taken = new ArrayList<>(List.of(operand(read(parameter))));
    slots.forEach(slot -> taken.add(operand(read(slot))));
    Op step;
    if (decay.isEmpty()) {
      step = kernel.on(tf.withControlDependencies(taken), handle(parameter));
    } else {
      TfVariable change = hidden.apply("change/" + parameter.name(), parameter.shape());
      Tensor start = multiply(negate(decay.get()), read(parameter));
      taken.add(tf.assignVariableOp(change.handle(), operand(start)));
      Op changed = kernel.on(tf.withControlDependencies(taken), change.handle());
      Tensor whole = readAfter(change, changed);
      step = afterReading(parameter).assignAddVariableOp(handle(parameter), operand(whole));
    }
    updates.put(parameter, step);
    return readAfter(parameter, step);
  }

  /**
   * Operations that run after the variables' values of before the call were taken: whoever reads
   * them in this function, earlier or later in its text, gets those.
   */
  private org.tensorflow.op.Ops afterReading(Variable... variables) {
    List<Op> taken = new ArrayList<>();
    for (Variable variable : variables) {
      taken.add(operand(read(variable)));
    }
    return tf.withControlDependencies(taken);
  }

  private static Operand<? extends TType> handle(Variable variable) {
    return ((TfVariable) variable).handle();
  }

  private Tensor readAfter(Variable variable, Op update) {
    TfVariable v = (TfVariable) variable;
    Operand<TFloat32> value =
        tf.withControlDependencies(List.of(update)).readVariableOp(v.handle(), TFloat32.class);
    return new TfTensor(value.asOutput(), DataType.FLOAT32, v.shape());
  }
}
