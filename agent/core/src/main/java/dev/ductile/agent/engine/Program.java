package dev.ductile.agent.engine;

import java.nio.FloatBuffer;
import java.util.List;

/** A compiled graph with its own variables. One thread at a time may use it. */
public interface Program extends AutoCloseable {
  /**
   * A function by name.
   *
   * @throws IllegalArgumentException if there is none
   */
  Function function(String name);

  /** The device it runs on, for example {@code cpu} or {@code gpu:0}. */
  default String device() {
    return "cpu";
  }

  /** Whether operations that can are computed in bfloat16: what is so, not what was asked for. */
  default boolean bfloat16() {
    return false;
  }

  /** All variables in the order of their declaration. */
  List<Variable> variables();

  /** Copies a variable's value out; {@code into} has room for all its elements. */
  void read(Variable variable, FloatBuffer into);

  /** Replaces a variable's value. */
  void write(Variable variable, FloatBuffer from);

  /**
   * As {@link #read(Variable, FloatBuffer)} for many: one call where an engine's calls are dear.
   */
  default void read(List<Variable> variables, List<FloatBuffer> into) {
    for (int i = 0; i < variables.size(); i++) {
      read(variables.get(i), into.get(i));
    }
  }

  /** As {@link #write(Variable, FloatBuffer)} for many. */
  default void write(List<Variable> variables, List<FloatBuffer> from) {
    for (int i = 0; i < variables.size(); i++) {
      write(variables.get(i), from.get(i));
    }
  }

  /** Frees all native memory. */
  @Override
  void close();
}
