package dev.ductile.eval.probe.task;

import dev.ductile.base.ConfigurationException;
import dev.ductile.base.DidYouMean;
import java.util.Arrays;
import java.util.Locale;

/** The kinds of tasks, by the names that the command line has for them. */
public enum TaskName {
  /** Memorising random labels, a share of which is drawn anew for every task. */
  RANDOM_LABELS(Score.ACCURACY),
  /** True classes under new names. */
  CLASS_PERMUTATION(Score.ACCURACY),
  /** True classes of images whose pixels are reordered. */
  INPUT_TRANSFORMATION(Score.ACCURACY),
  /** Regression to fresh targets, larger in every task. */
  GROWING_TARGETS(Score.UNEXPLAINED),
  /** All of these changes at once. */
  COMPOSITE(Score.UNEXPLAINED),
  /** Regression to targets with a large offset, then to targets without. */
  OFFSET_REGRESSION(Score.UNEXPLAINED),
  /** A deep Q-network on a contextual bandit: images as states, classes as actions. */
  BANDIT(Score.REWARD);

  private final Score score;

  TaskName(Score score) {
    this.score = score;
  }

  /** What tells how well a task was learned. */
  public Score score() {
    return score;
  }

  /** As typed on the command line. */
  public String text() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * The task of a name.
   *
   * @throws ConfigurationException naming those that there are
   */
  public static TaskName of(String text) {
    return Arrays.stream(values())
        .filter(task -> task.text().equals(text))
        .findFirst()
        .orElseThrow(
            () ->
                new ConfigurationException(
                    DidYouMean.unknown(
                        "task", text, Arrays.stream(values()).map(TaskName::text).toList())));
  }
}
