package dev.ductile.agent.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ductile.agent.contract.SmallProgram.Array;
import dev.ductile.agent.engine.CompositeOps;
import dev.ductile.agent.engine.Engine;
import dev.ductile.agent.engine.Ops;
import dev.ductile.agent.reference.DoubleEngine;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every operation and its gradient at {@link EdgeCases}, against float64; run by every engine. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class EdgesContract {
  private static final double RELATIVE = 1e-5;

  private final Map<String, EdgeCases.Case> cases = EdgeCases.all();
  private SmallProgram.Compiled compiled;
  private SmallProgram.Compiled exact;

  /** The engine under test. */
  protected abstract Engine engine();

  @BeforeAll
  void compile() {
    SmallProgram.Suite suite = new SmallProgram.Suite();
    cases.forEach((name, c) -> suite.add(name, c.smooth(), c.expression(), c.inputs()));
    compiled = suite.compile(engine());
    exact = suite.compile(new DoubleEngine());
  }

  @AfterAll
  void close() {
    compiled.close();
    exact.close();
  }

  Stream<String> names() {
    return cases.keySet().stream();
  }

  @Test
  void everyOperationHasCases() {
    Set<String> tried =
        cases.keySet().stream().map(n -> n.replaceAll("-.*", "")).collect(Collectors.toSet());
    Set<String> wanted = new TreeSet<>();
    for (Class<?> ops : List.of(Ops.class, CompositeOps.class)) {
      for (Method method : ops.getDeclaredMethods()) {
        if (!method.isSynthetic() && !method.getName().equals("constant")) {
          wanted.add(method.getName());
        }
      }
    }
    assertThat(tried).as("operations with a case in EdgeCases").isEqualTo(wanted);
  }

  @ParameterizedTest
  @MethodSource("names")
  void equalsFloat64(String name) {
    List<Array> inputs = compiled.inputs(name);
    List<float[]> values = inputs.stream().map(Array::values).toList();
    List<String> outputs = new ArrayList<>(List.of("value"));
    for (int i = 0; cases.get(name).smooth() && i < inputs.size(); i++) {
      outputs.add("gradient" + i);
    }
    List<String> wrong = new ArrayList<>();
    for (String output : outputs) {
      float[] found = compiled.run(name, values, output);
      float[] wanted = exact.run(name, values, output);
      // TensorFlow takes numbers without a full mantissa for 0.
      float[] flushed =
          exact.run(name, values.stream().map(EdgesContract::flushed).toList(), output);
      assertThat(found).as("%s of %s", output, name).hasSameSizeAs(wanted);
      for (int i = 0; i < wanted.length; i++) {
        boolean right =
            close(found[i], wanted[i], cases.get(name).absolute())
                || close(found[i], flushed[i], cases.get(name).absolute());
        if (!right && !(output.startsWith("gradient") && anyBroken(values, i))) {
          wrong.add(
              "%s[%d] of %s is %s, not %s"
                  .formatted(output, i, at(inputs, i), found[i], wanted[i]));
        }
      }
    }
    assertThat(wrong).as(name).isEmpty();
  }

  private static float[] flushed(float[] x) {
    float[] y = x.clone();
    for (int i = 0; i < y.length; i++) {
      y[i] = Math.abs(y[i]) < Float.MIN_NORMAL ? 0 : y[i];
    }
    return y;
  }

  /** Whose gradient does not matter: the loss is not a number either. */
  private static boolean anyBroken(List<float[]> values, int i) {
    return values.stream().anyMatch(x -> i < x.length && Float.isNaN(x[i]));
  }

  /** Results without a full mantissa count as 0. */
  private static boolean close(float found, float wanted, double absolute) {
    if (Float.isNaN(wanted) || Float.isInfinite(wanted)) {
      return Float.compare(found, wanted) == 0;
    }
    double allowed = RELATIVE * Math.abs(wanted) + absolute + 2 * Float.MIN_NORMAL;
    return Math.abs((double) found - wanted) <= allowed;
  }

  private static String at(List<Array> inputs, int i) {
    return inputs.stream()
        .filter(x -> i < x.values().length)
        .map(x -> String.valueOf(x.values()[i]))
        .collect(Collectors.joining(", "));
  }
}
