package dev.ductile.replay;

/** A replay memory does not fit: says how many bytes it needs and how many there are. */
public final class ReplayMemoryException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final long requiredBytes;
  private final long availableBytes;

  ReplayMemoryException(
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
