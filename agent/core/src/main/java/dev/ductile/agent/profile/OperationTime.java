package dev.ductile.agent.profile;

/**
 * What one kind of operation takes of one call of a function.
 *
 * @param operation the engine's name of the kernel, with a shape where that matters
 * @param count how many of them are in a call
 * @param milliseconds all of them together
 * @param floatingOperations additions and multiplications of all of them; 0 where shapes do not
 *     tell
 * @param bytes read and written by all of them, each operand once; 0 where shapes do not tell
 */
public record OperationTime(
    String operation, double count, double milliseconds, double floatingOperations, double bytes) {
  private static final double PER_MILLISECOND = 1e6; // 1e9 a second

  /** Billion floating-point operations a second; NaN where that is not known. */
  public double gigaflops() {
    return rate(floatingOperations);
  }

  /** Billion bytes a second; NaN where that is not known. */
  public double gigabytesPerSecond() {
    return rate(bytes);
  }

  private double rate(double amount) {
    return amount > 0 && milliseconds > 0 ? amount / milliseconds / PER_MILLISECOND : Double.NaN;
  }
}
