package dev.ductile.agent.network;

import dev.ductile.agent.engine.FunctionBuilder;
import dev.ductile.agent.engine.Shape;
import dev.ductile.agent.engine.Tensor;
import java.util.HashMap;
import java.util.Map;

/**
 * Noisy dense layers of one forward pass (Fortunato et al. 2018, section 3). Copies of a layer that
 * plasticity injection makes have the same noise.
 */
final class NoisyDense {
  private final FunctionBuilder f;
  private final ParameterSet parameters;
  private final NoisyConfig config;
  private final NoiseSource source;
  private final Map<String, Tensor> weights = new HashMap<>();

  /**
   * @param source null for no noise: evaluation
   */
  NoisyDense(FunctionBuilder f, ParameterSet parameters, NoisyConfig config, NoiseSource source) {
    this.f = f;
    this.parameters = parameters;
    this.config = config;
    this.source = source;
  }

  /**
   * Applies a layer.
   *
   * @param x [B, in]
   * @param meanBias whether the bias has a mean beside its noise
   * @return [B, units]
   */
  Tensor apply(String layer, Tensor x, int units, boolean meanBias) {
    int in = x.shape().dim(1);
    Shape matrix = Shape.of(in, units);
    Shape vector = Shape.of(units);
    // Declared with and without noise, so that every function sees the same parameters.
    Parameter mean = mean(layer + ".weight", matrix, ParameterRole.WEIGHT, in, units);
    Parameter sigma = sigma(layer + ".weight_sigma", matrix, in, in, units);
    Parameter meanOfBias =
        meanBias ? mean(layer + ".bias", vector, ParameterRole.BIAS, in, units) : null;
    int fan = config.biasFan() == NoisyConfig.BiasFan.FAN_IN ? in : units;
    Parameter sigmaOfBias = sigma(layer + ".bias_sigma", vector, fan, in, units);
    Tensor y = product(layer, x, mean, sigma);
    Tensor bias = bias(layer, meanOfBias, sigmaOfBias);
    return bias == null ? y : f.biasAdd(y, bias);
  }

  private Parameter mean(String name, Shape shape, ParameterRole role, int in, int out) {
    return parameters.get(name, shape, role, Initializer.UNIFORM_FAN_IN, in, out);
  }

  private Parameter sigma(String name, Shape shape, int fan, int in, int out) {
    Initialization initial = Initialization.constant(config.sigma0() / Math.sqrt(fan));
    return parameters.get(name, shape, ParameterRole.NOISE_SIGMA, initial, in, out);
  }

  private boolean factorised() {
    return config.kind() == NoisyConfig.Kind.FACTORISED;
  }

  private Tensor product(String layer, Tensor x, Parameter mean, Parameter sigma) {
    if (source == null) {
      return f.matmul(x, false, f.read(mean.variable()), false);
    }
    if (factorised() && !source.makesWeights()) {
      int in = mean.shape().dim(0);
      int out = mean.shape().dim(1);
      Tensor plain = f.matmul(x, false, f.read(mean.variable()), false);
      Tensor scaled = f.multiply(x, noise(layer, "in", Shape.of(in), Shape.of(1, in)));
      Tensor noisy = f.matmul(scaled, false, f.read(sigma.variable()), false);
      Tensor outputs = noise(layer, "out", Shape.of(out), Shape.of(1, out));
      return f.add(plain, f.multiply(noisy, outputs));
    }
    // Passes that share noise share these weights.
    Tensor weight = weights.computeIfAbsent(layer, name -> weight(name, mean, sigma));
    return f.matmul(x, false, weight, false);
  }

  private Tensor weight(String layer, Parameter mean, Parameter sigma) {
    int in = mean.shape().dim(0);
    int out = mean.shape().dim(1);
    Tensor epsilon =
        factorised()
            ? f.matmul(
                noise(layer, "in", Shape.of(in), Shape.of(in, 1)),
                false,
                noise(layer, "out", Shape.of(out), Shape.of(1, out)),
                false)
            : source.noise(QNetwork.withoutCopy(layer), "weight", mean.shape());
    return f.add(f.read(mean.variable()), f.multiply(f.read(sigma.variable()), epsilon));
  }

  private Tensor bias(String layer, Parameter mean, Parameter sigma) {
    Tensor centre = mean == null ? null : f.read(mean.variable());
    if (source == null) {
      return centre;
    }
    Tensor epsilon =
        source.noise(QNetwork.withoutCopy(layer), factorised() ? "out" : "bias", sigma.shape());
    Tensor noise = f.multiply(f.read(sigma.variable()), epsilon);
    return centre == null ? noise : f.add(centre, noise);
  }

  private Tensor noise(String layer, String part, Shape shape, Shape as) {
    return f.reshape(source.noise(QNetwork.withoutCopy(layer), part, shape), as);
  }
}
