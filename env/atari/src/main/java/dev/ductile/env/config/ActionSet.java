package dev.ductile.env.config;

/** Which actions the agent may choose from. */
public enum ActionSet {
  /** Only the actions that make a difference in the game, in the emulator's order. */
  MINIMAL,
  /**
   * All 18 actions of the joystick, index = code, in every game (recommended by Machado et al.
   * 2018, section 5). Where the emulator's own legal set is smaller ({@code skiing} and {@code
   * lost_luggage} know no FIRE) it plays the others as NOOP.
   */
  FULL
}
