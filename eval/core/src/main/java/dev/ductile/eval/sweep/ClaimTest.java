package dev.ductile.eval.sweep;

import dev.ductile.env.RandomStreams;
import dev.ductile.eval.statistics.Bootstrap;
import dev.ductile.eval.statistics.Interval;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * Puts claims to the test. Seeds are what is resampled: everything else that a seed's trials have
 * in common is averaged first.
 *
 * <ul>
 *   <li>Groups: trials that differ in nothing but the compared labels are pairs; their differences
 *       are averaged for each seed, and the mean over seeds gets its interval. Where the groups
 *       share no seed, each is resampled for itself.
 *   <li>Trends: Spearman's correlation of the metric with the axis' order, for each seed by itself,
 *       then the mean over seeds. A metric that does not change at all counts as correlation 0.
 * </ul>
 */
public final class ClaimTest {
  /** Share of resamples inside an interval. */
  public static final double LEVEL = 0.95;

  /**
   * With fewer seeds there is no verdict: were there no effect, all differences would still have
   * the claimed sign, and the interval exclude 0, with a chance of 1/2ⁿ, which passes 5 % for n
   * below 5.
   */
  public static final int MINIMUM_SEEDS = 5;

  private final SweepDefinition sweep;
  private final TrialMetrics metrics;

  /** Tests on these trials. */
  public ClaimTest(SweepDefinition sweep, TrialMetrics metrics) {
    this.sweep = sweep;
    this.metrics = metrics;
  }

  /** Tests all claims of the sweep, in order. */
  public List<ClaimResult> all() {
    return sweep.claims().stream().map(this::test).toList();
  }

  /** Tests a claim. */
  public ClaimResult test(SweepClaim claim) {
    return claim.comparison() instanceof Comparison.Groups groups
        ? testGroups(claim, groups)
        : testTrend(claim, (Comparison.Trend) claim.comparison());
  }

  private ClaimResult testGroups(SweepClaim claim, Comparison.Groups groups) {
    Selection of = select(claim.metric(), groups.of(), groups.of().keySet());
    Selection than = select(claim.metric(), groups.than(), groups.of().keySet());
    BySeed differences = new BySeed();
    of.values.forEach(
        (key, value) -> {
          Double other = than.values.get(key);
          if (other != null) {
            differences.add(of.seeds.get(key), value - other);
          }
        });
    List<MetricGroup> shown =
        List.of(
            group(described(groups.of()), of.bySeed()),
            group(described(groups.than()), than.bySeed()));
    int missing = of.missing + than.missing;
    if (!differences.isEmpty() || of.values.isEmpty() || than.values.isEmpty()) {
      return result(claim, shown, missing, differences.means(), "");
    }
    double[] first = of.bySeed().means();
    double[] second = than.bySeed().means();
    Interval interval =
        Bootstrap.differenceOfMeans(first, second, LEVEL, Bootstrap.RESAMPLES, random());
    int seeds = Math.min(first.length, second.length);
    return judged(claim, shown, missing, interval, seeds, "not paired: no seed in common");
  }

  private ClaimResult testTrend(SweepClaim claim, Comparison.Trend trend) {
    List<String> order = axis(trend.along()).labels();
    Set<String> named = new java.util.HashSet<>(trend.within().keySet());
    named.add(trend.along());
    List<Selection> steps = new ArrayList<>();
    List<MetricGroup> shown = new ArrayList<>();
    int missing = 0;
    for (String label : order) {
      Map<String, String> labels = new TreeMap<>(trend.within());
      labels.put(trend.along(), label);
      Selection step = select(claim.metric(), labels, named);
      steps.add(step);
      shown.add(group(label, step.bySeed()));
      missing += step.missing;
    }
    return result(claim, shown, missing, correlations(steps).means(), "");
  }

