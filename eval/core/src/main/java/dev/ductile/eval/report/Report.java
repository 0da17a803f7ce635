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

/** A comparison as one page: it needs no script and no network. */
public final class Report {
  private static final String STYLE = "report.css";

  private final ReportData data;
  private final List<Section> sections;

  private Report(ReportData data) {
    this.data = data;
    this.sections =
        List.<Section>of(
                new VerdictSection(data),
                new HeadlineSection(data),
                new ClaimSection(data),
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
    return new Report(new ReportData(comparison, settings, search, SweepClaims.in(folders)));
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
    html.raw("<a class=\"skip\" href=\"#verdict\">Skip to what this shows</a>");
    html.raw("<header>");
    html.element("h1", title);
    html.element("p class=\"lead\"", lead());
    data.comparison().marks().forEach(mark -> html.element("p class=\"mark\"", mark));
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

  private String lead() {
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
