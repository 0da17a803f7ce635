package dev.ductile.agent.engine;

import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;

/** Finds the buffers of a function. */
public abstract class BufferedFunction implements Function {
  private final String name;
  private final Map<String, ByteBuffer> inputs = new LinkedHashMap<>();
  private final Map<String, ByteBuffer> outputs = new LinkedHashMap<>();

  /** A function without inputs and outputs. */
  protected BufferedFunction(String name) {
    this.name = name;
  }

  /** Its name in the program. */
  protected final String name() {
    return name;
  }

  /** Adds the memory that an input is read from. */
  protected final void addInput(String input, ByteBuffer bytes) {
    inputs.put(input, bytes);
  }

  /** Adds the memory that an output is written to. */
  protected final void addOutput(String output, ByteBuffer bytes) {
    outputs.put(output, bytes);
  }

  @Override
  public final ByteBuffer input(String input) {
    return find(inputs, "input", input);
  }

  @Override
  public final ByteBuffer output(String output) {
    return find(outputs, "output", output);
  }

  private ByteBuffer find(Map<String, ByteBuffer> buffers, String kind, String wanted) {
    ByteBuffer bytes = buffers.get(wanted);
    if (bytes == null) {
      throw new IllegalArgumentException(
          "function '" + name + "' has no " + kind + " '" + wanted + "'");
    }
    return bytes;
  }
}
