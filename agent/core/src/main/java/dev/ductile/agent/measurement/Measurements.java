package dev.ductile.agent.measurement;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** All measurements there are. */
public final class Measurements {
  /** The one place where a type is registered; in this order they are measured. */
  private static final List<MeasurementType> ALL =
      Stream.of(
              UnitMeasurements.TYPES,
              WeightMeasurements.TYPES,
              GradientMeasurements.TYPES,
              ChangeMeasurements.TYPES,
              FeatureMeasurements.TYPES,
              KernelMeasurements.TYPES,
              List.of(Curvature.TYPE, PlasticityProbe.TYPE))
          .flatMap(List::stream)
          .toList();

  private Measurements() {}

  /** All types, in the order of the documentation. */
  public static List<MeasurementType> all() {
    return ALL;
  }

  /** The table of all measurements as Markdown. */
  public static String table() {
    StringBuilder table = new StringBuilder();
    row(table, "name", "values in the log", "definition", "for", "on", "cost", "source");
    row(table, "---", "---", "---", "---", "---", "---", "---");
    for (MeasurementType type : ALL) {
      row(
          table,
          "`" + type.name() + "`",
          Stream.of(type.logs().split(", "))
              .map(log -> "`" + log + "`")
              .collect(Collectors.joining(", ")),
          type.formula(),
          type.scope(),
          type.basis(),
          type.cost().text(),
          type.source());
    }
    return table.toString();
  }

  private static void row(StringBuilder table, String... cells) {
    table.append('|');
    for (String cell : cells) {
      table.append(' ').append(cell.replace("|", "\\|")).append(" |");
    }
    table.append('\n');
  }
}
