package dev.ductile.agent.engine;

/** How a convolution treats its borders. */
public enum Padding {
  /** No padding: only positions where the whole filter fits. */
  VALID,
  /** Zero padding so that the output has ceil(input / stride) positions, the odd one at the end. */
  SAME
}
