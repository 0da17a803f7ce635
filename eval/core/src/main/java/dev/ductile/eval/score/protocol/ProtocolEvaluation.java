package dev.ductile.eval.score.protocol;

import dev.ductile.agent.config.RunConfig;
import dev.ductile.base.ConfigurationException;
import dev.ductile.env.rom.RomStore;
import dev.ductile.eval.evaluation.EvaluationResult;
import dev.ductile.eval.log.MetricsLog;
import dev.ductile.eval.progress.ProgressDisplay;
import dev.ductile.eval.run.RunEvaluation;
import dev.ductile.eval.run.stored.LoadedRun;
import dev.ductile.eval.score.ProtocolIdentity;
import dev.ductile.eval.score.ScoredRun;
import dev.ductile.eval.score.StoredEvaluation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** {@code ductile evaluate RUN --protocol NAME}: reads and plays what the protocol asks for. */
public final class ProtocolEvaluation {
  private final Protocol protocol;
  private final ScoredRun run;
  private final RomStore roms;
  private final int index;
  private final List<String> did = new ArrayList<>();

  /**
   * Makes one.
   *
   * @param index number of the evaluation: equal numbers play equal games
   */
  public ProtocolEvaluation(Protocol protocol, ScoredRun run, RomStore roms, int index) {
    if (run.game().continual()) {
      throw new ConfigurationException(
          "run " + run.path() + " goes through several games: no protocol is made for that");
    }
    this.protocol = protocol;
    this.run = run;
    this.roms = roms;
    this.index = index;
  }

  /**
   * Does it.
   *
   * @param figures gets what came of it
   * @return the games that were played; empty if none were
   */
  public Optional<EvaluationResult> into(Map<String, Object> figures) {
    ProtocolReading reading = new ProtocolReading(protocol, run);
    figures.put("protocol", protocol.name());
    figures.put("about", protocol.about());
    figures.put("did", did);
    List<String> otherwise = reading.trainedOtherwise();
    figures.put("trainedOtherwise", otherwise);
    figures.put("trainedFrames", run.frames());
    double score = Double.NaN;
    ProtocolIdentity rules = null;
    if (protocol.scoresTraining()) {
      List<TrainingScore> scores = reading.trainingScores();
      did.add(reading.sentence(scores));
      figures.put("trainingScores", scores.stream().map(TrainingScore::toMap).toList());
      Optional<TrainingScore> newest = ProtocolReading.newest(scores);
      if (newest.isPresent()) {
        score = newest.get().mean();
        rules = reading.trainingIdentity(newest.get());
      }
    }
    Optional<EvaluationResult> played = Optional.empty();
    if (protocol.playsGames()) {
      double epsilon = protocol.epsilon(run.agent()).orElse(0);
      RunConfig playing = reading.playing(epsilon);
      played = Optional.of(play(playing, epsilon, figures));
      if (!protocol.scoresTraining()) {
        score = played.get().mean();
        rules = reading.playedIdentity(playing);
      }
    }
    figures.put(StoredEvaluation.SCORE, MetricsLog.orNull(score));
    figures.put(StoredEvaluation.RULES, rules == null ? null : rules.fields());
    return played;
  }

  private EvaluationResult play(RunConfig playing, double epsilon, Map<String, Object> figures) {
    RunEvaluation evaluation = new RunEvaluation(playing, roms);
    int games = (int) protocol.evaluationGames().orElse(0);
    EvaluationResult result;
    List<String> changes;
    try (LoadedRun loaded = LoadedRun.open(run.path(), roms, List.of(evaluation.actBatch()));
        ProgressDisplay display =
            ProgressDisplay.create("evaluating", RunEvaluation.start(Math.max(1, games)))) {
      changes = loaded.changes();
      result =
          (games > 0
                  ? evaluation.evaluate(
                      loaded.learner(), games, epsilon, index, display, () -> false)
                  : evaluation.evaluatePhase(
                      loaded.learner(),
                      protocol.phaseFrames().getAsLong(),
                      protocol.wholeGames(),
                      epsilon,
                      index,
                      display,
                      () -> false))
              .orElseThrow();
    }
    String length =
        games > 0
            ? games + " games"
            : String.format(
                Locale.ROOT,
                "%,d frames, the last game %s",
                protocol.phaseFrames().getAsLong(),
                protocol.wholeGames() ? "to its end" : "cut");
    did.add("evaluation: played, " + length + ", epsilon " + epsilon);
    figures.put("changedSinceCheckpoint", changes);
    figures.put("epsilon", epsilon);
    figures.putAll(new LinkedHashMap<>(result.toMap()));
    return result;
  }
}
