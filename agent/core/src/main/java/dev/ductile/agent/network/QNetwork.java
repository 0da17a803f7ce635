package dev.ductile.agent.network;

import dev.ductile.agent.engine.Shape;
import dev.ductile.agent.engine.Tensor;
import java.util.Set;

/**
 * Stacked frames to one or more numbers ("heads") per action: torso, hidden layer, output, the last
 * two doubled where dueling.
 */
public final class QNetwork {
  /** Prefix of the layers of the head that plasticity injection trains. */
  public static final String NEW = "new_";

  /** Prefix of the layers of the head that plasticity injection subtracts. */
  public static final String OLD = "old_";

  private static final String AUXILIARY = "_auxiliary";

  private static final Set<String> HEAD =
      Set.of("hidden", "out", "value_hidden", "value_out", "advantage_hidden", "advantage_out");

  /** What names of the layers behind a hidden layer's place have behind its name. */
  private static final String WITHIN =
      "(" + AUXILIARY + "|" + HadamardLayers.SECOND + "|" + SkipBlocks.WITHIN + ")$";

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

  /** Whether a layer is an output: the last before values, of any stream, or an auxiliary one. */
  public static boolean isOutput(String layer) {
    return layer.startsWith("out") || layer.contains("_out") || layer.endsWith(AUXILIARY);
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
   * Whether a layer is behind the torso: in a head, whichever copy. The embedding of fractions is
   * not.
   */
  public static boolean isHead(String layer) {
    return HEAD.contains(withoutCopy(layer).replaceFirst(WITHIN, ""));
  }

  /** The name that a layer has in the first of the copies of the head. */
  static String withoutCopy(String layer) {
    return layer.startsWith(NEW)
        ? layer.substring(NEW.length())
        : layer.startsWith(OLD) ? layer.substring(OLD.length()) : layer;
  }

  /**
   * Builds what follows the torso; with plasticity injection three copies of it: {@code h(φ) +
   * new(φ) − old(φ)} (Nikishin et al. 2023, equation 1).
   *
   * @param features [B, features]
   * @return float32 [B, actions, heads]; index of an output unit is action · heads + head
   */
  public Tensor heads(Layers layers, Tensor features) {
    Tensor first = head(layers, "", features);
    if (!config.injection()) {
      return first;
    }
    var f = layers.ops();
    Tensor difference = f.subtract(head(layers, NEW, features), head(layers, OLD, features));
    return f.add(first, difference);
  }

  private Tensor head(Layers layers, String copy, Tensor features) {
    if (!config.dueling()) {
      return out(layers, copy + "out", hidden(layers, copy + "hidden", features), actions);
    }
    Tensor value;
    Tensor advantage;
    if (config.duelingSharedHidden()) {
      Tensor shared = hidden(layers, copy + "hidden", features);
      value = out(layers, copy + "value_out", shared, 1);
      advantage = out(layers, copy + "advantage_out", shared, actions);
    } else {
      Tensor valueHidden = hidden(layers, copy + "value_hidden", features);
      value = out(layers, copy + "value_out", valueHidden, 1);
      Tensor advantageHidden = hidden(layers, copy + "advantage_hidden", features);
      advantage = out(layers, copy + "advantage_out", advantageHidden, actions);
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
    Tensor weights = f.relu(layers.hiddenDense("embedding", cosines, width));
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
    int units = config.units(config.hiddenUnits());
    Tensor x =
        config.skipBlocks() > 0
            ? SkipBlocks.apply(layers, name, features, units, config.skipBlocks())
            : layers.hidden(name, layer -> layers.penultimateDense(layer, features, units));
    if (config.auxiliaryHeads() > 0) {
      String auxiliary = name + AUXILIARY;
      layers.trace().auxiliary(auxiliary, layers.dense(auxiliary, x, config.auxiliaryHeads()));
    }
    return x;
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
