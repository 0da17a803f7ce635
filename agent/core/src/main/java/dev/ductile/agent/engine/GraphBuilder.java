package dev.ductile.agent.engine;

import java.util.function.Consumer;

/** Collects the variables and functions of a program. */
public interface GraphBuilder {
  /**
   * Declares a float32 variable, zero at the start.
   *
   * @throws IllegalArgumentException if the name is taken
   */
  Variable variable(String name, Shape shape);

  /** Declares a function; {@code body} is called once, at once. */
  void function(String name, Consumer<FunctionBuilder> body);
}
