package dev.ductile.env.emulator;

import dev.ductile.base.ConfigurationException;
import java.util.List;
import java.util.Locale;

/**
 * The 18 joystick actions, in the emulator's order: {@link #code()} is what {@link Emulator#act}
 * takes.
 */
public enum Action {
  /** Nothing. */
  NOOP,
  /** The button. */
  FIRE,
  /** Up. */
  UP,
  /** Right. */
  RIGHT,
  /** Left. */
  LEFT,
  /** Down. */
  DOWN,
  /** Up and right. */
  UPRIGHT,
  /** Up and left. */
  UPLEFT,
  /** Down and right. */
  DOWNRIGHT,
  /** Down and left. */
  DOWNLEFT,
  /** Up with the button. */
  UPFIRE,
  /** Right with the button. */
  RIGHTFIRE,
  /** Left with the button. */
  LEFTFIRE,
  /** Down with the button. */
  DOWNFIRE,
  /** Up and right with the button. */
  UPRIGHTFIRE,
  /** Up and left with the button. */
  UPLEFTFIRE,
  /** Down and right with the button. */
  DOWNRIGHTFIRE,
  /** Down and left with the button. */
  DOWNLEFTFIRE;

  private static final List<Action> BY_CODE = List.of(values());

  /** How many there are. */
  public static final int COUNT = BY_CODE.size();

  /**
   * The emulator's number.
   *
   * @return 0 to 17
   */
  public int code() {
    return ordinal();
  }

  /**
   * The action of a number.
   *
   * @param code 0 to 17
   * @return the action
   * @throws ConfigurationException if the number is out of range
   */
  public static Action fromCode(int code) {
    if (code < 0 || code >= COUNT) {
      throw new ConfigurationException("action code " + code + " is not in 0.." + (COUNT - 1));
    }
    return BY_CODE.get(code);
  }

  /**
   * Reads a name or a number.
   *
   * @param nameOrCode for example {@code UPFIRE}, {@code upfire} or {@code 10}
   * @return the action
   * @throws ConfigurationException if it is neither
   */
  public static Action parse(String nameOrCode) {
    String text = nameOrCode.strip();
    if (text.matches("\\d{1,9}")) {
      return fromCode(Integer.parseInt(text));
    }
    try {
      return valueOf(text.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw new ConfigurationException(
          "unknown action '" + nameOrCode + "': use a code 0..17 or a name, one of " + BY_CODE, e);
    }
  }
}
