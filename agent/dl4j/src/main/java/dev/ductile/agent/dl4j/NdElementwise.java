package dev.ductile.agent.dl4j;

import dev.ductile.agent.dl4j.kernel.Broadcast;
import dev.ductile.agent.dl4j.kernel.Kernels;
import dev.ductile.agent.engine.DataType;
import dev.ductile.agent.engine.Shape;
import dev.ductile.agent.engine.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.Op;
import org.nd4j.linalg.api.ops.impl.scalar.Step;
import org.nd4j.linalg.api.ops.impl.transforms.floating.RSqrt;
import org.nd4j.linalg.api.ops.impl.transforms.floating.Sqrt;
import org.nd4j.linalg.api.ops.impl.transforms.same.Abs;
import org.nd4j.linalg.api.ops.impl.transforms.same.Negative;
import org.nd4j.linalg.api.ops.impl.transforms.same.Sign;
import org.nd4j.linalg.api.ops.impl.transforms.same.Square;
import org.nd4j.linalg.api.ops.impl.transforms.strict.ATanh;
import org.nd4j.linalg.api.ops.impl.transforms.strict.Cos;
import org.nd4j.linalg.api.ops.impl.transforms.strict.Erf;
import org.nd4j.linalg.api.ops.impl.transforms.strict.Exp;
import org.nd4j.linalg.api.ops.impl.transforms.strict.Log;
import org.nd4j.linalg.api.ops.impl.transforms.strict.Sin;
import org.nd4j.linalg.api.ops.impl.transforms.strict.Sinh;
import org.nd4j.linalg.api.ops.impl.transforms.strict.Tanh;

/** Arithmetic, comparison and choice, element by element. */
abstract class NdElementwise extends NdGraph {
  /** Below twice this exp(x) − 1 is −1 in float32. */
  private static final float LEAST_HALF = -40;

  private static final float TWO_OVER_ROOT_PI = (float) (2 / Math.sqrt(Math.PI));

  /** Sums what was repeated: the gradient of broadcasting. */
  abstract Tensor sumTo(Tensor x, Shape shape);

  // ---- two operands

  /** Gradients of a and b, before what was repeated is summed. */
  private record Partial(BinaryOperator<Tensor> a, BinaryOperator<Tensor> b) {}

  /**
   * @param partial from the node's value and its gradient
   */
  private Tensor binary(String name, Tensor a, Tensor b, Partial partial) {
    Shape shape = new Broadcast(a.shape(), b.shape()).result();
    Adjoint adjoint = adjoint(a, b, partial);
    return a.type() == DataType.FLOAT32
        ? elementwise(shape, Kernels.binary(name), adjoint, a, b)
        : result(a.type(), shape, Kernels.binary(name), Adjoint.NONE, a, b);
  }

  private Adjoint adjoint(Tensor a, Tensor b, Partial partial) {
    return (y, g, needed) ->
        Arrays.asList(
            needed.test(0) ? sumTo(partial.a().apply(y, g), a.shape()) : null,
            needed.test(1) ? sumTo(partial.b().apply(y, g), b.shape()) : null);
  }

  @Override
  public Tensor add(Tensor a, Tensor b) {
    return binary("add", a, b, new Partial((y, g) -> g, (y, g) -> g));
  }

  @Override
  public Tensor subtract(Tensor a, Tensor b) {
    return binary("subtract", a, b, new Partial((y, g) -> g, (y, g) -> negate(g)));
  }

  @Override
  public Tensor multiply(Tensor a, Tensor b) {
    return binary(
        "multiply", a, b, new Partial((y, g) -> multiply(g, b), (y, g) -> multiply(g, a)));
  }

  @Override
  public Tensor divide(Tensor a, Tensor b) {
    return binary(
        "divide",
        a,
        b,
        new Partial((y, g) -> divide(g, b), (y, g) -> negate(divide(multiply(g, y), b))));
  }

