package dev.ductile.agent.engine;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The variables and functions of a graph, as an engine collects them.
 *
 * @param <V> the engine's variables
 * @param <B> the engine's functions while they are built
 */
public abstract class DeclaredGraph<V extends Variable, B extends FunctionBuilder>
    implements GraphBuilder {
  private final Map<String, V> variables = new LinkedHashMap<>();
  private final Map<String, B> functions = new LinkedHashMap<>();

  /** Makes a variable whose name is free. */
  protected abstract V declare(String name, Shape shape);

  /** Begins an empty function. */
  protected abstract B begin(String name);

  @Override
  public final Variable variable(String name, Shape shape) {
    if (variables.containsKey(name)) {
      throw new IllegalArgumentException("variable '" + name + "' is taken");
    }
    V variable = declare(name, shape);
    variables.put(name, variable);
    return variable;
  }

  @Override
  public final void function(String name, Consumer<FunctionBuilder> body) {
    B function = begin(name);
    body.accept(function);
    if (functions.put(name, function) != null) {
      throw new IllegalArgumentException("function '" + name + "' is taken");
    }
  }

  /** By name, in the order of their declaration. */
  public final Map<String, V> variables() {
    return Collections.unmodifiableMap(variables);
  }

  /** By name, in the order of their declaration. */
  public final Map<String, B> functions() {
    return Collections.unmodifiableMap(functions);
  }
}
