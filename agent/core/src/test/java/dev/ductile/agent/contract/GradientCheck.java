package dev.ductile.agent.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.ductile.agent.contract.SmallProgram.Array;
import java.util.ArrayList;
import java.util.List;

/** Gradients against central finite differences of the engine's own values. */
final class GradientCheck {
  private static final float STEP = 4e-3f;

  private GradientCheck() {}

  static void check(SmallProgram.Compiled compiled, String name, long seed) {
    List<Array> inputs = compiled.inputs(name);
    List<float[]> at = inputs.stream().map(Array::values).toList();
    for (int input = 0; input < inputs.size(); input++) {
      float[] gradient = compiled.run(name, at, "gradient" + input);
      assertThat(gradient).hasSameSizeAs(at.get(input));
      for (int i = 0; i < gradient.length; i++) {
        double high = weightedSum(compiled, name, moved(at, input, i, STEP));
        double low = weightedSum(compiled, name, moved(at, input, i, -STEP));
        double difference =
            (high - low)
                / (moved(at, input, i, STEP).get(input)[i]
                    - (double) moved(at, input, i, -STEP).get(input)[i]);
        // Rounding of float32 values, and the curvature over the step.
        assertThat((double) gradient[i])
            .as("%s: gradient of input %d at element %d, seed %d", name, input, i, seed)
            .isCloseTo(difference, within(6e-3 * (1 + Math.abs(difference))));
      }
    }
  }

  private static List<float[]> moved(List<float[]> at, int input, int element, float by) {
    List<float[]> moved = new ArrayList<>(at);
    float[] values = at.get(input).clone();
    values[element] += by;
    moved.set(input, values);
    return moved;
  }

  private static double weightedSum(SmallProgram.Compiled compiled, String name, List<float[]> x) {
    float[] values = compiled.run(name, x, "value");
    float[] weights = SmallProgram.weights(values.length);
    double sum = 0;
    for (int i = 0; i < values.length; i++) {
      sum += (double) values[i] * weights[i];
    }
    return sum;
  }
}
