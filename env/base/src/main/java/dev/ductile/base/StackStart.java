package dev.ductile.base;

/**
 * How a frame stack is filled while an episode has fewer frames than the stack holds. With frames
 * {@code a, b} seen so far and a stack of four, oldest first:
 */
public enum StackStart {
  /** {@code [0, 0, a, b]}: Dopamine, ALE's vector environment. */
  LEADING_ZEROS,
  /** {@code [a, b, 0, 0]}: dqn_zoo ({@code trailing_zero_pad}). */
  TRAILING_ZEROS,
  /** {@code [a, a, a, b]}: Gymnasium's and CleanRL's frame stacking after a reset. */
  REPEAT_FIRST
}
