package dev.ductile.agent.config;

import dev.ductile.agent.intervention.Intervention;
import dev.ductile.agent.intervention.Interventions;
import dev.ductile.agent.network.NetworkConfig;
import java.util.List;

/** Refuses interventions, and settings that serve them, without meaning for what is configured. */
public final class InterventionChecks {
  private InterventionChecks() {}

  /**
   * Checks a list of interventions against a network and its batches.
   *
   * @param interventions as {@link Interventions#parse} reads it
   * @param network a network that {@link NetworkChecks} let pass
   * @param batchKey key of the size of an update's batch
   * @param batchSize its value
   * @return the interventions
   * @throws dev.ductile.env.ConfigurationException naming the intervention or key and the reason
   */
  public static List<Intervention> check(
      String interventions, NetworkConfig network, String batchKey, int batchSize) {
    Checks.present("interventions", interventions);
    List<Intervention> parsed = Interventions.parse(interventions);
    if (network.injection()
        && parsed.stream().noneMatch(i -> i.type().name().equals("injection"))) {
      throw Checks.bad("network.injection", true, "use --with injection, which says when");
    }
    if (network.normalization().overSamples() && batchSize < 2) {
      throw Checks.bad(
          "network.normalization",
          network.normalization(),
          "it takes a mean or deviation over samples, so that " + batchKey + " must be 2 or more");
    }
    parsed.forEach(intervention -> intervention.check(network));
    return parsed;
  }
}
