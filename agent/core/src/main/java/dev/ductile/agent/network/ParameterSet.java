package dev.ductile.agent.network;

import dev.ductile.agent.engine.GraphBuilder;
import dev.ductile.agent.engine.Shape;
import dev.ductile.agent.engine.Variable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The parameters of one copy of a network ({@code online}, {@code target}), declared when a layer
 * first asks for them and shared by every later use.
 */
public final class ParameterSet {
  private final String prefix;
  private final GraphBuilder graph;
  private final Map<String, Parameter> parameters = new LinkedHashMap<>();

  /** Makes an empty set whose variables are named {@code prefix/layer.part}. */
  public ParameterSet(String prefix, GraphBuilder graph) {
    this.prefix = prefix;
    this.graph = graph;
  }

  /**
   * The same parameters with other values; what layers keep beside the trained ones is shared.
   *
   * @param variables where each trained parameter's other value lives
   */
  public ParameterSet with(Function<Parameter, Variable> variables) {
    ParameterSet other = new ParameterSet(prefix, graph);
    parameters.forEach(
        (name, p) ->
            other.parameters.put(name, p.role().isTrained() ? p.at(variables.apply(p)) : p));
    return other;
  }

  /** The parameter of that name, declared now if it is new. */
  Parameter get(
      String name,
      Shape shape,
      ParameterRole role,
      Initialization initializer,
      int fanIn,
      int fanOut) {
    Parameter known = parameters.get(name);
    if (known == null) {
      known =
          new Parameter(
              name,
              shape,
              role,
              initializer,
              fanIn,
              fanOut,
              graph.variable(prefix + "/" + name, shape));
      parameters.put(name, known);
    } else if (!known.shape().equals(shape)) {
      throw new IllegalStateException(
          "parameter " + name + " was " + known.shape() + ", is now asked for as " + shape);
    }
    return known;
  }

  /** This copy's counterpart of another copy's parameter, declared now if no layer asked for it. */
  public Parameter counterpart(Parameter of) {
    return get(of.name(), of.shape(), of.role(), of.initializer(), of.fanIn(), of.fanOut());
  }

  /** All trained parameters in the order of their declaration. */
  public List<Parameter> all() {
    return parameters.values().stream().filter(p -> p.role().isTrained()).toList();
  }

  /** What layers keep beside the trained parameters, in the order of declaration. */
  public List<Parameter> states() {
    return parameters.values().stream().filter(p -> !p.role().isTrained()).toList();
  }

  /** Trained parameters, then states, each in the order of declaration. */
  public List<Parameter> withStates() {
    return Stream.concat(all().stream(), states().stream()).toList();
  }

  /** The parameter or state of that name; it must exist. */
  public Parameter named(String name) {
    Parameter known = parameters.get(name);
    if (known == null) {
      throw new IllegalArgumentException("no parameter " + name + " in " + parameters.keySet());
    }
    return known;
  }
}
