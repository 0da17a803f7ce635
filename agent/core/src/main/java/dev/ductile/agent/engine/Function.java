package dev.ductile.agent.engine;

import dev.ductile.agent.profile.OperationTime;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

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

  /**
   * Runs the function some times and tells where the time goes; slower than {@link #run}.
   *
   * @return means of one call, the dearest operation first; empty if this engine cannot tell
   */
  default Optional<List<OperationTime>> profile(int calls) {
    return Optional.empty();
  }
}
