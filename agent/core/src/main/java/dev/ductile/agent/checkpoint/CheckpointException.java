package dev.ductile.agent.checkpoint;

/** A checkpoint cannot be written or read; the message is one line for the user. */
public class CheckpointException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Makes one with a line for the user. */
  public CheckpointException(String message) {
    super(message);
  }

  /** Makes one with a line for the user and what lay behind it. */
  public CheckpointException(String message, Throwable cause) {
    super(message, cause);
  }
}
