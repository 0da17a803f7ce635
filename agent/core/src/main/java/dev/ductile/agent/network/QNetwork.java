package dev.ductile.agent.network;

import dev.ductile.agent.engine.Shape;
import dev.ductile.agent.engine.Tensor;

/**
 * Stacked frames to one or more numbers ("heads") per action: torso, hidden layer, output, the last
 * two doubled where dueling.
 */
public final class QNetwork {
  private final NetworkConfig config;
  private final int actions;
  private final int heads;

  /**
   * Makes a network.
   *
   * @param heads numbers per action: 1 for a value, the number of atoms or quantiles otherwise
   */
  public QNetwork(NetworkConfig config, int actions, int heads) {
    this.config = config;
    this.actions = actions;
    this.heads = heads;
  }

  /** Actions. */
  public int actions() {
    return actions;
  }

  /** Numbers per action. */
  public int heads() {
    return heads;
  }

  /** The shape of the network. */
  public NetworkConfig config() {
    return config;
  }

  /**
   * Builds the network.
   *
   * @param images uint8 [B, H, W, stack], oldest frame first
   * @return float32 [B, actions, heads]
   */
  public Tensor apply(Layers layers, Tensor images) {
    Tensor features = layers.flatten(torso(layers, images));
    if (!config.dueling()) {
      return stream(layers, "", features, actions);
    }
    // Wang et al. 2016, equation 9: the advantages' mean is taken out so that both are identified.
    Tensor value = stream(layers, "value_", features, 1);
    Tensor advantage = stream(layers, "advantage_", features, actions);
    var f = layers.ops();
    Tensor centred = f.subtract(advantage, f.reduceMean(advantage, true, 1));
    return f.add(value, centred);
  }

  private Tensor torso(Layers layers, Tensor images) {
    return switch (config.torso()) {
      case NATURE_CNN -> natureCnn(layers, images);
    };
  }

  /** Mnih et al. 2015, "Model architecture": 32@8×8/4, 64@4×4/2, 64@3×3/1. */
  private static Tensor natureCnn(Layers layers, Tensor images) {
    Tensor x = layers.activate("conv1", layers.convPixels("conv1", images, 32, 8, 4));
    x = layers.activate("conv2", layers.conv("conv2", x, 64, 4, 2));
    return layers.activate("conv3", layers.conv("conv3", x, 64, 3, 1));
  }

  private Tensor stream(Layers layers, String prefix, Tensor features, int outputs) {
    String hidden = prefix + "hidden";
    Tensor x = layers.activate(hidden, layers.dense(hidden, features, config.hiddenUnits()));
    Tensor out = layers.dense(prefix + "out", x, outputs * heads);
    return layers.ops().reshape(out, Shape.of(out.shape().dim(0), outputs, heads));
  }
}
