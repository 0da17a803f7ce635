package dev.ductile.agent.checkpoint;

/** A checkpoint is not what was written; the one before it may be. */
public final class DamagedCheckpointException extends CheckpointException {
  private static final long serialVersionUID = 1L;

  /** Makes one with a line for the user. */
  public DamagedCheckpointException(String message) {
    super(message);
  }

  /** Makes one with a line for the user and what lay behind it. */
  public DamagedCheckpointException(String message, Throwable cause) {
    super(message, cause);
  }
}
