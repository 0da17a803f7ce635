package dev.ductile.agent.measurement;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.ductile.agent.learner.CopyFunction;
import dev.ductile.base.Checks;
import dev.ductile.base.ConfigurationException;
import dev.ductile.base.DidYouMean;
import dev.ductile.base.NameLists;
import dev.ductile.base.WrittenList;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Measurements as {@code --measure} takes them: {@code cheap,srank,ntk}. {@code cheap}, {@code
 * moderate} and {@code expensive} stand for all of that cost, {@code all} for all. It holds them
 * without doubles, in the order of {@link Measurements#all}.
 */
public final class MeasurementList extends WrittenList<MeasurementType> {
  /** No measurements. */
  public static final MeasurementList NONE = new MeasurementList("", List.of());

  private MeasurementList(String text, List<MeasurementType> all) {
    super(text, all);
  }

  /**
   * Reads a list of measurements.
   *
   * @param text names and classes of cost separated by commas; empty for none
   * @throws ConfigurationException if a name is empty or does not exist
   */
  @JsonCreator
  public static MeasurementList parse(String text) {
    Checks.present("measurement.names", text);
    Set<MeasurementType> chosen = new LinkedHashSet<>();
    for (String part : NameLists.parts("measurements", text)) {
      chosen.addAll(named(part));
    }
    return new MeasurementList(text, Measurements.all().stream().filter(chosen::contains).toList());
  }

  @JsonValue
  @Override
  public String toString() {
    return super.toString();
  }

  /** Those of them that are of a kind. */
  public MeasurementList only(Predicate<MeasurementType> kind) {
    List<MeasurementType> some = all().stream().filter(kind).toList();
    return new MeasurementList(
        some.stream().map(MeasurementType::name).collect(Collectors.joining(",")), some);
  }

  /** What a copy must be able to do for these. */
  Set<CopyFunction> needs() {
    Set<CopyFunction> needs = EnumSet.noneOf(CopyFunction.class);
    all().forEach(type -> needs.addAll(type.needs()));
    return needs;
  }

  private static List<MeasurementType> named(String name) {
    List<MeasurementType> found = new ArrayList<>();
    for (MeasurementType type : Measurements.all()) {
      if (type.name().equals(name) || type.cost().text().equals(name) || name.equals("all")) {
        found.add(type);
      }
    }
    if (found.isEmpty()) {
      List<String> names =
          Stream.concat(
                  Stream.of("all", "cheap", "moderate", "expensive"),
                  Measurements.all().stream().map(MeasurementType::name))
              .toList();
      throw new ConfigurationException(DidYouMean.unknown("measurement", name, names));
    }
    return found;
  }
}
