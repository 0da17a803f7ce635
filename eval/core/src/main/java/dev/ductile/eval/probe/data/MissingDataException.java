package dev.ductile.eval.probe.data;

/**
 * A data set is not where it was looked for. The message says which files are needed; the command
 * line ends with exit code 3.
 */
public class MissingDataException extends RuntimeException {
  /**
   * Creates the exception.
   *
   * @param message one line for the user
   */
  public MissingDataException(String message) {
    super(message);
  }
}
