package dev.ductile.eval.report;

import dev.ductile.base.code.CodeIdentity;
import dev.ductile.eval.compare.ComparisonHead;
import dev.ductile.eval.compare.ComparisonSettings;
import dev.ductile.eval.compare.ScoreComparison;
import dev.ductile.eval.report.figure.Figure;
import dev.ductile.eval.report.figure.Ink;
import dev.ductile.eval.report.figure.Markup;
import dev.ductile.eval.score.RunSearch;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** A comparison as one page: it needs no script and no network. */
public final class Report {
  private static final String STYLE = "report.css";

  private final String lead;
  private final List<String> marks;
  private final List<Section> sections;

  private Report(String lead, List<String> marks, List<Section> sections) {
    this.lead = lead;
    this.marks = marks;
    this.sections = sections;
  }

  private static List<Section> sections(ReportData data) {
    return List.<Section>of(
            new VerdictSection(data),
            new HeadlineSection(data),
            new ClaimSection(data.claims()),
            new HeatSection(data),
            new ImprovementSection(data),
            new ProfileSection(data),
            new CurveSection(data),
            new PlasticitySection(data),
            new RunSection(data))
        .stream()
        .filter(section -> !section.isEmpty())
        .toList();
  }

  /**
   * Works out what is shown.
   *
   * @param comparison of the runs
   * @param settings that it was made with
   * @param search the runs
   * @param folders that were named, among them those of sweeps
   */
  public static Report of(
      ScoreComparison comparison,
      ComparisonSettings settings,
      RunSearch search,
      List<Path> folders) {
    ReportData data = new ReportData(comparison, settings, search, SweepClaims.in(folders));
    return new Report(lead(data), comparison.marks(), sections(data));
  }

  /**
   * What sweeps claim whose trials are no trainings: probes.
   *
   * @param folders that were named, among them those of sweeps
   * @return empty if none of them has claims
   */
  public static Optional<Report> ofClaims(List<Path> folders) {
    List<SweepClaims> sweeps = SweepClaims.in(folders);
    Section claims = new ClaimSection(sweeps);
    String lead =
        "Claims of probes: " + sweeps.size() + (sweeps.size() == 1 ? " sweep." : " sweeps.");
    return claims.isEmpty()
        ? Optional.empty()
        : Optional.of(new Report(lead, List.of(), List.of(claims)));
  }

  /** All figures in the page's order. */
  public List<Figure> figures() {
    return sections.stream().flatMap(section -> section.figures().stream()).toList();
  }

  /** The page. */
  public String html(String title) {
    Html html = new Html();
    html.raw("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">");
    html.raw(
        "<meta http-equiv=\"Content-Security-Policy\""
            + " content=\"default-src 'none'; style-src 'unsafe-inline'; img-src data:\">");
    html.raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">");
    html.raw("<meta name=\"color-scheme\" content=\"light dark\">");
    html.raw("<link rel=\"icon\" href=\"data:,\">");
    html.element("title", title);
    html.raw("<style>\n" + style() + "</style>\n</head>\n<body>");
    html.raw(
        "<a class=\"skip\" href=\"#" + sections.get(0).id() + "\">Skip to what this shows</a>");
    html.raw("<header>");
    html.element("h1", title);
    html.element("p class=\"lead\"", lead);
    marks.forEach(mark -> html.element("p class=\"mark\"", mark));
    html.raw("<nav aria-label=\"Sections\"><ul>");
    sections.forEach(
        section ->
            html.raw(
                "<li><a href=\"#"
                    + section.id()
                    + "\">"
                    + Markup.escape(section.title())
                    + "</a></li>"));
    html.raw("</ul></nav>\n</header>\n<main>");
    for (Section section : sections) {
      html.raw("<section id=\"" + section.id() + "\">");
      html.element("h2", section.title());
      section.write(html);
      html.raw("</section>");
    }
    html.raw("</main>");
    html.element("footer", "Made by Ductile " + CodeIdentity.current().describe() + ".");
    return html.raw("</body>\n</html>").toString();
  }

  private static String lead(ReportData data) {
    ComparisonHead head = data.comparison().head();
    long runs = data.search().runs().size();
    return runs
        + (runs == 1 ? " run on " : " runs on ")
        + head.games()
        + (head.games() == 1 ? " game" : " games")
        + (head.suite().isEmpty() ? "" : " (" + head.suite() + ")")
        + ", by "
        + head.by()
        + (data.groups().size() == 1 ? "" : " against " + head.baseline())
        + "; score "
        + head.score()
        + ", "
        + head.frames()
        + "; "
        + head.normalization()
        + ".";
  }

  private static String style() {
    try (InputStream css = Report.class.getResourceAsStream(STYLE)) {
      return ":root{"
          + Ink.properties(false)
          + "}\n@media screen and (prefers-color-scheme:dark){:root{"
          + Ink.properties(true)
          + "}}\n"
          + new String(css.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("reading a resource failed", e);
    }
  }
}
