package dev.ductile.env;

/** What stands in the frame stack before an episode has given enough observations. */
public enum StackStart {
  /** Black frames before the first one (Dopamine, ALE vector environment). */
  LEADING_ZEROS,
  /** Black frames after the newest one, until the stack is full (DQN Zoo). */
  TRAILING_ZEROS,
  /** The first observation repeated (gymnasium, CleanRL). */
  REPEAT_FIRST
}
