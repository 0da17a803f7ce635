package dev.ductile.agent.config;

import dev.ductile.agent.intervention.Intervention;
import dev.ductile.agent.intervention.Interventions;
import dev.ductile.agent.network.NetworkConfig;
import dev.ductile.base.Checks;
import dev.ductile.base.ConfigurationException;
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
   * @throws ConfigurationException naming the intervention or key and the reason
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

  /**
   * Refuses interventions whose time would never come.
   *
   * @param updates that the run has at most
   * @param frames at its end, or examples seen where there is no emulator
   * @param unit what {@code frames} counts, for the refusal
   * @throws ConfigurationException naming the intervention and the run's end
   */
  public static void checkLength(
      List<Intervention> interventions, long updates, long frames, String unit) {
    for (Intervention intervention : interventions) {
      if (!intervention.actsWithin(updates, frames)) {
        throw new ConfigurationException(
            intervention.text()
                + " would do nothing: the run ends after "
                + frames
                + " "
                + unit
                + " and at most "
                + updates
                + " updates; let it come earlier, or make the run longer");
      }
    }
  }
}
