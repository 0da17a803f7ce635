package dev.ductile.agent.network;

import dev.ductile.agent.engine.FunctionBuilder;
import dev.ductile.agent.engine.Shape;
import dev.ductile.agent.engine.Tensor;
import java.util.function.Supplier;

/**
 * The {@link Normalization} of one pass. Scale and offset are {@code layer.ln_scale} and {@code
 * layer.ln_offset} for layer normalisation, {@code layer.norm_scale} and {@code layer.norm_offset}
 * otherwise. Running statistics are the states {@code layer.norm_mean}, at first 0, and {@code
 * layer.norm_variance}, at first 1: {@code running ← decay·running + (1 − decay)·batch}.
 */
final class Normalizer {
  /** As in PyTorch. */
  private static final float EPSILON = 1e-5f;

  private final FunctionBuilder f;
  private final ParameterSet parameters;
  private final NetworkConfig config;
  private final StateUse states;
  private final NetworkTrace trace;

  Normalizer(
      FunctionBuilder f,
      ParameterSet parameters,
      NetworkConfig config,
      StateUse states,
      NetworkTrace trace) {
    this.f = f;
    this.parameters = parameters;
    this.config = config;
    this.states = states;
    this.trace = trace;
  }

  /**
   * Normalises.
   *
   * @param x [B, units] or [B, H, W, channels]
   * @return the same shape
   */
  Tensor apply(String layer, Tensor x) {
    int[] unit = {-1};
    int[] sample = isImage(x) ? new int[] {1, 2, 3} : unit;
    return switch (config.normalization()) {
      case NONE -> x;
      case LAYER_NORM_CHANNEL -> layerNorm(layer, x, unit);
      case LAYER_NORM_CHW -> layerNorm(layer, x, sample);
      case RMS_NORM_CHANNEL -> rmsNorm(layer, x, unit);
      case RMS_NORM_CHW -> rmsNorm(layer, x, sample);
      case GROUP_NORM -> groupNorm(layer, x);
      case BATCH_NORM -> crossed(layer, x, true, true);
      case SAMPLE_MEAN_UNIT_DEVIATION -> crossed(layer, x, true, false);
      case UNIT_MEAN_SAMPLE_DEVIATION -> crossed(layer, x, false, true);
    };
  }

  private static boolean isImage(Tensor x) {
    return x.shape().rank() == 4;
  }

  private Tensor layerNorm(String layer, Tensor x, int[] axes) {
    if (!config.normalizationAffine()) {
      return f.layerNorm(x, EPSILON, axes);
    }
    Shape shape = normalized(x, axes);
    Tensor scale = scale(layer + ".ln_scale", shape);
    return f.layerNorm(x, scale, offset(layer + ".ln_offset", shape), EPSILON, axes);
  }

  private Tensor rmsNorm(String layer, Tensor x, int[] axes) {
    Tensor normal = divide(x, f.reduceMean(f.square(x), true, axes));
    return config.normalizationAffine()
        ? f.multiply(normal, scale(layer + ".norm_scale", normalized(x, axes)))
        : normal;
  }

  private Tensor groupNorm(String layer, Tensor x) {
    int batch = x.shape().dim(0);
    int units = x.shape().dim(-1);
    int groups = config.normalizationGroups();
    int positions = x.shape().elements() / batch / units;
    Tensor y = f.reshape(x, Shape.of(batch, positions, groups, units / groups));
    Tensor normal = divide(f.subtract(y, f.reduceMean(y, true, 1, 3)), variance(y, 1, 3));
    return affine(layer, f.reshape(normal, x.shape()));
  }

  /** Mean and deviation each over samples or over units. */
  private Tensor crossed(String layer, Tensor x, boolean sampleMean, boolean sampleDeviation) {
    int[] samples = isImage(x) ? new int[] {0, 1, 2} : new int[] {0};
    int units = x.shape().dim(-1);
    Tensor mean =
        sampleMean
            ? overSamples(
                layer + ".norm_mean",
                Initializer.ZEROS,
                units,
                () -> f.reduceMean(x, true, samples))
            : f.reduceMean(x, true, -1);
    Tensor variance =
        sampleDeviation
            ? overSamples(
                layer + ".norm_variance", Initializer.ONES, units, () -> variance(x, samples))
            : variance(x, -1);
    return affine(layer, divide(f.subtract(x, mean), variance));
  }

  /** The batch's statistic or the running one, as the pass wants it; broadcast against x. */
  private Tensor overSamples(
      String name, Initializer initializer, int units, Supplier<Tensor> ofBatch) {
    Shape shape = Shape.of(units);
    Parameter state =
        parameters.get(name, shape, ParameterRole.NORM_STATISTIC, initializer, units, units);
    if (states == StateUse.FIXED) {
      return f.read(state.variable());
    }
    Tensor batch = ofBatch.get();
    if (states == StateUse.ADVANCED) {
      double decay = config.normalizationDecay();
      Tensor kept = f.scale(f.read(state.variable()), (float) decay);
      Tensor seen = f.scale(f.stopGradient(f.reshape(batch, shape)), (float) (1 - decay));
      trace.advance(f, state, f.add(kept, seen));
    }
    return batch;
  }

  private Tensor variance(Tensor x, int... axes) {
    return f.reduceMean(f.square(f.subtract(x, f.reduceMean(x, true, axes))), true, axes);
  }

  private Tensor divide(Tensor centred, Tensor variance) {
    return f.multiply(centred, f.rsqrt(f.shift(variance, EPSILON)));
  }

  private Tensor affine(String layer, Tensor normal) {
    if (!config.normalizationAffine()) {
      return normal;
    }
    Shape shape = Shape.of(normal.shape().dim(-1));
    Tensor scaled = f.multiply(normal, scale(layer + ".norm_scale", shape));
    return f.add(scaled, offset(layer + ".norm_offset", shape));
  }

  /** One number per normalised element: of a unit, or of a whole image. */
  private static Shape normalized(Tensor x, int[] axes) {
    Shape shape = x.shape();
    return axes.length == 1
        ? Shape.of(shape.dim(-1))
        : Shape.of(shape.dim(1), shape.dim(2), shape.dim(3));
  }

  private Tensor scale(String name, Shape shape) {
    return read(name, shape, ParameterRole.NORM_SCALE, Initializer.ONES);
  }

  private Tensor offset(String name, Shape shape) {
    return read(name, shape, ParameterRole.NORM_OFFSET, Initializer.ZEROS);
  }

  private Tensor read(String name, Shape shape, ParameterRole role, Initializer initializer) {
    int fan = shape.elements();
    return f.read(parameters.get(name, shape, role, initializer, fan, fan).variable());
  }
}
