package dev.ductile.agent.network;

import dev.ductile.agent.engine.Tensor;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Residual network of 18 layers for small images (He et al. 2016): a 3×3 convolution, then four
 * stages of two blocks of two 3×3 convolutions, with filters doubled and maps halved from stage to
 * stage, then the mean over positions.
 *
 * <p>Blocks are in the pre-activation form ("Identity Mappings in Deep Residual Networks", figure
 * 4e): nonlinearities stand before convolutions, so that a normalisation before every nonlinearity
 * is where the authors have theirs. Where a block changes the shape, its shortcut is a 1×1
 * convolution of the activated input (option B). Convolutions have biases, since a network without
 * normalisation needs them.
 */
final class Resnet18 {
  private static final int STAGES = 4;
  private static final int BLOCKS = 2;

  private Resnet18() {}

  /** Filters of the stages. */
  static Stream<Integer> widths(int filters) {
    return IntStream.range(0, STAGES).mapToObj(stage -> filters << stage);
  }

  /**
   * Builds the network.
   *
   * @param images uint8 [B, H, W, C]
   * @param filters of the first stage; the published network has 64
   * @return [B, 8·filters]
   */
  static Tensor apply(Layers layers, int filters, Tensor images) {
    Tensor x = layers.trace().streamed(layers.convPixels("stem", images, filters, 3, 1));
    for (int stage = 0; stage < STAGES; stage++) {
      for (int block = 0; block < BLOCKS; block++) {
        String name = "stage" + (stage + 1) + "_block" + (block + 1);
        int stride = stage > 0 && block == 0 ? 2 : 1;
        x = block(layers, name, x, filters << stage, stride);
      }
    }
    return layers.meanOverPositions(layers.activate("torso", x));
  }

  private static Tensor block(Layers layers, String name, Tensor x, int filters, int stride) {
    String first = name + "_conv1";
    String second = name + "_conv2";
    Tensor activated = layers.activate(first, x);
    Tensor y = layers.conv(first, activated, filters, 3, stride);
    y = layers.conv(second, layers.activate(second, y), filters, 3, 1);
    boolean reshaped = stride != 1 || x.shape().dim(3) != filters;
    Tensor shortcut = reshaped ? layers.conv(name + "_shortcut", activated, filters, 1, stride) : x;
    return layers.ops().add(shortcut, y);
  }
}
