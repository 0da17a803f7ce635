package dev.ductile.replay.limits;

/** A replay memory does not fit: says how many bytes it needs and how many there are. */
public final class ReplayMemoryException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final long requiredBytes;
  private final long availableBytes;

  /**
   * A refusal.
   *
   * @param message what needs how much, and what binds
   * @param requiredBytes bytes that were asked for
   * @param availableBytes bytes that could have been had
   * @param cause the JVM's own refusal, or null
   */
  public ReplayMemoryException(
      String message, long requiredBytes, long availableBytes, OutOfMemoryError cause) {
    super(message, cause);
    this.requiredBytes = requiredBytes;
    this.availableBytes = availableBytes;
  }

  /**
   * Off-heap bytes that were asked for.
   *
   * @return bytes
   */
  public long requiredBytes() {
    return requiredBytes;
  }

  /**
   * Off-heap bytes that could have been had.
   *
   * @return bytes
   */
  public long availableBytes() {
    return availableBytes;
  }
}
