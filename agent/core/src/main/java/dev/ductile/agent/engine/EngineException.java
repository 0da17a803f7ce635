package dev.ductile.agent.engine;

/** An engine cannot do what was asked; the message is one line for the user. */
public final class EngineException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Makes one with a line for the user. */
  public EngineException(String message) {
    super(message);
  }

  /** Makes one with a line for the user and what lay behind it. */
  public EngineException(String message, Throwable cause) {
    super(message, cause);
  }
}
