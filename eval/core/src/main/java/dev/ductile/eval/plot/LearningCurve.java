package dev.ductile.eval.plot;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What a learning-curve picture shows. Frames are emulator frames since the start of training;
 * returns are unclipped returns of whole games.
 *
 * @param title first line over the plot
 * @param subtitle second, smaller line (protocol, seed, frames), or empty
 * @param episodeFrames frame count at the end of each training episode, not decreasing
 * @param episodeReturns return of each training episode, as many
 * @param movingAverageEpisodes length of the trailing moving average over training episodes
 * @param evaluations evaluations in the order of frames
 * @param references horizontal lines to compare with
 * @param marks where learning, visits or interventions begin
 * @param stretches returns over stretches of frames to compare with
 * @param stretchLabel whose they are, such as "Dopamine (mean ± sd of 5 runs)"
 * @param logarithmicFrames whether the axis of frames is logarithmic; points at frame 0 are left
 *     out then
 */
@SuppressWarnings("ArrayRecordComponent") // plain data, never compared
public record LearningCurve(
    String title,
    String subtitle,
    long[] episodeFrames,
    double[] episodeReturns,
    int movingAverageEpisodes,
    List<Evaluation> evaluations,
    List<Reference> references,
    List<Mark> marks,
    List<Stretch> stretches,
    String stretchLabel,
    boolean logarithmicFrames) {

  /**
   * One evaluation.
   *
   * @param frames frames of training before it
   * @param mean mean return of its games
   * @param low least return
   * @param high greatest return
   * @param games how many they are
   */
  public record Evaluation(long frames, double mean, double low, double high, int games) {}

  /**
   * A return to compare with.
   *
   * @param label whose it is, such as "random player"
   * @param value the return
   */
  public record Reference(String label, double value) {}

  /**
   * A mean return over a stretch of training, to compare with this curve's own.
   *
   * @param fromFrames frames of training at its beginning
   * @param toFrames frames at its end
   * @param mean the return
   * @param deviation half the height of its band
   * @param own this curve's mean over the same frames; NaN if it has none
   */
  public record Stretch(
      long fromFrames, long toFrames, double mean, double deviation, double own) {}

  /** Checks that the arrays belong together and copies what could change. */
  public LearningCurve {
    if (episodeFrames.length != episodeReturns.length) {
      throw new IllegalArgumentException(
          episodeFrames.length + " episode frames but " + episodeReturns.length + " returns");
    }
    if (movingAverageEpisodes < 1) {
      throw new IllegalArgumentException(
          "movingAverageEpisodes is " + movingAverageEpisodes + ", must be at least 1");
    }
    episodeFrames = episodeFrames.clone();
    episodeReturns = episodeReturns.clone();
    evaluations = List.copyOf(evaluations);
    references = List.copyOf(references);
    marks = List.copyOf(marks);
    stretches = List.copyOf(stretches);
  }

  /** A builder with everything empty, a moving average of 100 episodes and a linear axis. */
  public static Builder builder(String title) {
    return new Builder(title);
  }

  /**
   * Over how many episodes the moving average goes: as many as were asked for, but no more than
   * half of all, so that short trainings have a curve too.
   */
  int averagedEpisodes() {
    return Math.max(1, Math.min(movingAverageEpisodes, episodeReturns.length / 2));
  }

  /**
   * The mean of each episode's return and those before it, {@link #averagedEpisodes} in all; NaN
   * where there are not as many yet.
   */
  double[] movingAverage() {
    int window = averagedEpisodes();
    double[] averages = new double[episodeReturns.length];
    for (int i = 0; i < averages.length; i++) {
      // Summed anew each time: a running sum would carry one NaN, and rounding, along for ever.
      averages[i] =
          i + 1 < window
              ? Double.NaN
              : Arrays.stream(episodeReturns, i + 1 - window, i + 1).average().orElseThrow();
    }
    return averages;
  }

  /** Collects a curve. */
  public static final class Builder {
    private final String title;
    private String subtitle = "";
    private long[] episodeFrames = {};
    private double[] episodeReturns = {};
    private int movingAverageEpisodes = 100;
    private final List<Evaluation> evaluations = new ArrayList<>();
    private final List<Reference> references = new ArrayList<>();
    private final List<Mark> marks = new ArrayList<>();
    private final List<Stretch> stretches = new ArrayList<>();
    private String stretchLabel = "published";
    private boolean logarithmicFrames;

    private Builder(String title) {
      this.title = title;
    }

    /** Sets the second line over the plot. */
    public Builder subtitle(String text) {
      this.subtitle = text;
      return this;
    }

    /** Sets the training episodes; see {@link LearningCurve}. */
    public Builder training(long[] frames, double[] returns) {
      this.episodeFrames = frames.clone();
      this.episodeReturns = returns.clone();
      return this;
    }

    /** Sets over how many training episodes the moving average goes. */
    public Builder movingAverageEpisodes(int episodes) {
      this.movingAverageEpisodes = episodes;
      return this;
    }

    /** Adds an evaluation. */
    public Builder evaluation(Evaluation one) {
      evaluations.add(one);
      return this;
    }

    /** Adds places where something begins. */
    public Builder marks(List<Mark> more) {
      marks.addAll(more);
      return this;
    }

    /** Adds a horizontal line to compare with. */
    public Builder reference(String label, double value) {
      references.add(new Reference(label, value));
      return this;
    }

    /** Adds a mean over a stretch of frames to compare with. */
    public Builder stretch(Stretch stretch) {
      stretches.add(stretch);
      return this;
    }

    /** Says whose the stretches are. */
    public Builder stretchLabel(String text) {
      this.stretchLabel = text;
      return this;
    }

    /** Makes the axis of frames logarithmic. */
    public Builder logarithmicFrames(boolean logarithmic) {
      this.logarithmicFrames = logarithmic;
      return this;
    }

    /** The curve. */
    public LearningCurve build() {
      return new LearningCurve(
          title,
          subtitle,
          episodeFrames,
          episodeReturns,
          movingAverageEpisodes,
          evaluations,
          references,
          marks,
          stretches,
          stretchLabel,
          logarithmicFrames);
    }
  }
}
