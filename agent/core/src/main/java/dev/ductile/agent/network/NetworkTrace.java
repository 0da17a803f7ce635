package dev.ductile.agent.network;

import dev.ductile.agent.engine.FunctionBuilder;
import dev.ductile.agent.engine.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Follows a network while it is built: which hidden units it has, which layer computes them, which
 * layers they feed, and how layers' own states move on. One trace may see several passes of one
 * network; units are those of the first.
 */
public final class NetworkTrace {
  private final Map<Tensor, String> computedBy = new HashMap<>();
  private final Map<Tensor, String> unitsOf = new HashMap<>();
  private final Map<String, HiddenUnits> hidden = new java.util.LinkedHashMap<>();
  private final Map<String, Tensor> passedOn = new HashMap<>();
  private final Map<String, Tensor> advanced = new HashMap<>();
  private final Set<String> factors = new HashSet<>();
  private final Map<String, Tensor> auxiliary = new java.util.LinkedHashMap<>();

  /**
   * Hidden units of one nonlinearity in one pass.
   *
   * @param name of the nonlinearity, which its normalisation's parameters bear too
   * @param computedBy the layer whose outputs they are (its parameters are {@code layer.weight},
   *     {@code layer.bias} and so on); null where they are those of a residual stream
   * @param feeds layers that take them in: filters HWIO have the unit as input channel; of dense
   *     weights in × out, row r belongs to unit r modulo the number of units (images are flattened
   *     in the order H, W, C)
   * @param preactivation before the nonlinearity, behind the normalisation; [B, units] or [B, H, W,
   *     units]
   * @param activation behind the nonlinearity; with CReLU or Fourier features twice as many
   * @param passedOn what the first of the layers in {@code feeds} takes in: the activation behind
   *     pooling, multiplied by the embedding of quantile fractions, flattened, as the case may be;
   *     the activation itself where nothing takes it in; of the first of two factors their product
   * @param isFactor whether only its product with other units is read
   */
  public record HiddenUnits(
      String name,
      String computedBy,
      List<String> feeds,
      Tensor preactivation,
      Tensor activation,
      Tensor passedOn,
      boolean isFactor) {
    /** Units. */
    public int count() {
      return preactivation.shape().dim(-1);
    }

    /** Whether each unit is one activation, computed by one layer and read by known layers. */
    public boolean isSeparate() {
      return computedBy != null
          && !feeds.isEmpty()
          && !isFactor
          && activation.shape().dim(-1) == count();
    }
  }

  /** All hidden units in the order in which they were built. */
  public List<HiddenUnits> hiddenUnits() {
    return hidden.values().stream().map(this::withPassedOn).toList();
  }

  private HiddenUnits withPassedOn(HiddenUnits units) {
    Tensor read = passedOn.getOrDefault(units.name(), units.activation());
    return new HiddenUnits(
        units.name(),
        units.computedBy(),
        units.feeds(),
        units.preactivation(),
        units.activation(),
        read,
        factors.contains(units.name()));
  }

  /** Auxiliary numbers of each stream in the first pass, [rows, heads]. */
  public List<Tensor> auxiliary() {
    return List.copyOf(auxiliary.values());
  }

  /** A layer made auxiliary numbers. */
  void auxiliary(String layer, Tensor numbers) {
    auxiliary.putIfAbsent(layer, numbers);
  }

  /** Values that the passes seen give to states of layers, by their names. */
  public Map<String, Tensor> advancedStates() {
    return Map.copyOf(advanced);
  }

  /** Lets a pass give a layer's state its next value. */
  void advance(FunctionBuilder f, Parameter state, Tensor next) {
    f.assign(state.variable(), next);
    advanced.put(state.name(), next);
  }

  /** A layer was applied to {@code x} and gave {@code y}, which is returned. */
  Tensor fed(String layer, Tensor x, Tensor y) {
    computedBy.put(y, layer);
    String name = unitsOf.get(x);
    if (name != null) {
      passedOn.putIfAbsent(name, x);
      if (!hidden.get(name).feeds().contains(layer)) {
        hidden.get(name).feeds().add(layer);
      }
    }
    return y;
  }

  /** A nonlinearity was applied; returns its result. */
  Tensor activated(String name, Tensor layerOutput, Tensor preactivation, Tensor activation) {
    hidden.putIfAbsent(
        name,
        new HiddenUnits(
            name,
            computedBy.get(layerOutput),
            new ArrayList<>(),
            preactivation,
            activation,
            activation,
            false));
    unitsOf.put(activation, name);
    return activation;
  }

  /**
   * A layer's output is not only what a nonlinearity takes in: a residual stream begins with it, so
   * that its units are not the layer's alone. Returns it.
   */
  Tensor streamed(Tensor x) {
    computedBy.remove(x);
    return x;
  }

  /** Two factors' activations were multiplied; what reads the product reads the first. */
  Tensor multiplied(Tensor first, Tensor second, Tensor product) {
    factors.add(unitsOf.get(first));
    factors.add(unitsOf.get(second));
    return same(first, product);
  }

  /** The same units in another shape, or each scaled by something: returns {@code to}. */
  Tensor same(Tensor from, Tensor to) {
    String name = unitsOf.get(from);
    if (name != null) {
      unitsOf.put(to, name);
    }
    return to;
  }
}
