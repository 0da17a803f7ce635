package dev.ductile.agent.network;

import dev.ductile.agent.engine.Shape;
import dev.ductile.agent.engine.Tensor;

/** Where a pass in which units are dropped gets its random numbers from. */
public interface MaskSource {
  /**
   * U(0, 1), new in each update; the same for passes that share a source.
   *
   * @param name of the nonlinearity
   */
  Tensor uniform(String name, Shape shape);
}
