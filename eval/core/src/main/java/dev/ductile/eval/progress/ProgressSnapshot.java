package dev.ductile.eval.progress;

import java.util.List;
import java.util.Locale;

/**
 * Where something that takes a while stands, counted in emulator frames.
 *
 * @param frames emulator frames done
 * @param totalFrames frames at which it ends; may change on the way; 0 if nothing is known of it
 * @param atMost whether {@code totalFrames} is only known not to be exceeded
 * @param details figures beside, the most important first
 */
public record ProgressSnapshot(
    long frames, long totalFrames, boolean atMost, List<Detail> details) {
  private static final String UNKNOWN = "-";

  /**
   * A figure that is shown.
   *
   * @param label what it is
   * @param text its value
   * @param columns width of the value where lines are redrawn in place
   */
  public record Detail(String label, String text, int columns) {}

  /**
   * Where a training stands. NaN means "not known yet".
   *
   * @param frames emulator frames done
   * @param totalFrames frames at which the training ends
   * @param recentMeanReturn mean unclipped return of the most recent training episodes
   * @param loss most recent training loss
   * @param epsilon current probability of a random action
   */
  public static ProgressSnapshot training(
      long frames, long totalFrames, double recentMeanReturn, double loss, double epsilon) {
    return new ProgressSnapshot(
        frames,
        totalFrames,
        false,
        List.of(
            new Detail("return", number("%.1f", recentMeanReturn), 5),
            new Detail("loss", number("%.3g", loss), 6),
            new Detail(ProgressText.EPSILON, number("%.2f", epsilon), 4)));
  }

  /**
   * Where an evaluation stands.
   *
   * @param frames emulator frames done
   * @param totalFrames frames that it will take, as far as can be said
   * @param finished games finished
   * @param planned games to play
   * @param meanReturn of the finished games; NaN before the first
   */
  public static ProgressSnapshot evaluation(
      long frames, long totalFrames, int finished, int planned, double meanReturn) {
    String games = finished + "/" + planned;
    return new ProgressSnapshot(
        frames,
        totalFrames,
        finished == 0,
        List.of(
            new Detail("games", games, 2 * Integer.toString(planned).length() + 1),
            new Detail("return", number("%.1f", meanReturn), 5)));
  }

  private static String number(String format, double value) {
    return Double.isNaN(value) ? UNKNOWN : String.format(Locale.ROOT, format, value);
  }
}
