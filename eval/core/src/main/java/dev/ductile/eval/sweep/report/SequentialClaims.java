package dev.ductile.eval.sweep.report;

import dev.ductile.eval.statistics.GroupSequential;
import dev.ductile.eval.sweep.definition.SweepAxis;
import dev.ductile.eval.sweep.definition.SweepClaim;
import dev.ductile.eval.sweep.definition.SweepDefinition;
import dev.ductile.eval.sweep.trial.TrialMetrics;
import dev.ductile.eval.sweep.trial.TrialResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/**
 * Claims that are tested each time that seeds were added. What the first look with a verdict says
 * stays, whatever later seeds say: a look that may be taken back would be one more look.
 */
final class SequentialClaims {
  private final SweepDefinition sweep;
  private final List<TrialResult> results;
  private final GroupSequential plan;

  SequentialClaims(SweepDefinition sweep, List<TrialResult> results, GroupSequential plan) {
    this.sweep = sweep;
    this.results = results;
    this.plan = plan;
  }

  /** All claims, in order. */
  List<ClaimResult> all() {
    return sweep.claims().stream().map(this::test).toList();
  }

  private ClaimResult test(SweepClaim claim) {
    SweepAxis seeds = sweep.seedAxis().orElseThrow();
    ClaimResult result = null;
    for (int look : plan.looks()) {
      if (look > seeds.labels().size()) {
        break;
      }
      List<String> used = seeds.labels().subList(0, look);
      List<TrialResult> seen = new ArrayList<>(results);
      seen.removeIf(trial -> !used.contains(trial.trial().labels().get(seeds.name())));
      double error = plan.spent(look);
      result = new ClaimTest(sweep, new TrialMetrics(seen), OptionalDouble.of(error)).test(claim);
      boolean decided = result.verdict() != Verdict.OPEN;
      result = noted(result, decided, look, error);
      if (decided) {
        break;
      }
    }
    return result;
  }

  private static ClaimResult noted(ClaimResult result, boolean decided, int look, double error) {
    String how =
        String.format(
            Locale.ROOT,
            "%s at %d seeds, where the interval is at %.6g %%",
            decided ? "decided" : "not decided",
            look,
            100 * (1 - error));
    String note = result.note().isEmpty() ? how : result.note() + "; " + how;
    return new ClaimResult(
        result.claim(),
        result.groups(),
        result.seeds(),
        result.missing(),
        result.estimate(),
        result.verdict(),
        note);
  }

  /** What a reader has to know. */
  static String text(GroupSequential plan) {
    return String.format(
        Locale.ROOT,
        "%n**Seeds were added until each claim was decided**, at %s seeds at most. Intervals are"
            + " wider than 95 %%, so that all looks together err in at most %.0f %% of studies"
            + " without an effect where values are normal, and in %.0f %% or less for the skewed,"
            + " bimodal and tied ones of eval/docs/statistics.md. The first verdict stays.%n",
        plan.looks(),
        100 * GroupSequential.ALPHA,
        100 * GroupSequential.PROMISED);
  }
}