  private static BySeed correlations(List<Selection> steps) {
    Map<String, TrendPoints> points = new TreeMap<>();
    Map<String, String> seeds = new TreeMap<>();
    for (int i = 0; i < steps.size(); i++) {
      int position = i;
      seeds.putAll(steps.get(i).seeds);
      steps
          .get(i)
          .values
          .forEach(
              (key, value) ->
                  points.computeIfAbsent(key, k -> new TrendPoints()).add(position, value));
    }
    BySeed correlations = new BySeed();
    points.forEach(
        (key, trend) -> {
          if (trend.size() > 1) {
            correlations.add(seeds.get(key), trend.correlation());
          }
        });
    return correlations;
  }

  private ClaimResult result(
      SweepClaim claim, List<MetricGroup> groups, int missing, double[] bySeed, String note) {
    if (bySeed.length == 0) {
      Interval none = new Interval(Double.NaN, Double.NaN, Double.NaN);
      return new ClaimResult(claim, groups, 0, missing, none, Verdict.OPEN, "no data yet");
    }
    Interval interval = Bootstrap.mean(bySeed, LEVEL, Bootstrap.RESAMPLES, random());
    return judged(claim, groups, missing, interval, bySeed.length, note);
  }

  private static ClaimResult judged(
      SweepClaim claim,
      List<MetricGroup> groups,
      int missing,
      Interval interval,
      int seeds,
      String note) {
    if (seeds < MINIMUM_SEEDS) {
      String few = "fewer than " + MINIMUM_SEEDS + " seeds: no verdict";
      String both = note.isEmpty() ? few : note + "; " + few;
      return new ClaimResult(claim, groups, seeds, missing, interval, Verdict.OPEN, both);
    }
    boolean positive = interval.isAbove(0);
    boolean negative = interval.isBelow(0);
    Verdict verdict =
        !positive && !negative
            ? Verdict.OPEN
            : positive == claim.claimsPositive() ? Verdict.SUPPORTED : Verdict.CONTRADICTED;
    return new ClaimResult(claim, groups, seeds, missing, interval, verdict, note);
  }

  private Selection select(String metric, Map<String, String> labels, Set<String> named) {
    Selection selection = new Selection();
    String seedAxis = sweep.seedAxis().map(SweepAxis::name).orElse("");
    for (TrialResult result : metrics.results()) {
      Map<String, String> at = result.trial().labels();
      if (!at.entrySet().containsAll(labels.entrySet())) {
        continue;
      }
      OptionalDouble value = metrics.value(result, metric);
      if (value.isEmpty() || !Double.isFinite(value.getAsDouble())) {
        selection.missing++;
        continue;
      }
      Map<String, String> rest = new TreeMap<>(at);
      rest.keySet().removeAll(named);
      selection.values.put(rest.toString(), value.getAsDouble());
      selection.seeds.put(rest.toString(), at.getOrDefault(seedAxis, ""));
    }
    return selection;
  }

  private SweepAxis axis(String name) {
    return sweep.axes().stream().filter(a -> a.name().equals(name)).findFirst().orElseThrow();
  }

  private static MetricGroup group(String label, BySeed bySeed) {
    double[] values = bySeed.means();
    Interval mean =
        values.length == 0 ? null : Bootstrap.mean(values, LEVEL, Bootstrap.RESAMPLES, random());
    return new MetricGroup(label, values, mean);
  }

  private static String described(Map<String, String> labels) {
    return String.join(", ", labels.values());
  }

  /** The same stream for everything, so that one claim's interval never depends on another's. */
  private static UniformRandomProvider random() {
    return new RandomStreams(1).stream("bootstrap", 0);
  }

  /** Values of a group by what its trials have beside the compared labels. */
  private static final class Selection {
    private final Map<String, Double> values = new TreeMap<>();
    private final Map<String, String> seeds = new TreeMap<>();
    private int missing;

    private BySeed bySeed() {
      BySeed bySeed = new BySeed();
      values.forEach((key, value) -> bySeed.add(seeds.get(key), value));
      return bySeed;
    }
  }
}
