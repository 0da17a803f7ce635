package dev.ductile.eval.report;

import dev.ductile.eval.compare.ComparisonText;
import dev.ductile.eval.statistics.SeedIntervals;
import java.util.ArrayList;
import java.util.List;

/** What the comparison concludes, and what stands against it. */
final class VerdictSection implements Section {
  private final ReportData data;

  VerdictSection(ReportData data) {
    this.data = data;
  }

  @Override
  public String title() {
    return "What this shows, and what it does not";
  }

  @Override
  public String id() {
    return "verdict";
  }

  @Override
  public void write(Html html) {
    List<String> conclusions = data.comparison().conclusions();
    if (conclusions.isEmpty()) {
      html.element("p", "Nothing is concluded: there is one group only.");
    }
    conclusions.forEach(sentence -> html.element("p class=\"verdict\"", sentence));
    html.element("h3", "To be kept in mind");
    List<String> notes = new ArrayList<>(data.comparison().notes());
    notes.addAll(ComparisonText.whyWithout(data.comparison()));
    notes.add(SeedIntervals.METHOD);
    notes.add(
        "an interval that holds 0 is no proof of equality; what is not decided may differ by"
            + " anything in it");
    html.list(notes);
  }
}
