package dev.ductile.agent.network;

import dev.ductile.agent.engine.FunctionBuilder;
import dev.ductile.agent.engine.Padding;
import dev.ductile.agent.engine.Shape;
import dev.ductile.agent.engine.Tensor;
import java.util.function.Function;

/**
 * Layers over one parameter set inside one function: the vocabulary that networks are written in.
 */
public final class Layers {
  private final FunctionBuilder f;
  private final ParameterSet parameters;
  private final NetworkConfig config;
  private final NoisyDense noisy;
  private final Normalizer normalizer;
  private final StateUse states;
  private final NetworkTrace trace;
  private MaskSource masks;

  /**
   * Makes layers that declare and read their parameters in {@code parameters}; noisy layers without
   * noise.
   */
  public Layers(FunctionBuilder f, ParameterSet parameters, NetworkConfig config) {
    this(f, parameters, config, null, StateUse.FIXED);
  }

  /**
   * Makes layers of one forward pass, or of several with the same noise.
   *
   * @param noise for noisy layers; null for none
   * @param states what layers with a state of their own make of it
   */
  public Layers(
      FunctionBuilder f,
      ParameterSet parameters,
      NetworkConfig config,
      NoiseSource noise,
      StateUse states) {
    this(f, parameters, config, noise, states, new NetworkTrace());
  }

  /**
   * As above.
   *
   * @param trace follows what is built
   */
  public Layers(
      FunctionBuilder f,
      ParameterSet parameters,
      NetworkConfig config,
      NoiseSource noise,
      StateUse states,
      NetworkTrace trace) {
    this.f = f;
    this.parameters = parameters;
    this.config = config;
    this.noisy = new NoisyDense(f, parameters, config.noisy(), noise);
    this.normalizer = new Normalizer(f, parameters, config, states, trace);
    this.states = states;
    this.trace = trace;
  }

  /** Lets units be dropped, where the network does that, and gives these layers. */
  public Layers dropping(MaskSource source) {
    masks = source;
    return this;
  }

  /** What was built with these layers so far: hidden units and what they feed. */
  public NetworkTrace trace() {
    return trace;
  }

  /** The operations of the function being built. */
  public FunctionBuilder ops() {
    return f;
  }

  /** Convolution of uint8 images (NHWC), scaled by 1/255, with bias. */
  public Tensor convPixels(String layer, Tensor images, int filters, int kernel, int stride) {
    int channels = images.shape().dim(3);
    Tensor filter = filter(layer, kernel, channels, filters, SpectralNormLayers.HIDDEN);
    Tensor y = f.convPixels(images, filter, stride, config.padding());
    return trace.fed(layer, images, addBias(layer, y, kernel * kernel * channels, filters));
  }

  /** Convolution of an NHWC tensor, with bias. */
  public Tensor conv(String layer, Tensor x, int filters, int kernel, int stride) {
    return conv(layer, x, filters, kernel, stride, SpectralNormLayers.HIDDEN);
  }

  /** Convolution in a residual block, which keeps the size of its maps. */
  public Tensor residualConv(String layer, Tensor x, int filters, int kernel) {
    return conv(layer, x, filters, kernel, 1, SpectralNormLayers.RESIDUAL_BLOCKS);
  }

  private Tensor conv(
      String layer, Tensor x, int filters, int kernel, int stride, SpectralNormLayers kind) {
    int channels = x.shape().dim(3);
    Padding padding = config.padding();
    Tensor filter = filter(layer, kernel, channels, filters, kind);
    Tensor y = f.conv2d(x, filter, stride, padding);
    return trace.fed(layer, x, addBias(layer, y, kernel * kernel * channels, filters));
  }

  private Tensor filter(
      String layer, int kernel, int channels, int filters, SpectralNormLayers kind) {
    int area = kernel * kernel;
    Tensor filter =
        read(
            layer + ".weight",
            Shape.of(kernel, kernel, channels, filters),
            ParameterRole.WEIGHT,
            config.weightInitializer(),
            area * channels,
            area * filters);
    return normalized(layer, filter, kind);
  }

  /** Weights of a hidden layer, divided by their largest singular value where that is wanted. */
  private Tensor normalized(String layer, Tensor weights, SpectralNormLayers kind) {
    return config.normalizesSpectrum(kind)
        ? SpectralNorm.apply(f, parameters, layer, weights, states == StateUse.ADVANCED, trace)
        : weights;
  }

  /** Dense output layer on [B, in], with bias. */
  public Tensor dense(String layer, Tensor x, int units) {
    return withBias(layer, x, weight(layer, x, units), units);
  }

  /** Dense layer on [B, in], with bias, before a nonlinearity. */
  public Tensor hiddenDense(String layer, Tensor x, int units) {
    return hiddenDense(layer, x, units, SpectralNormLayers.HIDDEN);
  }

  /** Dense layer on [B, in], before the last nonlinearity; noisy where the network is. */
  public Tensor penultimateDense(String layer, Tensor x, int units) {
    return headDense(layer, x, units, SpectralNormLayers.PENULTIMATE);
  }

