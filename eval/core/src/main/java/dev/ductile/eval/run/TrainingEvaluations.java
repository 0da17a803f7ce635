package dev.ductile.eval.run;

import dev.ductile.agent.config.RunConfig;
import dev.ductile.agent.learner.Learner;
import dev.ductile.agent.training.Counters;
import dev.ductile.eval.evaluation.EvaluationResult;
import dev.ductile.eval.progress.ProgressDisplay;
import dev.ductile.eval.run.figure.RunCurve;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The evaluations of a training, one after another, and the random player beside the last. */
final class TrainingEvaluations {
  private static final Logger LOG = LoggerFactory.getLogger(TrainingEvaluations.class);
  private static final int RANDOM_GAMES = 20;

  private final RunConfig config;
  private final RunEvaluation evaluation;
  private final Learner learner;
  private final RunLog log;
  private final RunCurve curve;
  private int done;
  private EvaluationResult last;
  private Map<String, Object> lastFigures;
  private EvaluationResult randomPlayer;

  /**
   * Evaluates nothing yet.
   *
   * @param history of the run, which gets what is evaluated
   * @param done evaluations made before, by the run that this one goes on with
   */
  TrainingEvaluations(
      RunConfig config,
      RunEvaluation evaluation,
      Learner learner,
      RunLog log,
      RunHistory history,
      int done) {
    this.config = config;
    this.evaluation = evaluation;
    this.learner = learner;
    this.log = log;
    this.curve = history.curve();
    this.done = done;
    this.lastFigures = history.lastEvaluation();
  }

  /**
   * A periodic evaluation, to its end: a run that goes on from a later checkpoint would not have
   * it.
   */
  void periodic(Counters counters, ProgressDisplay training) {
    int games = config.evaluation().episodes();
    try (ProgressDisplay display = training.part("evaluating", RunEvaluation.start(games))) {
      evaluate(counters, games, display, () -> false);
    }
  }

  /**
   * The evaluation at the end, and the random player's.
   *
   * @return false if it was stopped, and is to be done again by whoever goes on with the run
   */
  boolean atEnd(Counters counters, BooleanSupplier stop) {
    int games = config.evaluation().finalEpisodes();
    LOG.info("evaluating: {} games at epsilon {}", games, config.evaluation().epsilon());
    try (ProgressDisplay display =
        ProgressDisplay.create("evaluating", RunEvaluation.start(games))) {
      if (!evaluate(counters, games, display, stop)) {
        return false;
      }
    }
    try (ProgressDisplay display =
        ProgressDisplay.create("random player", RunEvaluation.start(RANDOM_GAMES))) {
      randomPlayer = evaluation.randomPlayer(RANDOM_GAMES, display, stop).orElse(null);
    }
    if (randomPlayer != null && randomPlayer.hasMean()) {
      curve.reference("random player", randomPlayer.mean());
    }
    return randomPlayer != null;
  }

  private boolean evaluate(
      Counters counters, int games, ProgressDisplay display, BooleanSupplier stop) {
    Optional<EvaluationResult> result =
        evaluation.evaluate(learner, games, config.evaluation().epsilon(), done, display, stop);
    if (result.isEmpty()) {
      return false;
    }
    done++;
    last = result.get();
    lastFigures = last.toMap();
    log.evaluation(counters, last);
    curve.evaluation(counters.frames(), last);
    return true;
  }

  /** Evaluations made so far, in earlier processes of the run too. */
  int done() {
    return done;
  }

  /** The last one of this process; null if there was none. */
  EvaluationResult last() {
    return last;
  }

  /** Figures of the last one, which may be an earlier process's; null if there was none. */
  Map<String, Object> lastFigures() {
    return lastFigures;
  }

  /** What a random player came to; null before the end. */
  EvaluationResult randomPlayer() {
    return randomPlayer;
  }
}
