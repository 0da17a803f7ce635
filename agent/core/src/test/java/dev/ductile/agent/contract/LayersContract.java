package dev.ductile.agent.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.ductile.agent.contract.SmallProgram.Array;
import dev.ductile.agent.engine.DataType;
import dev.ductile.agent.engine.Engine;
import dev.ductile.agent.engine.FunctionBuilder;
import dev.ductile.agent.engine.Padding;
import dev.ductile.agent.engine.Shape;
import dev.ductile.agent.engine.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Layers with their bias and ReLU, which engines may fuse, against the same sums with {@code add}
 * and {@code maximum}, which they do not: values, and gradients of everything.
 */
public abstract class LayersContract {
  private static final long SEED = 29;

  /** The engine under test. */
  protected abstract Engine engine();

  private final Random random = new Random(SEED);
  private final SmallProgram.Suite suite = new SmallProgram.Suite();
  private final Map<String, Integer> inputs = new LinkedHashMap<>();

  /** What a layer multiplies its input with. */
  private interface Product {
    Tensor of(FunctionBuilder f, Tensor x, Tensor w);
  }

  private void add(String name, Product product, Array... arrays) {
    suite.add(
        name + "_fused",
        true,
        (f, in) -> f.relu(f.biasAdd(product.of(f, in.get(0), in.get(1)), in.get(2))),
        arrays);
    suite.add(
        name + "_apart",
        true,
        (f, in) -> f.maximum(f.add(product.of(f, in.get(0), in.get(1)), in.get(2)), f.constant(0f)),
        arrays);
    suite.add(
        name + "_bias_fused",
        true,
        (f, in) -> f.biasAdd(product.of(f, in.get(0), in.get(1)), in.get(2)),
        arrays);
    suite.add(
        name + "_bias_apart",
        true,
        (f, in) -> f.add(product.of(f, in.get(0), in.get(1)), in.get(2)),
        arrays);
    inputs.put(name, arrays.length);
  }

  private Array input(int... dims) {
    return Array.random(random, -1.5, 1.5, dims);
  }

  @Test
  void fusedLayersAreThoseMadeOfParts() {
    add("dense", (f, x, w) -> f.matmul(x, false, w, false), input(6, 9), input(9, 5), input(5));
    add("row", (f, x, w) -> f.matmul(x, false, w, false), input(1, 9), input(9, 5), input(5));
    for (Padding padding : Padding.values()) {
      for (int stride = 1; stride <= 2; stride++) {
        int s = stride;
        add(
            "convolution_" + padding + stride,
            (f, x, w) -> f.conv2d(x, w, s, padding),
            input(9, 8, 7, 16),
            input(4, 4, 16, 3),
            input(3));
      }
    }
    add(
        "pixels",
        (f, x, w) -> f.conv2d(x, w, 4, Padding.VALID),
        input(3, 12, 12, 4),
        input(8, 8, 4, 5),
        input(5));
    add(
        "pixels_of_one_block",
        (f, x, w) -> f.convPixels(f.cast(f.abs(x), DataType.UINT8), w, 3, Padding.VALID),
        Array.random(random, 0, 255, 8, 7, 7, 2),
        input(3, 3, 2, 4),
        input(4));
    add(
        "one_block",
        (f, x, w) -> f.conv2d(x, w, 3, Padding.VALID),
        input(2, 7, 7, 16),
        input(3, 3, 16, 4),
        input(4));
    add(
        "head_of_several_outputs",
        (f, x, w) -> f.reshape(f.matmul(x, false, w, false), Shape.of(4, 2, 3)),
        input(4, 7),
        input(7, 6),
        input(3));
    try (SmallProgram.Compiled compiled = suite.compile(engine())) {
      inputs.forEach(
          (name, count) -> {
            same(compiled, name + "_fused", name + "_apart", count);
            same(compiled, name + "_bias_fused", name + "_bias_apart", count);
          });
    }
  }

  private void same(SmallProgram.Compiled compiled, String fused, String apart, int inputs) {
    List<float[]> at = compiled.inputs(fused).stream().map(Array::values).toList();
    for (int i = -1; i < inputs; i++) {
      String output = i < 0 ? "value" : "gradient" + i;
      float[] ours = compiled.run(fused, at, output);
      float[] theirs = compiled.run(apart, at, output);
      assertThat(ours).hasSameSizeAs(theirs);
      for (int k = 0; k < ours.length; k++) {
        assertThat(ours[k])
            .as("%s: %s at element %d, seed %d", fused, output, k, SEED)
            .isCloseTo(theirs[k], within(2e-5f * (1 + Math.abs(theirs[k]))));
      }
    }
  }
}
