package dev.ductile.agent.network;

import dev.ductile.agent.engine.Padding;
import dev.ductile.agent.engine.Tensor;
import java.util.Arrays;
import java.util.stream.Stream;

/** The torsos: uint8 images in, features out. */
final class Torsos {
  /** Side of the feature maps that adaptive pooling makes. */
  private static final int POOLED = 6;

  /** Side that it makes them from: three halvings of 84. */
  private static final int BEFORE_POOLING = 11;

  /** Of the first convolution, and of those behind it. */
  private static final int[] CNN_FILTERS = {32, 64};

  private static final int[] IMPALA_FILTERS = {16, 32, 32};

  private Torsos() {}

  /** Widths of the hidden layers as published. */
  static Stream<Integer> widths(NetworkConfig.Torso torso, int widthFactor, int hiddenUnits) {
    return switch (torso) {
      case NATURE_CNN, DATA_EFFICIENT_CNN, SMALL_CNN, HADAMAX -> filters(CNN_FILTERS, widthFactor);
      case IMPALA_RESNET -> filters(IMPALA_FILTERS, widthFactor);
      case MLP -> Stream.of(hiddenUnits);
      case RESNET18 -> Resnet18.widths(64 * widthFactor);
      case RESNET18_NARROW -> Resnet18.widths(16 * widthFactor);
    };
  }

  private static Stream<Integer> filters(int[] published, int widthFactor) {
    return Arrays.stream(published).mapToObj(n -> n * widthFactor);
  }

  /**
   * Builds the configured torso.
   *
   * @param images uint8 [B, H, W, stack]
   * @return [B, features]
   */
  static Tensor apply(Layers layers, NetworkConfig config, Tensor images) {
    return switch (config.torso()) {
      case NATURE_CNN -> features(layers, config, natureCnn(layers, config, images));
      case DATA_EFFICIENT_CNN -> features(layers, config, dataEfficient(layers, config, images));
      case IMPALA_RESNET -> features(layers, config, impala(layers, config, images));
      case HADAMAX -> features(layers, config, hadamax(layers, config, images));
      case SMALL_CNN -> features(layers, config, smallCnn(layers, config, images));
      case MLP -> mlp(layers, config.units(config.hiddenUnits()), images);
      case RESNET18 -> Resnet18.apply(layers, config.units(64 * config.widthFactor()), images);
      case RESNET18_NARROW ->
          Resnet18.apply(layers, config.units(16 * config.widthFactor()), images);
    };
  }

  /** What the dense layers are given of maps: all positions, or each map's mean. */
  private static Tensor features(Layers layers, NetworkConfig config, Tensor maps) {
    return config.averagePooling() ? layers.meanOverPositions(maps) : layers.flatten(maps);
  }

  /** Mnih et al. 2015, "Model architecture": 32@8×8/4, 64@4×4/2, 64@3×3/1. */
  private static Tensor natureCnn(Layers layers, NetworkConfig config, Tensor images) {
    int first = config.units(CNN_FILTERS[0] * config.widthFactor());
    int second = config.units(CNN_FILTERS[1] * config.widthFactor());
    Tensor one = layers.hiddenMaps("conv1", n -> layers.convPixels(n, images, first, 8, 4));
    Tensor two = layers.hiddenMaps("conv2", n -> layers.conv(n, one, second, 4, 2));
    return layers.hiddenMaps("conv3", n -> layers.conv(n, two, second, 3, 1));
  }

  /** Van Hasselt et al. 2019: 32@5×5/5, 64@5×5/5. */
  private static Tensor dataEfficient(Layers layers, NetworkConfig config, Tensor images) {
    int first = config.units(CNN_FILTERS[0] * config.widthFactor());
    int second = config.units(CNN_FILTERS[1] * config.widthFactor());
    Tensor x = layers.hiddenMaps("conv1", n -> layers.convPixels(n, images, first, 5, 5));
    return layers.hiddenMaps("conv2", n -> layers.conv(n, x, second, 5, 5));
  }

