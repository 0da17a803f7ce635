package dev.ductile.eval.report;

import dev.ductile.eval.plot.MetricWords;
import dev.ductile.eval.statistics.IntervalText;
import java.util.List;

/** Claims of sweeps, as their own reports have them. */
final class ClaimSection implements Section {
  private final List<SweepClaims> sweeps;

  ClaimSection(List<SweepClaims> sweeps) {
    this.sweeps = sweeps.stream().filter(sweep -> !sweep.claims().isEmpty()).toList();
  }

  @Override
  public String title() {
    return "Claims";
  }

  @Override
  public String id() {
    return "claims";
  }

  @Override
  public boolean isEmpty() {
    return sweeps.isEmpty();
  }

  @Override
  public void write(Html html) {
    for (SweepClaims sweep : sweeps) {
      html.element("h3", "Sweep " + sweep.sweep());
      html.element("p", "As the sweep wrote them when it was last run. " + sweep.method() + ".");
      html.table(
          "Claims of " + sweep.sweep(),
          List.of("claim", "verdict", "estimate", "of what", "seeds", "note", "source"),
          sweep.claims().stream()
              .map(
                  claim ->
                      List.of(
                          claim.text(),
                          claim.verdict(),
                          IntervalText.of(claim.estimate()),
                          claim.statistic() + ": " + MetricWords.of(claim.metric()),
                          Integer.toString(claim.seeds()),
                          claim.note(),
                          claim.source()))
              .toList());
    }
  }
}
