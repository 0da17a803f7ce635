package dev.ductile.eval.sweep.report;

import dev.ductile.eval.plot.MetricWords;
import dev.ductile.eval.statistics.Interval;
import dev.ductile.eval.statistics.SeedIntervals;
import dev.ductile.eval.statistics.SignTest;
import dev.ductile.eval.sweep.definition.Comparison;
import dev.ductile.eval.sweep.definition.SweepAxis;
import dev.ductile.eval.sweep.definition.SweepClaim;
import dev.ductile.eval.sweep.definition.SweepDefinition;
import dev.ductile.eval.sweep.trial.TrialMetrics;
import dev.ductile.eval.sweep.trial.TrialResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;

/**
 * Puts claims to the test. Seeds are the independent observations: everything else that a seed's
 * trials have in common is averaged first.
 *
 * <ul>
 *   <li>Groups: trials that differ in nothing but the compared labels are pairs; their differences
 *       are averaged for each seed, and the mean over seeds gets its interval. Where the groups
 *       share no seed, each is taken for itself.
 *   <li>Levels: a group's metric less the number, averaged for each seed, then over seeds.
 *   <li>Trends: Spearman's correlation of the metric with the axis' order, for each seed by itself,
 *       then the mean over seeds. A metric that does not change at all counts as correlation 0.
 * </ul>
 *
 * <p>Intervals are those of {@link SeedIntervals}. Where all seeds came to the same number, and so
 * there is none, a {@link SignTest} decides.
 */
public final class ClaimTest {
  private final SweepDefinition sweep;
  private final TrialMetrics metrics;
  private final OptionalDouble error;

  /** Tests on these trials. */
  public ClaimTest(SweepDefinition sweep, TrialMetrics metrics) {
    this(sweep, metrics, OptionalDouble.empty());
  }

  /**
   * Tests on these trials at one look of several.
   *
   * @param error that this look may spend, which is the level of its intervals; empty for the only
   *     look
   */
  ClaimTest(SweepDefinition sweep, TrialMetrics metrics, OptionalDouble error) {
    this.sweep = sweep;
    this.metrics = metrics;
    this.error = error;
  }

  private Interval mean(double[] bySeed) {
    return error.isPresent()
        ? SeedIntervals.mean(bySeed, 1 - error.getAsDouble())
        : SeedIntervals.mean(bySeed);
  }

  /** Tests all claims of the sweep, in order. */
  public List<ClaimResult> all() {
    return sweep.claims().stream().map(this::test).toList();
  }

  /** Tests a claim. */
  public ClaimResult test(SweepClaim claim) {
    if (claim.comparison() instanceof Comparison.Groups groups) {
      return testGroups(claim, groups);
    }
    return claim.comparison() instanceof Comparison.Level level
        ? testLevel(claim, level)
        : testTrend(claim, (Comparison.Trend) claim.comparison());
  }

  private ClaimResult testLevel(SweepClaim claim, Comparison.Level level) {
    Selection of = select(claim.metric(), level.of(), level.of().keySet());
    BySeed above = new BySeed();
    of.values.forEach((key, value) -> above.add(of.seeds.get(key), value - level.number()));
    List<MetricGroup> shown = List.of(group(described(level.of()), of.bySeed()));
    return result(claim, shown, of.missing, above.means(), "");
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
        error.isPresent()
            ? SeedIntervals.differenceOfMeans(first, second, 1 - error.getAsDouble())
            : SeedIntervals.differenceOfMeans(first, second);
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
      Interval none = SeedIntervals.mean(bySeed);
      return new ClaimResult(claim, groups, 0, missing, none, Verdict.OPEN, none.missing());
    }
    Interval interval = mean(bySeed);
    if (claim.comparison() instanceof Comparison.Trend) {
      interval = interval.within(-1, 1);
    } else if (claim.comparison() instanceof Comparison.Level level
        && MetricWords.isCorrelation(claim.metric())) {
      interval = interval.within(-1 - level.number(), 1 - level.number());
    }
    return judged(claim, groups, missing, interval, bySeed.length, note);
  }

  private ClaimResult judged(
      SweepClaim claim,
      List<MetricGroup> groups,
      int missing,
      Interval interval,
      int seeds,
      String note) {
    if (seeds < SeedIntervals.MINIMUM_FOR_VERDICT) {
      String few = SeedIntervals.few(seeds);
      String both = joined(note, few);
      both = interval.missing().equals(few) ? both : joined(both, interval.missing());
      return new ClaimResult(claim, groups, seeds, missing, interval, Verdict.OPEN, both);
    }
    boolean positive = interval.isAbove(0);
    boolean negative = interval.isBelow(0);
    String why = joined(note, interval.missing());
    if (!interval.hasEnds() && interval.estimate() != 0) {
      // Every seed has the sign of the one number that all came to.
      SignTest signs = new SignTest(seeds, seeds);
      boolean decides = error.isPresent() ? signs.decides(error.getAsDouble()) : signs.decides();
      positive = decides && interval.estimate() > 0;
      negative = decides && interval.estimate() < 0;
      why += "; " + signs.text();
    }
    Verdict verdict =
        !positive && !negative
            ? Verdict.OPEN
            : positive == claim.claimsPositive() ? Verdict.SUPPORTED : Verdict.CONTRADICTED;
    return new ClaimResult(claim, groups, seeds, missing, interval, verdict, why);
  }

  private static String joined(String note, String more) {
    return note.isEmpty() || more.isEmpty() ? note + more : note + "; " + more;
  }

  private Selection select(String metric, Map<String, String> labels, Set<String> named) {
    Selection selection = new Selection();
    String seedAxis = sweep.seedAxis().map(SweepAxis::name).orElse("");
    for (TrialResult result : metrics.results()) {
      Map<String, String> at = result.trial().labels();
      if (!at.entrySet().containsAll(labels.entrySet()) || !sweep.isPoint(result.trial())) {
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
    return new MetricGroup(label, values, SeedIntervals.mean(values));
  }

  private static String described(Map<String, String> labels) {
    return String.join(", ", labels.values());
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
