package dev.ductile.agent.reference;

import static dev.ductile.agent.reference.DoubleTensor.valuesOf;

import dev.ductile.agent.engine.DataType;
import dev.ductile.agent.engine.Shape;
import dev.ductile.agent.engine.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.function.BinaryOperator;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;

/** Element-wise operations in float64 by {@link Math}; derivatives as in textbooks. */
abstract class DoubleOps extends DoubleGraph {
  private static final float TWO_OVER_ROOT_PI = (float) (2 / Math.sqrt(Math.PI));

  // ---- two operands

  private Tensor zip(
      DataType type, DoubleBinaryOperator op, Tensor a, Tensor b, List<BinaryOperator<Tensor>> d) {
    Shape shape = broadcast(a.shape(), b.shape());
    Tensor left = broadcastTo(a, shape);
    Tensor right = broadcastTo(b, shape);
    double[] y = new double[shape.elements()];
    Arrays.setAll(y, i -> op.applyAsDouble(valuesOf(left)[i], valuesOf(right)[i]));
    Tensor[] self = new Tensor[1];
    self[0] =
        make(
            type,
            shape,
            y,
            d.isEmpty()
                ? null
                : g -> List.of(d.get(0).apply(self[0], g), d.get(1).apply(self[0], g)),
            left,
            right);
    return self[0];
  }

  @Override
  public Tensor add(Tensor a, Tensor b) {
    return zip(a.type(), (x, y) -> x + y, a, b, List.of((y, g) -> g, (y, g) -> g));
  }

  @Override
  public Tensor subtract(Tensor a, Tensor b) {
    return zip(a.type(), (x, y) -> x - y, a, b, List.of((y, g) -> g, (y, g) -> negate(g)));
  }

  @Override
  public Tensor multiply(Tensor a, Tensor b) {
    return zip(
        a.type(),
        (x, y) -> x * y,
        a,
        b,
        List.of((y, g) -> multiply(g, b), (y, g) -> multiply(g, a)));
  }

  @Override
  public Tensor divide(Tensor a, Tensor b) {
    return zip(
        a.type(),
        (x, y) -> x / y,
        a,
        b,
        List.of((y, g) -> divide(g, b), (y, g) -> negate(multiply(g, divide(y, b)))));
  }

  /** Of equals the first has the gradient. */
  @Override
  public Tensor minimum(Tensor a, Tensor b) {
    Tensor second = less(b, a);
    return zip(a.type(), Math::min, a, b, either(second));
  }

  @Override
  public Tensor maximum(Tensor a, Tensor b) {
    Tensor second = less(a, b);
    return zip(a.type(), Math::max, a, b, either(second));
  }

  private List<BinaryOperator<Tensor>> either(Tensor second) {
    Tensor none = constant(0f);
    return List.of((y, g) -> select(second, none, g), (y, g) -> select(second, g, none));
  }

  // ---- one operand

  private Tensor map(Tensor x, DoubleUnaryOperator op, BinaryOperator<Tensor> derivative) {
    double[] y = Arrays.stream(valuesOf(x)).map(op).toArray();
    Tensor[] self = new Tensor[1];
    self[0] =
        make(
            x.type(),
            x.shape(),
            y,
            derivative == null ? null : g -> List.of(derivative.apply(self[0], g)),
            x);
    return self[0];
  }

  @Override
  public Tensor negate(Tensor x) {
    return map(x, v -> -v, (y, g) -> negate(g));
  }

  @Override
  public Tensor abs(Tensor x) {
    return map(x, Math::abs, (y, g) -> multiply(g, sign(x)));
  }

  @Override
  public Tensor sign(Tensor x) {
    return map(x, Math::signum, null);
  }

  @Override
  public Tensor square(Tensor x) {
    return map(x, v -> v * v, (y, g) -> multiply(g, scale(x, 2f)));
  }

  @Override
  public Tensor sqrt(Tensor x) {
    return map(x, Math::sqrt, (y, g) -> divide(scale(g, 0.5f), y));
  }

  @Override
  public Tensor rsqrt(Tensor x) {
    return map(x, v -> 1 / Math.sqrt(v), (y, g) -> multiply(g, scale(divide(y, x), -0.5f)));
  }

  @Override
  public Tensor exp(Tensor x) {
    return map(x, Math::exp, (y, g) -> multiply(g, y));
  }

  @Override
  public Tensor expm1(Tensor x) {
    return map(x, Math::expm1, (y, g) -> multiply(g, exp(x)));
  }

  @Override
  public Tensor log(Tensor x) {
    return map(x, Math::log, (y, g) -> divide(g, x));
  }

  @Override
  public Tensor log1p(Tensor x) {
    return map(x, Math::log1p, (y, g) -> divide(g, shift(x, 1f)));
  }

  @Override
  public Tensor sin(Tensor x) {
    return map(x, Math::sin, (y, g) -> multiply(g, cos(x)));
  }

  @Override
  public Tensor cos(Tensor x) {
    return map(x, Math::cos, (y, g) -> negate(multiply(g, sin(x))));
  }

  @Override
  public Tensor tanh(Tensor x) {
    return map(x, Math::tanh, (y, g) -> multiply(g, subtract(constant(1f), square(y))));
  }

  @Override
  public Tensor erf(Tensor x) {
    return map(
        x, DoubleOps::erf, (y, g) -> multiply(g, scale(exp(negate(square(x))), TWO_OVER_ROOT_PI)));
  }

  /** {@code 2/√π·exp(−x²)·Σ 2ⁿx²ⁿ⁺¹/(2n+1)!!}, whose terms have one sign. */
  private static double erf(double x) {
    if (Math.abs(x) > 6) {
      return Math.signum(x);
    }
    double term = x;
    double sum = x;
    for (int n = 1; n < 200; n++) {
      term *= 2 * x * x / (2 * n + 1);
      sum += term;
    }
    return 2 / Math.sqrt(Math.PI) * Math.exp(-x * x) * sum;
  }

  @Override
  public Tensor relu(Tensor x) {
    Tensor none = constant(0f);
    return map(x, v -> Math.max(v, 0), (y, g) -> select(less(none, x), g, none));
  }

  // ---- comparison and choice

  @Override
  public Tensor less(Tensor a, Tensor b) {
    return zip(DataType.BOOL, (x, y) -> x < y ? 1 : 0, a, b, List.of());
  }

  @Override
  public Tensor equal(Tensor a, Tensor b) {
    return zip(DataType.BOOL, (x, y) -> x == y ? 1 : 0, a, b, List.of());
  }

  @Override
  public Tensor select(Tensor condition, Tensor a, Tensor b) {
    Shape shape = broadcast(broadcast(condition.shape(), a.shape()), b.shape());
    double[] mask = valuesOf(broadcastTo(condition, shape));
    Tensor left = broadcastTo(a, shape);
    Tensor right = broadcastTo(b, shape);
    double[] y = new double[mask.length];
    Arrays.setAll(y, i -> mask[i] != 0 ? valuesOf(left)[i] : valuesOf(right)[i]);
    Tensor none = constant(0f);
    return make(
        a.type(),
        shape,
        y,
        g -> List.of(select(condition, g, none), select(condition, none, g)),
        left,
        right);
  }

  @Override
  public Tensor cast(Tensor x, DataType type) {
    if (x.type() == type) {
      return x;
    }
    boolean truncates = type == DataType.INT32 || type == DataType.UINT8;
    double[] y = Arrays.stream(valuesOf(x)).map(v -> truncates ? (long) v : v).toArray();
    return make(type, x.shape(), y, null);
  }
}
