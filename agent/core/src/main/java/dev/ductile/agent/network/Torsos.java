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
      case NATURE_CNN, DATA_EFFICIENT_CNN, SMALL_CNN -> filters(CNN_FILTERS, widthFactor);
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
      case NATURE_CNN -> layers.flatten(natureCnn(layers, config, images));
      case DATA_EFFICIENT_CNN -> layers.flatten(dataEfficient(layers, config, images));
      case IMPALA_RESNET -> layers.flatten(impala(layers, config, images));
      case MLP -> mlp(layers, config.units(config.hiddenUnits()), images);
      case SMALL_CNN -> layers.flatten(smallCnn(layers, config, images));
      case RESNET18 -> Resnet18.apply(layers, config.units(64 * config.widthFactor()), images);
      case RESNET18_NARROW ->
          Resnet18.apply(layers, config.units(16 * config.widthFactor()), images);
    };
  }

  /** Mnih et al. 2015, "Model architecture": 32@8×8/4, 64@4×4/2, 64@3×3/1. */
  private static Tensor natureCnn(Layers layers, NetworkConfig config, Tensor images) {
    int first = config.units(CNN_FILTERS[0] * config.widthFactor());
    int second = config.units(CNN_FILTERS[1] * config.widthFactor());
    Tensor x = layers.activate("conv1", layers.convPixels("conv1", images, first, 8, 4));
    x = layers.activate("conv2", layers.conv("conv2", x, second, 4, 2));
    return layers.activate("conv3", layers.conv("conv3", x, second, 3, 1));
  }

  /** Van Hasselt et al. 2019: 32@5×5/5, 64@5×5/5. */
  private static Tensor dataEfficient(Layers layers, NetworkConfig config, Tensor images) {
    int first = config.units(CNN_FILTERS[0] * config.widthFactor());
    int second = config.units(CNN_FILTERS[1] * config.widthFactor());
    Tensor x = layers.activate("conv1", layers.convPixels("conv1", images, first, 5, 5));
    return layers.activate("conv2", layers.conv("conv2", x, second, 5, 5));
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

  /** 32@3×3, pooling, 64@3×3, pooling: what tutorials train on MNIST. */
  private static Tensor smallCnn(Layers layers, NetworkConfig config, Tensor images) {
    int width = config.widthFactor();
    int first = config.units(32 * width);
    Tensor x = layers.activate("conv1", layers.convPixels("conv1", images, first, 3, 1));
    x = halve(layers, x);
    x = layers.activate("conv2", layers.conv("conv2", x, config.units(64 * width), 3, 1));
    return halve(layers, x);
  }

  /** 2×2/2 maximum pooling: each unit stays itself. */
  private static Tensor halve(Layers layers, Tensor x) {
    return layers.trace().same(x, layers.ops().maxPool2d(x, 2, 2, Padding.VALID));
  }

  private static Tensor mlp(Layers layers, int units, Tensor images) {
    Tensor x = layers.flatten(layers.ops().pixels(images));
    x = layers.activate("mlp1", layers.hiddenDense("mlp1", x, units));
    return layers.activate("mlp2", layers.hiddenDense("mlp2", x, units));
  }
}
