package dev.ductile.env.rom;

/**
 * A game's ROM is not installed. The message says how to get one; the command line ends with exit
 * code 3.
 */
public class MissingRomException extends RuntimeException {
  /**
   * Creates the exception.
   *
   * @param message one line for the user
   */
  public MissingRomException(String message) {
    super(message);
  }
}
