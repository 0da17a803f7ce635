package dev.ductile.eval.sweep.cluster;

import dev.ductile.base.ConfigurationException;
import java.util.regex.Pattern;

/**
 * How much of a GPU a trial gets.
 *
 * @param percent 100 for a whole one; more are whole ones, less is a share
 */
public record GpuShare(int percent) {
  private static final Pattern TEXT = Pattern.compile("[1-9]\\d?|0?\\.\\d{1,2}");
  private static final int WHOLE = 100;

  /** A whole GPU. */
  public static final GpuShare ONE = new GpuShare(WHOLE);

  /**
   * Reads {@code 1}, {@code 2} or {@code 0.25}.
   *
   * @throws ConfigurationException if it is none of these
   */
  public static GpuShare parse(String text) {
    int percent =
        TEXT.matcher(text).matches() ? (int) Math.round(Double.parseDouble(text) * 100) : 0;
    if (percent == 0) {
      throw new ConfigurationException(
          "--gpus-per-trial " + text + " is not possible: use 1 or more, or a share such as 0.25");
    }
    return new GpuShare(percent);
  }

  /** Whether it is one GPU or several. */
  public boolean isWhole() {
    return percent % WHOLE == 0;
  }

  /** How many, if they are whole. */
  int count() {
    return percent / WHOLE;
  }
}
