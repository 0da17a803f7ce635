package dev.ductile.agent.measurement;

import dev.ductile.agent.network.Parameter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Where parameters lie in a flat vector, by layer. */
final class ParameterLayout {
  private final Map<String, List<Part>> layers = new LinkedHashMap<>();
  private final int size;

  /** A parameter's place: from, inclusive, to, exclusive. */
  record Part(Parameter parameter, int from, int to) {}

  ParameterLayout(List<Parameter> parameters) {
    int at = 0;
    for (Parameter p : parameters) {
      int end = at + p.shape().elements();
      String layer = p.name().substring(0, Math.max(0, p.name().lastIndexOf('.')));
      layers.computeIfAbsent(layer, name -> new ArrayList<>()).add(new Part(p, at, end));
      at = end;
    }
    size = at;
  }

  /** Layers in their order, with their parameters. */
  Map<String, List<Part>> layers() {
    return layers;
  }

  /** Elements of the vector. */
  int size() {
    return size;
  }

  /** Something that adds up over stretches of a vector. */
  @FunctionalInterface
  interface Additive {
    double over(int from, int to);
  }

  /** The sum over a layer's parameters. */
  static double sum(List<Part> parts, Additive quantity) {
    return parts.stream().mapToDouble(part -> quantity.over(part.from(), part.to())).sum();
  }

  /** Elements of a layer. */
  static long elements(List<Part> parts) {
    return parts.stream().mapToLong(part -> part.to() - part.from()).sum();
  }
}
