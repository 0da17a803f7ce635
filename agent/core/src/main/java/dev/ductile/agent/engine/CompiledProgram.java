package dev.ductile.agent.engine;

import java.nio.FloatBuffer;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds the functions and variables of a program.
 *
 * @param <V> the engine's variables
 * @param <F> the engine's functions
 */
public abstract class CompiledProgram<V extends Variable, F extends Function> implements Program {
  private final Map<String, V> variables;
  private final Map<String, F> functions = new LinkedHashMap<>();

  /**
   * A program without functions.
   *
   * @param variables by name, in the order of their declaration
   */
  protected CompiledProgram(Map<String, V> variables) {
    this.variables = new LinkedHashMap<>(variables);
  }

  /** Adds a compiled function. */
  protected final void add(String name, F function) {
    functions.put(name, function);
  }

  /** All that were added. */
  protected final Collection<F> functions() {
    return functions.values();
  }

  @Override
  public final Function function(String name) {
    Function function = functions.get(name);
    if (function == null) {
      throw new IllegalArgumentException(
          "no function '" + name + "'; there are " + String.join(", ", functions.keySet()));
    }
    return function;
  }

  @Override
  public final List<Variable> variables() {
    return List.copyOf(variables.values());
  }

  /**
   * This program's variable of a variable's name.
   *
   * @throws IllegalArgumentException if it has none
   */
  protected final V own(Variable variable) {
    V own = variables.get(variable.name());
    if (own == null) {
      throw new IllegalArgumentException("no variable '" + variable.name() + "' in this program");
    }
    return own;
  }

  /**
   * Refuses values that do not fill a variable.
   *
   * @throws IllegalArgumentException with both numbers
   */
  protected static void requireSize(Variable variable, FloatBuffer values) {
    int elements = variable.shape().elements();
    if (values.remaining() != elements) {
      throw new IllegalArgumentException(
          variable.name() + " takes " + elements + " values, was given " + values.remaining());
    }
  }
}
