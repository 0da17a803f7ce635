package dev.ductile.agent.intervention.penalty;

import dev.ductile.agent.network.NetworkTrace.HiddenUnits;
import dev.ductile.agent.network.QNetwork;
import java.util.List;

/** The units that outputs are made of: of each stream the last hidden ones. */
final class Penultimate {
  private Penultimate() {}

  static List<HiddenUnits> of(List<HiddenUnits> all) {
    return all.stream()
        .filter(units -> units.feeds().stream().anyMatch(QNetwork::isOutput))
        .toList();
  }
}
