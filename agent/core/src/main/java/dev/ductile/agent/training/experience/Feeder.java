package dev.ductile.agent.training.experience;

import java.nio.FloatBuffer;

/** Carries what the environments of one visit do into an {@link Experience}. */
public interface Feeder {
  /** After a reset of all environments. */
  void begin();

  /** After environments and experience were restored. */
  void resume();

  /** Whether {@link #chosen} must be told the values of every step, explored or not. */
  boolean needsValues();

  /**
   * Before a step: the values of the observations that will be acted upon.
   *
   * @param values float32 [slots, actions], valid during the call only
   */
  void chosen(FloatBuffer values);

  /**
   * After a step.
   *
   * @param actions taken, by slot
   */
  void append(int[] actions);
}
