package dev.ductile.eval.report;

import dev.ductile.eval.report.figure.Figure;
import dev.ductile.eval.report.figure.Markup;
import dev.ductile.eval.report.figure.Svg;
import java.util.List;

/** A page as it is written. Texts are escaped here; tags are ours. */
final class Html {
  /** Cells of so many characters stay on one line. */
  private static final int BRIEF = 28;

  private final StringBuilder page = new StringBuilder();

  /** Markup of ours, as it is. */
  Html raw(String markup) {
    page.append(markup).append('\n');
    return this;
  }

  /** An element with a text. */
  Html element(String tag, String text) {
    page.append('<').append(tag).append('>').append(Markup.escape(text));
    page.append("</").append(tag.split(" ", 2)[0]).append(">\n");
    return this;
  }

  /** Texts as a list, if there are any. */
  Html list(List<String> texts) {
    if (!texts.isEmpty()) {
      raw("<ul>");
      texts.forEach(text -> element("li", text));
      raw("</ul>");
    }
    return this;
  }

  /** A table that is scrolled sideways where it is wider than the page. */
  Html table(String label, List<String> head, List<List<String>> rows) {
    scrolled(label);
    raw("<table><thead><tr>");
    head.forEach(cell -> element("th scope=\"col\"", cell));
    raw("</tr></thead><tbody>");
    for (List<String> row : rows) {
      page.append("<tr>");
      row.forEach(this::cell);
      page.append("</tr>\n");
    }
    return raw("</tbody></table></div>");
  }

  /** Options and names stay whole at their hyphens, unless they are longer than a line. */
  private void cell(String text) {
    if (text.length() <= BRIEF) {
      element("td class=\"brief\"", text);
      return;
    }
    page.append("<td class=\"long\">");
    for (String word : text.split("(?<=\\s)")) {
      String bare = word.stripTrailing();
      boolean hyphens = bare.indexOf('-') >= 0;
      page.append(hyphens ? "<span class=\"w\">" : "").append(Markup.escape(bare));
      page.append(hyphens ? "</span>" : "").append(word.substring(bare.length()));
    }
    page.append("</td>\n");
  }

  private void scrolled(String label) {
    raw(
        "<div class=\"scroll\" role=\"region\" tabindex=\"0\" aria-label=\""
            + Markup.escape(label)
            + "\">");
  }

  /** Figures beside each other, each with its data. */
  Html figures(List<Figure> figures) {
    raw("<div class=\"figures\">");
    for (Figure figure : figures) {
      raw("<figure id=\"" + figure.name() + "\">");
      scrolled("Figure " + figure.name());
      raw(Svg.inline(figure.drawing(), figure.name()));
      raw("</div>");
      data("Data (CSV)", figure.csv());
      raw("</figure>");
    }
    return raw("</div>");
  }

  /** Numbers that are shown when asked for. */
  Html data(String summary, String csv) {
    raw("<details><summary>" + Markup.escape(summary) + "</summary>");
    return element("pre tabindex=\"0\"", csv).raw("</details>");
  }

  @Override
  public String toString() {
    return page.toString();
  }
}