  @Override
  public Tensor minimum(Tensor a, Tensor b) {
    return extreme("minimum", a, b, less(b, a));
  }

  @Override
  public Tensor maximum(Tensor a, Tensor b) {
    return extreme("maximum", a, b, less(a, b));
  }

  /**
   * libnd4j takes the other operand where one is not a number, so that limits would hide a broken
   * value: it is put back, but for constants.
   *
   * @param second where b is taken; of equals the first has the gradient, as in TensorFlow
   */
  private Tensor extreme(String name, Tensor a, Tensor b, Tensor second) {
    Partial partial =
        new Partial((y, g) -> multiply(g, not(second)), (y, g) -> multiply(g, truth(second)));
    if (a.type() != DataType.FLOAT32) {
      return binary(name, a, b, partial);
    }
    Shape shape = new Broadcast(a.shape(), b.shape()).result();
    Tensor left = isConstant(a) ? a : broadcastTo(a, shape);
    Tensor right = isConstant(b) ? b : broadcastTo(b, shape);
    return result(
        DataType.FLOAT32,
        shape,
        Kernels.extreme(name, !isConstant(a), !isConstant(b)),
        adjoint(left, right, partial),
        left,
        right);
  }

  private boolean isConstant(Tensor x) {
    return constants().containsKey(Node.of(x).root());
  }

  // ---- one operand

  private interface Derivative {
    /** The operand's gradient. */
    Tensor of(Tensor y, Tensor gradient);
  }

  private Tensor unary(Tensor x, BiFunction<INDArray, INDArray, Op> op, Derivative derivative) {
    Adjoint adjoint =
        derivative == null ? Adjoint.NONE : (y, g, needed) -> List.of(derivative.of(y, g));
    return elementwise(x.shape(), Kernels.unary(op), adjoint, x);
  }

  @Override
  public Tensor negate(Tensor x) {
    return unary(x, Negative::new, (y, g) -> negate(g));
  }

  @Override
  public Tensor abs(Tensor x) {
    return unary(x, Abs::new, (y, g) -> multiply(g, sign(x)));
  }

  @Override
  public Tensor sign(Tensor x) {
    return unary(x, Sign::new, null);
  }

  @Override
  public Tensor square(Tensor x) {
    return unary(x, Square::new, (y, g) -> multiply(g, scale(x, 2f)));
  }

  @Override
  public Tensor sqrt(Tensor x) {
    return unary(x, Sqrt::new, (y, g) -> divide(scale(g, 0.5f), y));
  }

  @Override
  public Tensor rsqrt(Tensor x) {
    return unary(x, RSqrt::new, (y, g) -> multiply(g, scale(multiply(square(y), y), -0.5f)));
  }

  @Override
  public Tensor exp(Tensor x) {
    return unary(x, Exp::new, (y, g) -> multiply(g, y));
  }

  /** {@code 2·sinh(x/2)·exp(x/2)}: libnd4j's own is exp(x) − 1, without the digits near 0. */
  @Override
  public Tensor expm1(Tensor x) {
    Tensor half = maximum(scale(stopGradient(x), 0.5f), constant(LEAST_HALF));
    Tensor value = multiply(scale(unary(half, Sinh::new, null), 2f), exp(half));
    return withGradient(value, x, (y, g) -> multiply(g, exp(x)));
  }

  /** A value that was computed without x, with a derivative by it. */
  private Tensor withGradient(Tensor value, Tensor x, Derivative derivative) {
    return elementwise(
        x.shape(),
        Kernels.copy(),
        (y, g, needed) -> Arrays.asList(null, derivative.of(y, g)),
        value,
        x);
  }

  @Override
  public Tensor log(Tensor x) {
    return unary(x, Log::new, (y, g) -> divide(g, x));
  }

