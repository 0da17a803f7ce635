package dev.ductile.agent.intervention;

import dev.ductile.agent.engine.Tensor;
import dev.ductile.agent.network.NetworkTrace;
import dev.ductile.agent.network.NetworkTrace.HiddenUnits;
import java.util.List;

/**
 * What a network made of an update's observations.
 *
 * @param values action values [B, A]: of distributions their means
 * @param hiddenUnits in the order in which they were computed
 * @param auxiliary numbers of the auxiliary heads, of each stream [B, heads], with implicit
 *     quantiles [B·N, heads]
 */
public record NetworkPass(Tensor values, List<HiddenUnits> hiddenUnits, List<Tensor> auxiliary) {
  /** Keeps copies. */
  public NetworkPass {
    hiddenUnits = List.copyOf(hiddenUnits);
    auxiliary = List.copyOf(auxiliary);
  }

  /** Of action values and what was traced. */
  public NetworkPass(Tensor values, NetworkTrace trace) {
    this(values, trace.hiddenUnits(), trace.auxiliary());
  }
}
