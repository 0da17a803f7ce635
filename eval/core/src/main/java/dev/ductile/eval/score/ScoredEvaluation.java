package dev.ductile.eval.score;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/**
 * An evaluation, as a run's folder has it.
 *
 * @param frames emulator frames that the agent was trained for
 * @param finished games that were finished
 * @param mean mean return of the finished games; NaN if there was none
 * @param games every game that was begun; empty in runs of versions that kept figures only
 */
public record ScoredEvaluation(long frames, int finished, double mean, List<ScoredGame> games) {
  /** Keeps a copy. */
  public ScoredEvaluation {
    games = List.copyOf(games);
  }

  /**
   * Reads the figures of {@code summary.json} or a line of {@code metrics.jsonl}.
   *
   * @param finishedKey what the number of finished games is called there
   */
  static ScoredEvaluation of(long frames, JsonNode figures, String finishedKey) {
    List<ScoredGame> games = new ArrayList<>();
    for (JsonNode game : figures.path("games")) {
      games.add(
          new ScoredGame(
              game.path("return").asDouble(Double.NaN),
              game.path("lengthFrames").asInt(),
              game.path("end").asText("")));
    }
    return new ScoredEvaluation(
        frames,
        figures.path(finishedKey).asInt(),
        figures.path("meanReturn").asDouble(Double.NaN),
        games);
  }

  /** Returns of the finished games; empty if single games were not kept. */
  public double[] returns() {
    return games.stream()
        .filter(ScoredGame::isFinished)
        .mapToDouble(ScoredGame::gameReturn)
        .toArray();
  }
}
