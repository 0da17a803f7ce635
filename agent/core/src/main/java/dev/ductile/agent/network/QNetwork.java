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
    return heads(layers, features(layers, images));
  }

  /**
   * Builds the torso.
   *
   * @param images uint8 [B, H, W, stack], oldest frame first
   * @return float32 [B, features]
   */
  public Tensor features(Layers layers, Tensor images) {
    return Torsos.apply(layers, config, images);
  }

  /**
   * Builds what follows the torso.
   *
   * @param features [B, features]
   * @return float32 [B, actions, heads]; index of an output unit is action · heads + head
   */
  public Tensor heads(Layers layers, Tensor features) {
    if (!config.dueling()) {
      return out(layers, "out", hidden(layers, "hidden", features), actions);
    }
    Tensor value;
    Tensor advantage;
    if (config.duelingSharedHidden()) {
      Tensor shared = hidden(layers, "hidden", features);
      value = out(layers, "value_out", shared, 1);
      advantage = out(layers, "advantage_out", shared, actions);
    } else {
      value = out(layers, "value_out", hidden(layers, "value_hidden", features), 1);
      advantage =
          out(layers, "advantage_out", hidden(layers, "advantage_hidden", features), actions);
    }
    // Wang et al. 2016, equation 9: the advantages' mean is taken out so that both are identified.
    var f = layers.ops();
    return f.add(value, f.subtract(advantage, f.reduceMean(advantage, true, 1)));
  }

  /**
   * Builds what follows the torso of an implicit quantile network (Dabney et al. 2018, equation 4).
   *
   * @param features [B, features]
   * @param fractions τ, [B, N]
   * @return float32 [B, actions, N], with {@link #heads} 1
   */
  public Tensor quantiles(
      Layers layers, Tensor features, Tensor fractions, FractionEmbedding embedding) {
    var f = layers.ops();
    int batch = features.shape().dim(0);
    int width = features.shape().dim(1);
    int n = fractions.shape().dim(1);
    Tensor column = f.reshape(fractions, Shape.of(batch * n, 1));
    Tensor row = f.constant(embedding.frequencies(), Shape.of(1, embedding.size()));
    Tensor cosines = f.cos(f.multiply(column, row));
    Tensor weights = f.relu(layers.dense("embedding", cosines, width));
    Tensor product =
        f.multiply(
            f.reshape(weights, Shape.of(batch, n, width)),
            f.reshape(features, Shape.of(batch, 1, width)));
    Tensor flat = layers.trace().same(features, f.reshape(product, Shape.of(batch * n, width)));
    Tensor rows = heads(layers, flat);
    return f.transpose(f.reshape(rows, Shape.of(batch, n, actions)), 0, 2, 1);
  }

  private Tensor hidden(Layers layers, String name, Tensor features) {
    if (config.hiddenUnits() == 0) {
      return features;
    }
    Tensor x = layers.noisyDense(name, features, config.hiddenUnits(), true);
    return layers.activate(name, x);
  }

  private Tensor out(Layers layers, String name, Tensor x, int outputs) {
    int batch = x.shape().dim(0);
    Shape shape = Shape.of(batch, outputs, heads);
    if (config.sharedOutputBias()) {
      return layers.denseSharedBias(name, x, outputs, heads);
    }
    boolean meanBias = config.noisy().outputMeanBias();
    return layers.ops().reshape(layers.noisyDense(name, x, outputs * heads, meanBias), shape);
  }
}
