package dev.ductile.agent.intervention.edit;

import dev.ductile.agent.network.Parameter;
import dev.ductile.agent.network.ParameterRole;
import dev.ductile.agent.network.QNetwork;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A network's parameters, layer by layer. */
final class NetworkLayers {
  private NetworkLayers() {}

  /**
   * Parameters of each dense or convolution layer, from the input on. Layers of two streams at one
   * depth count as one; a normalisation without such a layer belongs to the one before it.
   *
   * @param parameters in the order of the layers
   */
  static List<List<Parameter>> inOrder(List<Parameter> parameters) {
    Map<String, List<Parameter>> byLayer = new LinkedHashMap<>();
    for (Parameter p : parameters) {
      byLayer.computeIfAbsent(depth(p), layer -> new ArrayList<>()).add(p);
    }
    List<List<Parameter>> layers = new ArrayList<>();
    for (List<Parameter> layer : byLayer.values()) {
      boolean weights = layer.stream().anyMatch(p -> p.role() == ParameterRole.WEIGHT);
      if (weights || layers.isEmpty()) {
        layers.add(layer);
      } else {
        layers.get(layers.size() - 1).addAll(layer);
      }
    }
    return layers;
  }

  /** Name of a parameter's layer without that of a stream. */
  private static String depth(Parameter parameter) {
    return layer(parameter).replaceFirst("^(value|advantage)_", "");
  }

  /** Name of a parameter's layer. */
  static String layer(Parameter parameter) {
    return parameter.name().substring(0, parameter.name().lastIndexOf('.'));
  }

  /** Whether a parameter belongs to a part of the network: {@code all, encoder, head}. */
  static boolean isIn(String part, Parameter parameter) {
    return part.equals("all") || part.equals("head") == QNetwork.isHead(layer(parameter));
  }
}
