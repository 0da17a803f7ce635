package dev.ductile.agent.intervention.edit;

import dev.ductile.agent.intervention.edit.UnitSurgery.Chosen;
import dev.ductile.agent.network.Dormancy;
import dev.ductile.agent.network.NetworkTrace.HiddenUnits;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Units that do little beside the others of their layer. */
final class DormantUnits {
  private DormantUnits() {}

  /**
   * Those of each layer whose magnitude is at most {@code threshold} times the layer's mean.
   *
   * @param magnitudes of each unit of a layer
   */
  static List<Chosen> of(
      List<HiddenUnits> layers, Function<HiddenUnits, float[]> magnitudes, double threshold) {
    List<Chosen> dormant = new ArrayList<>();
    for (HiddenUnits units : layers) {
      BitSet chosen = Dormancy.dormant(magnitudes.apply(units), threshold);
      if (!chosen.isEmpty()) {
        dormant.add(new Chosen(units, chosen));
      }
    }
    return dormant;
  }

  /** How many there are. */
  static int count(List<Chosen> units) {
    return units.stream().mapToInt(c -> c.indices().cardinality()).sum();
  }

  /** How many of each layer, for people. */
  static String text(List<Chosen> units) {
    return units.stream()
        .map(c -> c.units().name() + " " + c.indices().cardinality() + "/" + c.units().count())
        .collect(Collectors.joining(", "));
  }
}
