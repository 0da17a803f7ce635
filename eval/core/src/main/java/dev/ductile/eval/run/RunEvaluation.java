package dev.ductile.eval.run;

import dev.ductile.agent.config.RunConfig;
import dev.ductile.agent.learner.Learner;
import dev.ductile.base.RandomStreams;
import dev.ductile.env.rom.RomStore;
import dev.ductile.eval.evaluation.EvaluationConditions;
import dev.ductile.eval.evaluation.EvaluationProgress;
import dev.ductile.eval.evaluation.EvaluationResult;
import dev.ductile.eval.evaluation.Evaluator;
import dev.ductile.eval.evaluation.Policies;
import dev.ductile.eval.progress.ProgressDisplay;
import dev.ductile.eval.progress.ProgressSnapshot;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** A run's evaluation protocol, with random streams of its own for every evaluation. */
public final class RunEvaluation {
  private static final long RANDOM_PLAYER_MAX_FRAMES = 200_000;

  private static final String EVALUATION = "evaluation";
  private static final String RANDOM_PLAYER = "random player";

  private final RunConfig config;
  private final Evaluator evaluator;

  /** Makes the evaluation that the configuration describes. */
  public RunEvaluation(RunConfig config, RomStore roms) {
    this.config = config;
    this.evaluator =
        new Evaluator(
            config.env(),
            roms,
            config.evaluation().environments(),
            Math.min(config.evaluation().environments(), config.run().environmentThreads()));
  }

  /** Batch that the learner must be able to act on. */
  public int actBatch() {
    return evaluator.environments();
  }

  /**
   * Evaluates a learner.
   *
   * @param index number of the evaluation: equal numbers play equal games
   * @param display shows how it gets on
   * @param stop asked before every step
   * @return empty if it was stopped
   */
  public Optional<EvaluationResult> evaluate(
      Learner learner,
      int episodes,
      double epsilon,
      int index,
      ProgressDisplay display,
      BooleanSupplier stop) {
    RandomStreams streams = new RandomStreams(config.run().seed());
    EvaluationConditions conditions = conditions(streams, EVALUATION, index, epsilon);
    return evaluator
        .play(
            Policies.epsilonGreedy(learner, epsilon, streams.stream(EVALUATION, index)),
            episodes,
            config.evaluation().maxFrames(),
            conditions.environmentSeed(),
            on(display),
            stop)
        .map(result -> result.under(conditions));
  }

  /**
   * Evaluates a learner over so many frames, whatever number of games that is.
   *
   * @param frames emulator frames
   * @param wholeGames whether games that still run then are played to their end, or cut
   * @param index number of the evaluation: equal numbers play equal games
   * @param display shows how it gets on
   * @param stop asked before every step
   * @return empty if it was stopped
   */
  public Optional<EvaluationResult> evaluatePhase(
      Learner learner,
      long frames,
      boolean wholeGames,
      double epsilon,
      int index,
      ProgressDisplay display,
      BooleanSupplier stop) {
    RandomStreams streams = new RandomStreams(config.run().seed());
    EvaluationConditions conditions = conditions(streams, EVALUATION, index, epsilon);
    return evaluator
        .playPhase(
            Policies.epsilonGreedy(learner, epsilon, streams.stream(EVALUATION, index)),
            frames,
            wholeGames,
            conditions.environmentSeed(),
            on(display),
            stop)
        .map(result -> result.under(conditions));
  }

  private EvaluationConditions conditions(
      RandomStreams streams, String stream, int index, double epsilon) {
    return new EvaluationConditions(
        stream,
        index,
        streams.derivedSeed(stream, index),
        epsilon,
        evaluator.environments(),
        config.env());
  }

  /**
   * A uniformly random player under the same protocol: the same cap for one game, and a limit of
   * {@value #RANDOM_PLAYER_MAX_FRAMES} frames over all, after which no further game begins.
   *
   * @param display shows how it gets on
   * @param stop asked before every step
   * @return empty if it was stopped
   */
  public Optional<EvaluationResult> randomPlayer(
      int episodes, ProgressDisplay display, BooleanSupplier stop) {
    RandomStreams streams = new RandomStreams(config.run().seed());
    EvaluationConditions conditions = conditions(streams, RANDOM_PLAYER, 0, Double.NaN);
    return evaluator
        .play(
            Policies.random(streams.stream(RANDOM_PLAYER, 0)),
            episodes,
            RANDOM_PLAYER_MAX_FRAMES,
            conditions.environmentSeed(),
            on(display),
            stop)
        .map(result -> result.under(conditions));
  }

  /** What a display shows before the first step of so many games. */
  public static ProgressSnapshot start(int episodes) {
    return ProgressSnapshot.evaluation(0, 0, 0, episodes, Double.NaN);
  }

  private static Consumer<EvaluationProgress> on(ProgressDisplay display) {
    return now -> {
      if (display.isDue()) {
        display.update(
            ProgressSnapshot.evaluation(
                now.frames(),
                now.expectedFrames(),
                now.finished(),
                now.planned(),
                now.meanReturn()));
      }
    };
  }
}
