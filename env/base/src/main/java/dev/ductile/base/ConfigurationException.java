package dev.ductile.base;

/**
 * A bad option or value: the message is one line that says what was wrong, with which value, and
 * what to do. The command line ends with exit code 2.
 */
public class ConfigurationException extends RuntimeException {
  /**
   * Creates the exception.
   *
   * @param message one line for the user
   */
  public ConfigurationException(String message) {
    super(message);
  }

  /**
   * Creates the exception.
   *
   * @param message one line for the user
   * @param cause what was underneath, shown with {@code --verbose}
   */
  public ConfigurationException(String message, Throwable cause) {
    super(message, cause);
  }
}
