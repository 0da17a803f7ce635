package dev.ductile.agent.learner;

import dev.ductile.agent.engine.DataType;
import dev.ductile.agent.engine.FunctionBuilder;
import dev.ductile.agent.engine.Shape;
import dev.ductile.agent.engine.Tensor;
import dev.ductile.agent.network.NoiseSource;
import dev.ductile.agent.network.NoisyConfig;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Noise of one group of forward passes, as inputs of the function. */
final class PassNoise implements NoiseSource {
  private final FunctionBuilder f;
  private final NoisyConfig config;
  private final String group;
  private final List<RandomInput> inputs;
  private final boolean makesWeights;
  private final Map<String, Tensor> made = new HashMap<>();

  /**
   * @param group name of the passes that have this noise
   * @param inputs takes what is declared
   */
  PassNoise(
      FunctionBuilder f,
      NoisyConfig config,
      String group,
      List<RandomInput> inputs,
      boolean makesWeights) {
    this.f = f;
    this.config = config;
    this.group = group;
    this.inputs = inputs;
    this.makesWeights = makesWeights;
  }

  @Override
  public Tensor noise(String layer, String part, Shape shape) {
    String key =
        config.sharedAcrossLayers()
            ? "noise/" + group + "/" + shape.elements()
            : "noise/" + group + "/" + layer + "/" + part;
    return made.computeIfAbsent(
        key,
        name -> {
          inputs.add(new RandomInput(name, shape, draw(), name));
          return f.input(name, DataType.FLOAT32, shape);
        });
  }

  private RandomInput.Draw draw() {
    boolean truncated = config.distribution() == NoisyConfig.Distribution.TRUNCATED_NORMAL;
    if (config.kind() == NoisyConfig.Kind.FACTORISED) {
      return truncated ? RandomInput.Draw.FACTOR_TRUNCATED_NORMAL : RandomInput.Draw.FACTOR_NORMAL;
    }
    return truncated ? RandomInput.Draw.TRUNCATED_NORMAL : RandomInput.Draw.NORMAL;
  }

  @Override
  public boolean makesWeights() {
    return makesWeights;
  }
}
