package dev.ductile.agent.checkpoint;

/** A checkpoint is whole, but of a format that this version does not read. */
public final class CheckpointFormatException extends CheckpointException {
  private static final long serialVersionUID = 1L;

  /** Makes one with a line for the user. */
  public CheckpointFormatException(String message) {
    super(message);
  }
}
