package dev.ductile.agent.intervention;

import java.util.List;
import java.util.stream.Collectors;

/** The tables of the documentation's page on interventions, made from their types. */
public final class InterventionTables {
  /** Line of the page before the tables. */
  public static final String BEGIN = "<!-- generated: interventions -->";

  /** Line of the page behind the tables. */
  public static final String END = "<!-- end of generated: interventions -->";

  private InterventionTables() {}

  /** Contracts and parameters of all interventions as Markdown, without the marker lines. */
  public static String all() {
    StringBuilder text = new StringBuilder();
    row(text, "name", "kind", "does", "target network", "optimizer state", "excludes", "source");
    row(text, "---", "---", "---", "---", "---", "---", "---");
    for (InterventionType type : Interventions.all()) {
      row(
          text,
          "`" + type.name() + "`",
          type.kind().text(),
          type.does(),
          type.target(),
          type.optimizerState(),
          type.excludes(),
          type.source());
    }
    text.append("\nParameters; the first of each may be given as `name=value`:\n\n");
    row(text, "intervention", "parameter", "default", "may be", "is");
    row(text, "---", "---", "---", "---", "---");
    for (InterventionType type : Interventions.all()) {
      for (OptionType p : type.parameters()) {
        String name = "`" + p.name() + "`";
        row(text, "`" + type.name() + "`", name, "`" + p.standard() + "`", p.range(), p.does());
      }
    }
    return text.toString();
  }

  private static void row(StringBuilder text, String... cells) {
    text.append(
        List.of(cells).stream()
            .map(cell -> cell.replace("|", "\\|"))
            .collect(Collectors.joining(" | ", "| ", " |\n")));
  }
}
