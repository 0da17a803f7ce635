package dev.ductile.eval.compare;

import dev.ductile.eval.statistics.Improvement;
import dev.ductile.eval.statistics.Interval;
import dev.ductile.eval.statistics.SeedIntervals;
import dev.ductile.eval.statistics.SeedSample;
import dev.ductile.eval.statistics.SignTest;
import dev.ductile.eval.statistics.Tested;
import java.util.Arrays;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeSet;

/** A group of runs on one game beside the baseline's runs on it. */
final class GamePair {
  private GamePair() {}

  static GameRow of(ScoreGroup group, ScoreGroup baseline, String game, boolean normalized) {
    double[] raw = group.raw(game);
    PublishedScore published = group.published().get(game);
    Interval score =
        published == null
            ? SeedIntervals.mean(raw)
            : SeedIntervals.test(published.sample()).interval();
    int seeds = published == null ? raw.length : PublishedScore.RUNS;
    double[] others = baseline.raw(game);
    boolean known = raw.length > 0 && others.length > 0;
    if (group == baseline || !baseline.games().contains(game)) {
      Tested none = GroupComparison.none("");
      return new GameRow(
          game, group.label(), seeds, score, normalized, none, false, 0, Double.NaN, Double.NaN);
    }
    double delta = known ? Improvement.cliffsDelta(raw, others) : Double.NaN;
    double[] pairs = known ? differences(group, baseline, game) : new double[0];
    boolean paired = pairs.length > 0;
    Tested difference =
        paired
            ? bySign(pairs)
            : known
                ? SeedIntervals.testDifference(raw, others)
                : ofPublished(group, baseline, game);
    int compared =
        paired ? pairs.length : Math.min(seeds, known ? others.length : seeds(baseline, game));
    return new GameRow(
        game,
        group.label(),
        seeds,
        score,
        normalized,
        difference,
        paired,
        compared,
        Double.NaN,
        delta);
  }

  private static int seeds(ScoreGroup group, String game) {
    return group.published().containsKey(game) ? PublishedScore.RUNS : group.raw(game).length;
  }

  /** Differences of equal keys, in the order of the keys. */
  private static double[] differences(ScoreGroup group, ScoreGroup baseline, String game) {
    if (!group.isPaired() || !baseline.isPaired()) {
      return new double[0];
    }
    SortedMap<String, Double> scores = group.scores().get(game);
    Map<String, Double> others = baseline.scores().get(game);
    TreeSet<String> keys = new TreeSet<>(scores.keySet());
    keys.retainAll(others.keySet());
    return keys.stream().mapToDouble(key -> scores.get(key) - others.get(key)).toArray();
  }

  /** Differences that are all the same have no interval, but their signs can tell. */
  private static Tested bySign(double[] differences) {
    Tested tested = SeedIntervals.test(differences);
    double mean = tested.interval().estimate();
    boolean equal = Arrays.stream(differences).allMatch(each -> each == differences[0]);
    int seeds = differences.length;
    return equal && mean != 0 && seeds >= SeedIntervals.MINIMUM_FOR_VERDICT
        ? new Tested(tested.interval(), new SignTest(seeds, seeds).probability())
        : equal && mean == 0 ? new Tested(tested.interval(), 1) : tested;
  }

  /** Of means and deviations, where single runs were not published. */
  private static Tested ofPublished(ScoreGroup group, ScoreGroup baseline, String game) {
    return SeedIntervals.testDifference(moments(group, game), moments(baseline, game));
  }

  private static SeedSample moments(ScoreGroup group, String game) {
    PublishedScore published = group.published().get(game);
    return published == null ? SeedSample.of(group.raw(game)) : published.sample();
  }
}
