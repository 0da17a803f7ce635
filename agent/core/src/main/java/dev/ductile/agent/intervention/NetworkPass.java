package dev.ductile.agent.intervention;

import dev.ductile.agent.engine.Tensor;
import dev.ductile.agent.network.NetworkTrace.HiddenUnits;
import java.util.List;

/**
 * What a network made of an update's observations.
 *
 * @param values action values [B, A]: of distributions their means
 * @param hiddenUnits in the order in which they were computed
 */
public record NetworkPass(Tensor values, List<HiddenUnits> hiddenUnits) {
  /** Keeps a copy. */
  public NetworkPass {
    hiddenUnits = List.copyOf(hiddenUnits);
  }
}
