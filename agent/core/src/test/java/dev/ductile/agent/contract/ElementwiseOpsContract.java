package dev.ductile.agent.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.ductile.agent.contract.SmallProgram.Array;
import dev.ductile.agent.engine.Engine;
import dev.ductile.agent.engine.FunctionBuilder;
import dev.ductile.agent.engine.Tensor;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Element-wise operations against Java's own mathematics, with broadcasting; run by every engine.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class ElementwiseOpsContract {
  private static final long SEED = 3;

  private record Unary(
      BiFunction<FunctionBuilder, Tensor, Tensor> op, DoubleUnaryOperator naive, boolean smooth) {}

  private interface BinaryOp {
    Tensor apply(FunctionBuilder f, Tensor a, Tensor b);
  }

  private record Binary(BinaryOp op, DoubleBinaryOperator naive) {}

  private static final Map<String, Unary> UNARY = new TreeMap<>();
  private static final Map<String, Binary> BINARY = new TreeMap<>();

  static {
    unary("negate", FunctionBuilder::negate, x -> -x);
    unary("abs", FunctionBuilder::abs, Math::abs);
    unary("square", FunctionBuilder::square, x -> x * x);
    unary("exp", FunctionBuilder::exp, Math::exp);
    unary("expm1", FunctionBuilder::expm1, Math::expm1);
    unary("sin", FunctionBuilder::sin, Math::sin);
    unary("cos", FunctionBuilder::cos, Math::cos);
    unary("tanh", FunctionBuilder::tanh, Math::tanh);
    unary("relu", FunctionBuilder::relu, x -> Math.max(0, x));
    unary("erf", FunctionBuilder::erf, ElementwiseOpsContract::erf);
    unary("huber", FunctionBuilder::huber, ElementwiseOpsContract::huber);
    unary("scale", (f, x) -> f.scale(x, -2.5f), x -> -2.5 * x);
    unary("shift", (f, x) -> f.shift(x, 0.75f), x -> x + 0.75);
    unary("clip", (f, x) -> f.clip(x, -1.1f, 0.9f), x -> Math.min(0.9, Math.max(-1.1, x)));
    unary("positive-sqrt", FunctionBuilder::sqrt, Math::sqrt);
    unary("positive-rsqrt", FunctionBuilder::rsqrt, x -> 1 / Math.sqrt(x));
    unary("positive-log", FunctionBuilder::log, Math::log);
    unary("positive-log1p", FunctionBuilder::log1p, Math::log1p);
    UNARY.put("sign", new Unary(FunctionBuilder::sign, Math::signum, false));
    BINARY.put("add", new Binary(FunctionBuilder::add, (a, b) -> a + b));
    BINARY.put("subtract", new Binary(FunctionBuilder::subtract, (a, b) -> a - b));
    BINARY.put("multiply", new Binary(FunctionBuilder::multiply, (a, b) -> a * b));
    BINARY.put("divide", new Binary(FunctionBuilder::divide, (a, b) -> a / b));
    BINARY.put("minimum", new Binary(FunctionBuilder::minimum, Math::min));
    BINARY.put("maximum", new Binary(FunctionBuilder::maximum, Math::max));
    BINARY.put("select-less", new Binary((f, a, b) -> f.select(f.less(a, b), a, b), Math::min));
  }

  /** The engine under test. */
  protected abstract Engine engine();

  private SmallProgram.Compiled compiled;

  private static void unary(
      String name, BiFunction<FunctionBuilder, Tensor, Tensor> op, DoubleUnaryOperator naive) {
    UNARY.put(name, new Unary(op, naive, true));
  }

  private static double huber(double x) {
    return Math.abs(x) <= 1 ? x * x / 2 : Math.abs(x) - 0.5;
  }

  /** The series of erf; 60 terms are exact to double precision on [-3, 3]. */
  private static double erf(double x) {
    double term = x;
    double sum = x;
    for (int n = 1; n < 60; n++) {
      term *= -x * x / n;
      sum += term / (2 * n + 1);
    }
    return 2 / Math.sqrt(Math.PI) * sum;
  }

  @BeforeAll
  void compile() {
    Random random = new Random(SEED);
    SmallProgram.Suite suite = new SmallProgram.Suite();
    UNARY.forEach(
        (name, u) -> {
          double low = name.startsWith("positive") ? 0.1 : -3;
          Array x = Array.random(random, low, 3, 4, 6);
          suite.add(name, u.smooth(), (f, in) -> u.op().apply(f, in.get(0)), x);
        });
    BINARY.forEach(
        (name, b) -> {
          // NumPy's rules: missing leading axes and axes of size 1 are repeated, on either side.
          Array left = Array.random(random, 0.5, 2, 2, 1, 4);
          Array right = Array.random(random, 0.5, 2, 3, 1);
          suite.add(name, true, (f, in) -> b.op().apply(f, in.get(0), in.get(1)), left, right);
        });
    compiled = suite.compile(engine());
  }

  @AfterAll
  void close() {
    compiled.close();
  }

  static Stream<String> unaryNames() {
    return UNARY.keySet().stream();
  }

  static Stream<String> binaryNames() {
    return BINARY.keySet().stream();
  }

  static Stream<String> differentiable() {
    return Stream.concat(
        UNARY.entrySet().stream().filter(e -> e.getValue().smooth()).map(Map.Entry::getKey),
        binaryNames());
  }

  @ParameterizedTest
  @MethodSource("unaryNames")
  void unaryEqualsTheFormula(String name) {
    float[] x = compiled.inputs(name).get(0).values();
    float[] y = compiled.value(name);
    assertThat(compiled.shape(name)).containsExactly(4, 6);
    for (int i = 0; i < x.length; i++) {
      double wanted = UNARY.get(name).naive().applyAsDouble(x[i]);
      assertThat((double) y[i])
          .as("%s(%s), seed %d", name, x[i], SEED)
          .isCloseTo(wanted, within(4e-6 * (1 + Math.abs(wanted))));
    }
  }

  @ParameterizedTest
  @MethodSource("binaryNames")
  void binaryBroadcastsAsNumPyDoes(String name) {
    float[] a = compiled.inputs(name).get(0).values();
    float[] b = compiled.inputs(name).get(1).values();
    float[] y = compiled.value(name);
    assertThat(compiled.shape(name)).containsExactly(2, 3, 4);
    for (int i = 0; i < 2; i++) {
      for (int j = 0; j < 3; j++) {
        for (int k = 0; k < 4; k++) {
          double wanted = BINARY.get(name).naive().applyAsDouble(a[i * 4 + k], b[j]);
          assertThat((double) y[(i * 3 + j) * 4 + k])
              .as("%s at %d %d %d, seed %d", name, i, j, k, SEED)
              .isCloseTo(wanted, within(1e-6 * (1 + Math.abs(wanted))));
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("differentiable")
  void gradientEqualsFiniteDifferences(String name) {
    GradientCheck.check(compiled, name, SEED);
  }
}
