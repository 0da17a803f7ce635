package dev.ductile.agent.training.experience;

import java.nio.ByteBuffer;

/** What a network thinks of stacks that nobody acts upon. */
@FunctionalInterface
interface StackValues {
  /**
   * Fills in the largest action value of each stack.
   *
   * @param stacks uint8 [slots, stack, H, W]
   * @param values by slot
   */
  void largest(ByteBuffer stacks, float[] values);
}
