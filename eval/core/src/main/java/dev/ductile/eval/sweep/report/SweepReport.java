package dev.ductile.eval.sweep.report;

import dev.ductile.eval.statistics.GroupSequential;
import dev.ductile.eval.sweep.StaleTrials;
import dev.ductile.eval.sweep.Sweep;
import dev.ductile.eval.sweep.trial.TrialMetrics;
import dev.ductile.eval.sweep.trial.TrialResult;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;

/**
 * What a sweep came to, written to its folder: {@code trials.csv}, {@code claims.json}, {@code
 * claims.md}, {@code claims.png}, and for continual runs {@code visits.md} and {@code visits.png}.
 * Each file is replaced in one step.
 */
public final class SweepReport {
  private final List<ClaimResult> claims;

  private SweepReport(List<ClaimResult> claims) {
    this.claims = claims;
  }

  /** Tests the claims on these results and writes everything. */
  public static SweepReport write(Sweep sweep, List<TrialResult> results) {
    return write(sweep, results, Optional.empty());
  }

  /**
   * The same where seeds are added until claims are decided.
   *
   * @param plan of the looks; empty for the one look that is the rule
   */
  public static SweepReport write(
      Sweep sweep, List<TrialResult> results, Optional<GroupSequential> plan) {
    TrialMetrics metrics = new TrialMetrics(results);
    List<ClaimResult> claims =
        plan.map(looks -> new SequentialClaims(sweep.definition(), results, looks).all())
            .orElseGet(() -> new ClaimTest(sweep.definition(), metrics).all());
    Path out = sweep.out();
    StaleTrials stale = new StaleTrials(sweep, results);
    TrialTable.write(out.resolve("trials.csv"), sweep, metrics, stale);
    ClaimReport.writeJson(out.resolve("claims.json"), sweep, metrics, claims, stale);
    String looks = plan.map(SequentialClaims::text).orElse("");
    ClaimReport.writeMarkdown(out.resolve("claims.md"), sweep, metrics, claims, stale, looks);
    VisitSummary.write(sweep, metrics);
    if (!claims.isEmpty()) {
      ClaimFigure.write(out.resolve("claims.png"), sweep.definition(), claims);
    }
    return new SweepReport(claims);
  }

  /** Whether every claim has a verdict. */
  public boolean isDecided() {
    return claims.stream().noneMatch(claim -> claim.verdict() == Verdict.OPEN);
  }

  /** The claims with what the data say, in the file's order. */
  public List<ClaimResult> claims() {
    return claims;
  }

  /** The claims as they stand in {@code claims.json}. */
  public List<LinkedHashMap<String, Object>> maps() {
    return ClaimReport.maps(claims);
  }
}