  /** Dense layer on [B, in], behind the torso; noisy where the network is. */
  Tensor headDense(String layer, Tensor x, int units, SpectralNormLayers kind) {
    return config.noisy().on()
        ? noisyDense(layer, x, units, true)
        : hiddenDense(layer, x, units, kind);
  }

  private Tensor hiddenDense(String layer, Tensor x, int units, SpectralNormLayers kind) {
    return withBias(layer, x, normalized(layer, weight(layer, x, units), kind), units);
  }

  private Tensor withBias(String layer, Tensor x, Tensor weight, int units) {
    Tensor y = f.matmul(x, false, weight, false);
    return trace.fed(layer, x, addBias(layer, y, x.shape().dim(1), units));
  }

  /**
   * Dense layer on [B, in] with one bias vector for all outputs.
   *
   * @return [B, outputs, heads]
   */
  public Tensor denseSharedBias(String layer, Tensor x, int outputs, int heads) {
    Tensor y = f.matmul(x, false, weight(layer, x, outputs * heads), false);
    Tensor rows = f.reshape(y, Shape.of(x.shape().dim(0), outputs, heads));
    return trace.fed(layer, x, addBias(layer, rows, x.shape().dim(1), heads));
  }

  private Tensor weight(String layer, Tensor x, int units) {
    int in = x.shape().dim(1);
    return read(
        layer + ".weight",
        Shape.of(in, units),
        ParameterRole.WEIGHT,
        config.weightInitializer(),
        in,
        units);
  }

  /**
   * Dense layer on [B, in], noisy where the network is.
   *
   * @param meanBias whether a noisy layer's bias has a mean beside its noise
   */
  public Tensor noisyDense(String layer, Tensor x, int units, boolean meanBias) {
    return config.noisy().on()
        ? trace.fed(layer, x, noisy.apply(layer, x, units, meanBias))
        : dense(layer, x, units);
  }

  private Tensor addBias(String layer, Tensor y, int fanIn, int units) {
    Tensor bias =
        read(
            layer + ".bias",
            Shape.of(units),
            ParameterRole.BIAS,
            config.biasInitializer(),
            fanIn,
            units);
    return f.biasAdd(y, bias);
  }

  /** Normalisation, if any, then the nonlinearity: what follows every hidden layer. */
  public Tensor activate(String layer, Tensor x) {
    Tensor preactivation = normalizer.apply(layer, x);
    return trace.activated(layer, x, preactivation, nonlinearity(layer, preactivation));
  }

  /** Normalisation, if any, without a nonlinearity behind it. */
  Tensor normalize(String layer, Tensor x) {
    return normalizer.apply(layer, x);
  }

  /** The nonlinearity without a normalisation before it, on a residual stream. */
  Tensor activateStream(String name, Tensor x) {
    return trace.activated(name, x, x, nonlinearity(name, x));
  }

  private Tensor nonlinearity(String name, Tensor x) {
    if (!config.dropsIntervals()) {
      return config.activation().apply(f, x);
    }
    Tensor positive = f.relu(x);
    float keep = (float) config.intervalKeep();
    if (masks == null) {
      return f.add(f.scale(positive, 2 * keep - 1), f.scale(x, 1 - keep));
    }
    Tensor passes = f.less(masks.uniform(name, x.shape()), f.constant(keep));
    return f.select(passes, positive, f.subtract(x, positive));
  }

  /**
   * A hidden dense layer and what follows it; the product of two of them where the network is such.
   *
   * @param layer gives the outputs of the layer of a name
   */
  Tensor hidden(String name, Function<String, Tensor> layer) {
    return config.hadamard() == HadamardLayers.NONE
        ? activate(name, layer.apply(name))
        : product(name, layer);
  }

  /** The same of a convolution. */
  Tensor hiddenMaps(String name, Function<String, Tensor> layer) {
    return config.hadamard() == HadamardLayers.ALL
        ? product(name, layer)
        : activate(name, layer.apply(name));
  }

  /** The product of two hidden layers with parameters of their own. */
  Tensor product(String name, Function<String, Tensor> layer) {
    String second = name + HadamardLayers.SECOND;
    Tensor a = activate(name, layer.apply(name));
    Tensor b = activate(second, layer.apply(second));
    return trace.multiplied(a, b, f.multiply(a, b));
  }

  /** [B, H, W, C] as [B, C]: each map's mean. */
  Tensor meanOverPositions(Tensor x) {
    Shape shape = x.shape();
    Tensor mean = f.reduceMean(x, false, 1, 2);
    return trace.same(x, f.reshape(mean, Shape.of(shape.dim(0), shape.dim(3))));
  }

  /** [B, …] as [B, everything else]. */
  public Tensor flatten(Tensor x) {
    int batch = x.shape().dim(0);
    return trace.same(x, f.reshape(x, Shape.of(batch, x.shape().elements() / batch)));
  }

  private Tensor read(
      String name, Shape shape, ParameterRole role, Initialization initializer, int in, int out) {
    return f.read(parameters.get(name, shape, role, initializer, in, out).variable());
  }
}
