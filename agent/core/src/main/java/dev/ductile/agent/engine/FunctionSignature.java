package dev.ductile.agent.engine;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The inputs and outputs that a function declares, in their order.
 *
 * @param <T> the engine's tensors
 */
public final class FunctionSignature<T extends Tensor> {
  private final String name;
  private final Map<String, T> inputs = new LinkedHashMap<>();
  private final Map<String, T> outputs = new LinkedHashMap<>();

  /** Without any. */
  public FunctionSignature(String name) {
    this.name = name;
  }

  /** The function's name. */
  public String name() {
    return name;
  }

  /** By name. */
  public Map<String, T> inputs() {
    return inputs;
  }

  /** By name. */
  public Map<String, T> outputs() {
    return outputs;
  }

  /** Declares an input and returns it. */
  public T addInput(String input, T tensor) {
    add(inputs, "input", input, tensor);
    return tensor;
  }

  /** Declares an output. */
  public void addOutput(String output, T tensor) {
    add(outputs, "output", output, tensor);
  }

  private void add(Map<String, T> all, String kind, String added, T tensor) {
    if (all.put(added, tensor) != null) {
      throw new IllegalArgumentException(kind + " '" + added + "' of " + name + " is taken");
    }
  }
}
