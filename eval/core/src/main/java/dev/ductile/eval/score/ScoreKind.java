package dev.ductile.eval.score;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Which number of a run is its score. */
public enum ScoreKind {
  /**
   * Mean return of the evaluation at the frames that are asked for; at the end of a run its final
   * evaluation's.
   */
  FINAL("final", true) {
    @Override
    Optional<Score> at(ScoredRun run, long atFrames) {
      long step =
          Long.parseLong(run.values().get("run.environments"))
              * Long.parseLong(run.values().get("env.frameSkip"));
      if (atFrames > run.frames() - step) {
        return run.finalEvaluation().flatMap(ScoreKind::score);
      }
      return run.record().evaluations().stream()
          .filter(e -> e.frames() >= atFrames && e.frames() < atFrames + step)
          .findFirst()
          .flatMap(ScoreKind::score);
    }
  },
  /**
   * Mean return of the last 100 training games that had ended by then (Machado et al. 2018); of
   * fewer where there were not so many, which {@link Score#games} says.
   */
  LAST_100("last-100", false) {
    @Override
    Optional<Score> at(ScoredRun run, long atFrames) {
      TrainingGames games = run.record().games();
      int to = games.countUpTo(atFrames);
      int from = Math.max(0, to - LAST_GAMES);
      return to == 0
          ? Optional.empty()
          : Optional.of(new Score(games.mean(from, to), to - from, games.frames(to - 1)));
    }
  },
  /**
   * Area under the learning curve over frames, divided by them: the mean return of the training
   * games that had ended by then, each weighted by the frames that it took.
   */
  AUC("auc", false) {
    @Override
    Optional<Score> at(ScoredRun run, long atFrames) {
      TrainingGames games = run.record().games();
      int to = games.countUpTo(atFrames);
      double area = 0;
      double frames = 0;
      for (int game = 0; game < to; game++) {
        area += games.gameReturn(game) * games.lengthFrames(game);
        frames += games.lengthFrames(game);
      }
      return frames == 0
          ? Optional.empty()
          : Optional.of(new Score(area / frames, to, games.frames(to - 1)));
    }
  },
  /**
   * Highest mean return of an evaluation by then. Chosen after the fact, it favours many and noisy
   * evaluations: to be taken only where it is asked for by name.
   */
  BEST_CHECKPOINT("best-checkpoint", true) {
    @Override
    Optional<Score> at(ScoredRun run, long atFrames) {
      return run.record().evaluations().stream()
          .filter(e -> e.frames() <= atFrames)
          .map(ScoreKind::score)
          .flatMap(Optional::stream)
          .reduce((best, next) -> next.value() > best.value() ? next : best);
    }
  };

  private static final int LAST_GAMES = 100;

  private final String text;
  private final boolean evaluated;

  ScoreKind(String text, boolean evaluated) {
    this.text = text;
    this.evaluated = evaluated;
  }

  abstract Optional<Score> at(ScoredRun run, long atFrames);

  /**
   * The score of a run.
   *
   * @param atFrames emulator frames of training at which it is taken
   * @return empty if the run has none there: it did not come so far, or nothing was played
   */
  public Optional<Score> of(ScoredRun run, long atFrames) {
    return atFrames > run.frames() ? Optional.empty() : at(run, atFrames);
  }

  /** The score of a run at its end. */
  public Optional<Score> of(ScoredRun run) {
    return at(run, run.frames());
  }

  private static Optional<Score> score(ScoredEvaluation evaluation) {
    return Double.isNaN(evaluation.mean())
        ? Optional.empty()
        : Optional.of(new Score(evaluation.mean(), evaluation.finished(), evaluation.frames()));
  }

  /** Whether it is of the whole learning curve, which in forks begins at the fork. */
  boolean isOfWholeCurve() {
    return this == AUC || this == BEST_CHECKPOINT;
  }

  /** Whether it is of evaluations, and not of training games. */
  public boolean isEvaluated() {
    return evaluated;
  }

  /** As it is typed. */
  public String text() {
    return text;
  }

  /** What can be typed. */
  public static List<String> texts() {
    return Arrays.stream(values()).map(ScoreKind::text).toList();
  }

  /** The one that is typed so; empty if there is none. */
  public static Optional<ScoreKind> named(String text) {
    return Arrays.stream(values())
        .filter(kind -> kind.text.equals(text.toLowerCase(Locale.ROOT)))
        .findFirst();
  }
}