  /**
   * Espeholt et al. 2018, figure 3: three times a 3×3 convolution, 3×3/2 maximum pooling and two
   * residual blocks; then ReLU.
   */
  private static Tensor impala(Layers layers, NetworkConfig config, Tensor images) {
    var f = layers.ops();
    Tensor x = null;
    for (int s = 0; s < IMPALA_FILTERS.length; s++) {
      int filters = config.units(IMPALA_FILTERS[s] * config.widthFactor());
      String name = "stack" + (s + 1);
      String conv = name + "_conv";
      x =
          x == null
              ? layers.convPixels(conv, images, filters, 3, 1)
              : layers.conv(conv, x, filters, 3, 1);
      x = f.maxPool2d(x, 3, 2, Padding.SAME);
      x = residual(layers, name + "_block1", x);
      x = residual(layers, name + "_block2", x);
    }
    x = layers.activate("torso", x);
    return config.maxPooling() ? pool(layers, x) : x;
  }

  private static Tensor residual(Layers layers, String name, Tensor x) {
    String first = name + "_conv1";
    String second = name + "_conv2";
    int filters = x.shape().dim(3);
    Tensor y = layers.residualConv(first, layers.activate(first, x), filters, 3);
    y = layers.residualConv(second, layers.activate(second, y), filters, 3);
    return layers.ops().add(x, y);
  }

  /** Adaptive maximum pooling from 11×11 to 6×6 is exactly 3×3/2 pooling with SAME padding. */
  private static Tensor pool(Layers layers, Tensor x) {
    int side = x.shape().dim(1);
    if (side != BEFORE_POOLING) {
      throw new IllegalArgumentException(
          "pooling to " + POOLED + "×" + POOLED + " needs maps of 11×11, not of " + side);
    }
    return layers.ops().maxPool2d(x, 3, 2, Padding.SAME);
  }

  /** Kooi et al. 2025, and their code: 32@8×8, 64@4×4, 64@3×3, pooled by 4×4/4, 2×2/2, 3×3/1. */
  private static Tensor hadamax(Layers layers, NetworkConfig config, Tensor images) {
    int first = config.units(CNN_FILTERS[0] * config.widthFactor());
    int second = config.units(CNN_FILTERS[1] * config.widthFactor());
    Tensor one = layers.product("conv1", n -> layers.convPixels(n, images, first, 8, 1));
    Tensor small = pooled(layers, one, 4, 4, Padding.SAME);
    Tensor two = layers.product("conv2", n -> layers.conv(n, small, second, 4, 1));
    Tensor smaller = pooled(layers, two, 2, 2, Padding.SAME);
    Tensor three = layers.product("conv3", n -> layers.conv(n, smaller, second, 3, 1));
    return pooled(layers, three, 3, 1, Padding.SAME);
  }

  private static Tensor pooled(Layers layers, Tensor x, int window, int stride, Padding padding) {
    return layers.trace().same(x, layers.ops().maxPool2d(x, window, stride, padding));
  }

  /** 32@3×3, pooling, 64@3×3, pooling: what tutorials train on MNIST. */
  private static Tensor smallCnn(Layers layers, NetworkConfig config, Tensor images) {
    int width = config.widthFactor();
    int first = config.units(32 * width);
    Tensor one = layers.hiddenMaps("conv1", n -> layers.convPixels(n, images, first, 3, 1));
    Tensor halved = halve(layers, one);
    int second = config.units(64 * width);
    return halve(layers, layers.hiddenMaps("conv2", n -> layers.conv(n, halved, second, 3, 1)));
  }

  /** 2×2/2 maximum pooling: each unit stays itself. */
  private static Tensor halve(Layers layers, Tensor x) {
    return pooled(layers, x, 2, 2, Padding.VALID);
  }

  private static Tensor mlp(Layers layers, int units, Tensor images) {
    Tensor x = layers.flatten(layers.ops().pixels(images));
    Tensor one = layers.hidden("mlp1", n -> layers.hiddenDense(n, x, units));
    return layers.hidden("mlp2", n -> layers.hiddenDense(n, one, units));
  }
}
