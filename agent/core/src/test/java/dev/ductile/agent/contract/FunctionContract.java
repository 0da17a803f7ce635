package dev.ductile.agent.contract;

import static dev.ductile.agent.contract.SmallProgram.compile;
import static dev.ductile.agent.contract.SmallProgram.floats;
import static dev.ductile.agent.contract.SmallProgram.ints;
import static dev.ductile.agent.contract.SmallProgram.read;
import static dev.ductile.agent.contract.SmallProgram.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.ductile.agent.engine.DataType;
import dev.ductile.agent.engine.Engine;
import dev.ductile.agent.engine.EngineException;
import dev.ductile.agent.engine.EngineSettings;
import dev.ductile.agent.engine.Function;
import dev.ductile.agent.engine.Program;
import dev.ductile.agent.engine.Shape;
import dev.ductile.agent.engine.Tensor;
import dev.ductile.agent.engine.Variable;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a call means for variables, inputs and outputs; run by every engine. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class FunctionContract {
  private static final int CALLS = 200;

  /** The engine under test. */
  protected abstract Engine engine();

  private Program program;

  @BeforeAll
  void build() {
    program =
        compile(
            engine(),
            graph -> {
              Variable a = graph.variable("a", Shape.of(3));
              Variable b = graph.variable("b", Shape.of(3));
              graph.function(
                  "swap",
                  f -> {
                    Tensor oldA = f.read(a);
                    f.output("before", oldA);
                    f.assign(a, f.read(b));
                    f.assign(b, oldA);
                    f.output("after", f.add(f.read(a), f.read(b)));
                  });
              graph.function(
                  "increment",
                  f -> {
                    f.assign(a, f.shift(f.read(a), 1f));
                    f.output("old", f.read(a));
                  });
              graph.function(
                  "twice",
                  f -> {
                    f.assign(a, f.constant(new float[] {1, 1, 1}, Shape.of(3)));
                    f.assign(a, f.constant(new float[] {2, 2, 2}, Shape.of(3)));
                  });
              graph.function(
                  "bytes",
                  f -> {
                    Tensor x = f.input("x", DataType.UINT8, Shape.of(4));
                    Tensor i = f.input("i", DataType.INT32, Shape.of(2));
                    f.output("floats", f.cast(x, DataType.FLOAT32));
                    f.output("ints", f.add(i, f.constant(new int[] {1}, Shape.of(1))));
                  });
              graph.function(
                  "blocked",
                  f -> {
                    Tensor x = f.input("x", DataType.FLOAT32, Shape.of(2));
                    Tensor blocked = f.sumAll(f.multiply(x, f.stopGradient(x)));
                    f.output("half", f.gradients(blocked, List.of(x)).get(0));
                  });
            });
  }

  @AfterAll
  void close() {
    program.close();
  }

  @Test
  void variablesBeginAtZero() {
    try (Program fresh =
        compile(
            engine(),
            graph -> {
              Variable v = graph.variable("v", Shape.of(2, 3));
              graph.function("get", f -> f.output("v", f.read(v)));
            })) {
      assertThat(read(fresh, "v")).containsExactly(0, 0, 0, 0, 0, 0);
    }
  }

  @Test
  void assignmentsTakeEffectAtTheEnd() {
    write(program, "a", 1, 2, 3);
    write(program, "b", 10, 20, 30);
    Function swap = program.function("swap");
    for (int call = 0; call < CALLS; call++) { // often: an order by chance would show
      boolean even = call % 2 == 0;
      swap.run();
      assertThat(floats(swap.output("before")))
          .as("call %d", call)
          .containsExactly(even ? new float[] {1, 2, 3} : new float[] {10, 20, 30});
      assertThat(floats(swap.output("after"))).as("call %d", call).containsExactly(11, 22, 33);
    }
    assertThat(read(program, "a")).containsExactly(1, 2, 3);
    assertThat(read(program, "b")).containsExactly(10, 20, 30);
  }

  @Test
  void readsSeeTheValueFromBeforeTheCall() {
    write(program, "a", 0, 100, 200);
    Function increment = program.function("increment");
    for (int call = 0; call < CALLS; call++) {
      increment.run();
      assertThat(floats(increment.output("old")))
          .as("call %d", call)
          .containsExactly(call, 100 + call, 200 + call);
    }
    assertThat(read(program, "a")).containsExactly(CALLS, 100 + CALLS, 200 + CALLS);
  }

  @Test
  void theLastAssignmentCounts() {
    program.function("twice").run();
    assertThat(read(program, "a")).containsExactly(2, 2, 2);
  }

  @Test
  void bytesAreUnsignedAndBuffersAreReused() {
    Function f = program.function("bytes");
    f.input("x").put(0, new byte[] {0, 1, (byte) 128, (byte) 255});
    f.input("i").asIntBuffer().put(new int[] {-5, Integer.MAX_VALUE - 1});
    f.run();
    assertThat(floats(f.output("floats"))).containsExactly(0, 1, 128, 255);
    assertThat(ints(f.output("ints"))).containsExactly(-4, Integer.MAX_VALUE);
    f.input("x").put(0, (byte) 7); // the same buffers serve the next call
    f.run();
    assertThat(floats(f.output("floats"))).containsExactly(7, 1, 128, 255);
  }

  @Test
  void gradientsAreBlockedWhereStopped() {
    Function f = program.function("blocked");
    f.input("x").asFloatBuffer().put(new float[] {3, -4});
    f.run();
    assertThat(floats(f.output("half"))).containsExactly(3, -4);
  }

  @Test
  void aStepOfSizeZeroMovesNothing() {
    try (Program adam =
        compile(
            engine(),
            graph -> {
              Variable p = graph.variable("p", Shape.of(3));
              Variable m = graph.variable("m", Shape.of(3));
              Variable v = graph.variable("v", Shape.of(3));
              graph.function(
                  "step",
                  f -> {
                    Tensor gradient = f.input("gradient", DataType.FLOAT32, Shape.of(3));
                    Tensor zero = f.constant(0f);
                    Tensor epsilon = f.constant(1e-4f);
                    f.adamStep(p, m, v, gradient, zero, epsilon, 0.9f, 0.999f, Optional.empty());
                  });
            })) {
      write(adam, "p", 1, -2, 3);
      Function step = adam.function("step");
      step.input("gradient").asFloatBuffer().put(new float[] {1e-3f, 5, 0});
      step.run();
      assertThat(read(adam, "p")).containsExactly(1, -2, 3);
      assertThat(read(adam, "m")).containsExactly(new float[] {1e-4f, 0.5f, 0}, within(1e-6f));
    }
  }

  /** 1 − 1e-9 is 1 in float32, but half a last place and 1e-9 more are one last place. */
  @Test
  void aDecayFarBelowTheLastPlaceIsNotLost() {
    assertThat(steppedFromOne(Optional.empty())).isEqualTo(1f);
    assertThat(steppedFromOne(Optional.of(1e-9f))).isEqualTo(Math.nextDown(1f));
  }

  private float steppedFromOne(Optional<Float> decay) {
    try (Program adam =
        compile(
            engine(),
            graph -> {
              Variable p = graph.variable("p", Shape.of(1));
              Variable m = graph.variable("m", Shape.of(1));
              Variable v = graph.variable("v", Shape.of(1));
              graph.function(
                  "step",
                  f -> {
                    Tensor one = f.constant(new float[] {1}, Shape.of(1));
                    Tensor size = f.constant(2.9e-8f);
                    Tensor zero = f.constant(0f);
                    f.adamStep(p, m, v, one, size, zero, 0f, 0f, decay.map(f::constant));
                  });
            })) {
      write(adam, "p", 1);
      adam.function("step").run();
      return read(adam, "p")[0];
    }
  }

  @Test
  void notANumberIsNotHidden() {
    try (Program program =
        compile(
            engine(),
            graph ->
                graph.function(
                    "f",
                    f -> {
                      Tensor x = f.input("x", DataType.FLOAT32, Shape.of(4));
                      Tensor one = f.constant(1f);
                      f.output("relu", f.relu(x));
                      f.output("sum", f.sumAll(x));
                      Tensor finite = f.less(f.abs(x), f.constant(1e30f));
                      f.output("select", f.select(finite, x, f.broadcastTo(one, Shape.of(4))));
                    }))) {
      Function f = program.function("f");
      f.input("x").asFloatBuffer().put(new float[] {Float.NaN, Float.POSITIVE_INFINITY, -1, 2});
      f.run();
      assertThat(floats(f.output("relu")))
          .containsExactly(Float.NaN, Float.POSITIVE_INFINITY, 0, 2);
      assertThat(floats(f.output("sum"))).containsExactly(Float.NaN);
      assertThat(floats(f.output("select"))).containsExactly(1, 1, -1, 2);
    }
  }

  @Test
  void unknownNamesAreRefused() {
    assertThatThrownBy(() -> program.function("fly"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("fly", "swap");
    Function f = program.function("bytes");
    assertThatThrownBy(() -> f.input("y"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("bytes", "'y'");
    assertThatThrownBy(() -> f.output("x"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("bytes", "'x'");
  }

  @Test
  void takenNamesAreRefused() {
    assertThatThrownBy(
            () ->
                compile(
                    engine(),
                    graph -> {
                      graph.variable("v", Shape.of(1));
                      graph.variable("v", Shape.of(1));
                    }))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'v'");
  }

  @Test
  void writesOfAnotherSizeAreRefused() {
    Variable a = SmallProgram.variable(program, "a");
    assertThatThrownBy(() -> program.write(a, FloatBuffer.allocate(2)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("a", "3", "2");
  }

  @ParameterizedTest
  @ValueSource(strings = {"gpu", "gpu:0", "tpu", ""})
  void devicesThatAreNotThereAreRefused(String device) {
    EngineSettings settings = new EngineSettings(device, 1, false);
    assertThatThrownBy(() -> engine().compile(graph -> {}, settings))
        .isInstanceOf(EngineException.class)
        .hasMessageContainingAll("device '" + device + "'", "cpu");
  }
}