  /** {@code 2·atanh(x/(x + 2))} near 0: libnd4j's own is log(1 + x), without the digits there. */
  @Override
  public Tensor log1p(Tensor x) {
    Tensor fixed = stopGradient(x);
    Tensor near = less(abs(fixed), constant(0.5f));
    Tensor inside = select(near, fixed, constant(0f));
    Tensor series = unary(divide(inside, shift(inside, 2f)), ATanh::new, null);
    Tensor value = select(near, scale(series, 2f), log(shift(fixed, 1f)));
    return withGradient(value, x, (y, g) -> divide(g, shift(x, 1f)));
  }

  @Override
  public Tensor sin(Tensor x) {
    return unary(x, Sin::new, (y, g) -> multiply(g, cos(x)));
  }

  @Override
  public Tensor cos(Tensor x) {
    return unary(x, Cos::new, (y, g) -> negate(multiply(g, sin(x))));
  }

  @Override
  public Tensor tanh(Tensor x) {
    return unary(x, Tanh::new, (y, g) -> multiply(g, subtract(constant(1f), square(y))));
  }

  @Override
  public Tensor erf(Tensor x) {
    return unary(
        x, Erf::new, (y, g) -> multiply(g, scale(exp(negate(square(x))), TWO_OVER_ROOT_PI)));
  }

  @Override
  public Tensor relu(Tensor x) {
    UnaryOperator<Tensor> positive = this::step;
    return elementwise(
        x.shape(), Kernels.relu(), (y, g, needed) -> List.of(multiply(g, positive.apply(y))), x);
  }

  /** 1 where x is above 0, else 0. */
  private Tensor step(Tensor x) {
    return unary(x, (in, out) -> new Step(in, out, 0.0), null);
  }

  // ---- comparison and choice; truth values are stored as 0 and 1

  @Override
  public Tensor less(Tensor a, Tensor b) {
    Tensor above = step(subtract(asFloat(b), asFloat(a)));
    return alias(above, DataType.BOOL, above.shape(), Adjoint.NONE);
  }

  private Tensor asFloat(Tensor x) {
    return cast(stopGradient(x), DataType.FLOAT32);
  }

  @Override
  public Tensor equal(Tensor a, Tensor b) {
    Shape shape = new Broadcast(a.shape(), b.shape()).result();
    return result(
        DataType.BOOL,
        shape,
        Kernels.equal(),
        Adjoint.NONE,
        broadcastTo(a, shape),
        broadcastTo(b, shape));
  }

  final Tensor truth(Tensor condition) {
    return cast(condition, DataType.FLOAT32);
  }

  private Tensor not(Tensor condition) {
    return subtract(constant(1f), truth(condition));
  }

  @Override
  public Tensor select(Tensor condition, Tensor a, Tensor b) {
    Shape shape = new Broadcast(condition.shape(), a.shape()).result();
    shape = new Broadcast(shape, b.shape()).result();
    Tensor mask = broadcastTo(truth(condition), shape);
    return add(
        pick(mask, broadcastTo(a, shape)),
        pick(subtract(constant(1f), mask), broadcastTo(b, shape)));
  }

  /** x where the mask is 1, else 0: unlike a product also where x is not finite. */
  private Tensor pick(Tensor mask, Tensor x) {
    return elementwise(
        x.shape(), Kernels.pick(), (y, g, needed) -> Arrays.asList(null, pick(mask, g)), mask, x);
  }

  @Override
  public Tensor cast(Tensor x, DataType type) {
    if (x.type() == type) {
      return x;
    }
    if (x.type() == DataType.BOOL && type == DataType.FLOAT32) {
      return alias(x, type, x.shape(), Adjoint.NONE);
    }
    return result(type, x.shape(), Kernels.cast(), Adjoint.NONE, x);
  }

  @Override
  public Tensor stopGradient(Tensor x) {
    return alias(x, x.type(), x.shape(), Adjoint.NONE);
  }

  /** The same elements in memory of their own. */
  Node copy(Tensor x) {
    return result(x.type(), x.shape(), Kernels.copy(), (y, g, needed) -> List.of(g), x);
  }
}
