package dev.ductile.agent.config;

/**
 * The replay memory and how it is sampled.
 *
 * @param capacityTransitions largest number of transitions kept
 * @param minimumTransitions transitions in the memory before the first update
 * @param batchSize transitions in an update
 * @param nStep rewards summed before bootstrapping
 * @param discount γ of one agent step
 */
public record MemoryConfig(
    int capacityTransitions, int minimumTransitions, int batchSize, int nStep, double discount) {
  /** Checks the ranges. */
  public MemoryConfig {
    Checks.atLeast("replay.capacityTransitions", capacityTransitions, 1);
    Checks.atLeast("replay.minimumTransitions", minimumTransitions, 1);
    Checks.atLeast("replay.batchSize", batchSize, 1);
    Checks.atLeast("replay.nStep", nStep, 1);
    Checks.within("replay.discount", discount, 0, 1);
    if (minimumTransitions > capacityTransitions) {
      throw Checks.bad(
          "replay.minimumTransitions",
          minimumTransitions,
          "use at most replay.capacityTransitions, which is " + capacityTransitions);
    }
  }
}
