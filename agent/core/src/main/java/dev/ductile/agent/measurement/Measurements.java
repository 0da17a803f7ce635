package dev.ductile.agent.measurement;

import dev.ductile.agent.learner.CopyFunction;
import dev.ductile.base.ConfigurationException;
import dev.ductile.base.DidYouMean;
import dev.ductile.base.NameLists;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * All measurements by name, and the language of {@code --measure}: {@code cheap,srank,ntk}. {@code
 * cheap}, {@code moderate} and {@code expensive} stand for all of that cost, {@code all} for all.
 */
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

  /**
   * Reads a list of measurements.
   *
   * @param text names and classes of cost separated by commas; empty for none
   * @return without doubles, in the order of {@link #all}
   * @throws ConfigurationException if a name is empty or does not exist
   */
  public static List<MeasurementType> parse(String text) {
    Set<MeasurementType> chosen = new LinkedHashSet<>();
    for (String part : NameLists.parts("measurements", text)) {
      chosen.addAll(named(part));
    }
    return ALL.stream().filter(chosen::contains).toList();
  }

  private static List<MeasurementType> named(String name) {
    List<MeasurementType> found = new ArrayList<>();
    for (MeasurementType type : ALL) {
      if (type.name().equals(name) || type.cost().text().equals(name) || name.equals("all")) {
        found.add(type);
      }
    }
    if (found.isEmpty()) {
      List<String> names =
          Stream.concat(
                  Stream.of("all", "cheap", "moderate", "expensive"),
                  ALL.stream().map(MeasurementType::name))
              .toList();
      throw new ConfigurationException(DidYouMean.unknown("measurement", name, names));
    }
    return found;
  }

  /** What a copy must be able to do for these. */
  static Set<CopyFunction> needs(List<MeasurementType> types) {
    Set<CopyFunction> needs = EnumSet.noneOf(CopyFunction.class);
    types.forEach(type -> needs.addAll(type.needs()));
    return needs;
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
