package dev.ductile.eval.evaluation;

import dev.ductile.eval.log.MetricsLog;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The games of an evaluation. Mean, deviation, minimum and maximum are of the finished games: those
 * that were over, or reached the cap for one game. A limit on the frames of the whole evaluation
 * can leave games unplayed. Those that were begun are all finished, so long games are not left out.
 *
 * <p>Only a protocol that ends with its frames cuts games ({@link Evaluator#playPhase}), and a
 * limit where nothing else would end them. They are counted and kept, but not averaged, and what is
 * averaged then favours short games: a game that is going on when the frames are spent is more
 * often a long one. {@link #sentence} says how many were left out, and there is no mean at all if
 * more games were cut than finished.
 *
 * @param games those that were begun, by environment and then in the order played
 * @param planned games that were to be played
 * @param frames emulator frames played, over all games
 * @param maxFrames the limit on them, 0 for none
 * @param conditions under which they were played, see {@link EvaluationConditions#toMap}; empty if
 *     nobody said
 */
public record EvaluationResult(
    List<PlayedGame> games,
    int planned,
    long frames,
    long maxFrames,
    Map<String, Object> conditions) {
  /** Copies the games. */
  public EvaluationResult {
    games = List.copyOf(games);
    conditions = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(conditions));
  }

  /** Games under conditions that are not told. */
  public EvaluationResult(List<PlayedGame> games, int planned, long frames, long maxFrames) {
    this(games, planned, frames, maxFrames, Map.of());
  }

  /** The same games, which were played under these conditions. */
  public EvaluationResult under(EvaluationConditions told) {
    return new EvaluationResult(games, planned, frames, maxFrames, told.toMap());
  }

  private double[] finishedReturns() {
    return games.stream()
        .filter(game -> game.end().isFinished())
        .mapToDouble(PlayedGame::gameReturn)
        .toArray();
  }

  /** Games with this end. */
  public int count(GameEnd end) {
    return (int) games.stream().filter(game -> game.end() == end).count();
  }

  /** Games that were played to their end or to the cap for one game. */
  public int finished() {
    return games.size() - count(GameEnd.CUT);
  }

  /** Whether enough games were finished to average: at least one, and no fewer than were cut. */
  public boolean hasMean() {
    return finished() > 0 && finished() >= count(GameEnd.CUT);
  }

  /** Mean return of the finished games; NaN unless {@link #hasMean}. */
  public double mean() {
    return hasMean() ? Arrays.stream(finishedReturns()).average().orElseThrow() : Double.NaN;
  }

  /** Sample standard deviation; NaN for fewer than two games and unless {@link #hasMean}. */
  public double standardDeviation() {
    double mean = mean();
    double[] returns = finishedReturns();
    double squares = Arrays.stream(returns).map(r -> (r - mean) * (r - mean)).sum();
    return returns.length < 2 ? Double.NaN : Math.sqrt(squares / (returns.length - 1));
  }

  /** Smallest return of a finished game; NaN unless {@link #hasMean}. */
  public double min() {
    return hasMean() ? Arrays.stream(finishedReturns()).min().orElseThrow() : Double.NaN;
  }

  /** Largest return of a finished game; NaN unless {@link #hasMean}. */
  public double max() {
    return hasMean() ? Arrays.stream(finishedReturns()).max().orElseThrow() : Double.NaN;
  }

  /** The figures for a result file; null where there are none. */
  public LinkedHashMap<String, Object> toMap() {
    LinkedHashMap<String, Object> map = new LinkedHashMap<>();
    map.put("episodes", finished());
    map.put("meanReturn", MetricsLog.orNull(mean()));
    map.put("standardDeviation", MetricsLog.orNull(standardDeviation()));
    map.put("minReturn", MetricsLog.orNull(min()));
    map.put("maxReturn", MetricsLog.orNull(max()));
    map.put("frames", frames);
    map.put("plannedEpisodes", planned);
    map.put("cappedEpisodes", count(GameEnd.CAPPED));
    map.put("cutEpisodes", count(GameEnd.CUT));
    if (!conditions.isEmpty()) {
      map.put("conditions", conditions);
    }
    map.put("games", games.stream().map(PlayedGame::toMap).toList());
    return map;
  }

  /** The result in words, such as "mean return -19.50 over 8 of 30 games, 4 cut and left out". */
  public String sentence() {
    if (!hasMean()) {
      return withoutMean();
    }
    StringBuilder text = new StringBuilder();
    text.append(String.format(Locale.ROOT, "mean return %.2f over ", mean()));
    text.append(finished() == planned ? games(planned) : finished() + " of " + games(planned));
    if (count(GameEnd.CUT) > 0) {
      text.append(", ").append(count(GameEnd.CUT)).append(" cut and left out");
    }
    if (games.size() < planned) {
      text.append(", ").append(planned - games.size()).append(" not begun");
    }
    if (count(GameEnd.CUT) > 0) {
      text.append(", which favours short games");
    }
    if (count(GameEnd.CAPPED) > 0) {
      text.append(", ").append(count(GameEnd.CAPPED)).append(" ended by the cap for one game");
    }
    return text.append(String.format(Locale.ROOT, " (min %.0f, max %.0f)", min(), max()))
        .toString();
  }

  private String withoutMean() {
    String limit = String.format(Locale.ROOT, "within %,d frames", maxFrames);
    return finished() == 0
        ? "no game was finished " + limit + ", of " + games(planned) + ": no mean return"
        : String.format(
            Locale.ROOT,
            "too few games were finished %s, %d of %s while %d were cut: no mean return",
            limit,
            finished(),
            games(planned),
            count(GameEnd.CUT));
  }

  private static String games(int count) {
    return count + (count == 1 ? " game" : " games");
  }
}
