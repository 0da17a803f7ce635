package dev.ductile.agent.engine;

import java.nio.ByteBuffer;

/**
 * One native call with its reused buffers: fill the inputs, {@link #run}, read the outputs. Buffers
 * are direct, in native byte order, and stay valid until the program is closed.
 */
public interface Function {
  /**
   * The buffer behind an input; position 0, limit = its bytes.
   *
   * @throws IllegalArgumentException if there is no such input
   */
  ByteBuffer input(String name);

  /**
   * The buffer that receives an output with each {@link #run}.
   *
   * @throws IllegalArgumentException if there is no such output
   */
  ByteBuffer output(String name);

  /** Runs the function once. */
  void run();
}
