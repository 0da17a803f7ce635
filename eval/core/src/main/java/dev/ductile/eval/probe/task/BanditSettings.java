package dev.ductile.eval.probe.task;

import dev.ductile.base.Checks;

/**
 * The contextual bandit (Lyle et al. 2023 and 2024): a state is an image, an action names a class,
 * the next state is any image.
 *
 * @param reward which actions are rewarded
 * @param discount γ of the bootstrapped target: values grow like 1/(1 − γ)
 * @param capacityTransitions size of the replay memory
 * @param interactionsPerUpdate actions between updates, chosen as one batch
 * @param targetUpdatePeriodUpdates updates between copies to the target network; 0 for none, where
 *     an intervention renews it
 * @param epsilon probability of a random action
 * @param permuteEachTask whether every task rewards the classes under new names; otherwise nothing
 *     changes from task to task
 */
public record BanditSettings(
    Reward reward,
    double discount,
    int capacityTransitions,
    int interactionsPerUpdate,
    int targetUpdatePeriodUpdates,
    double epsilon,
    boolean permuteEachTask) {
  /** Which actions are rewarded with 1; all others with 0. */
  public enum Reward {
    /** The image's class. */
    TRUE_LABEL,
    /** A class that is drawn for every image. */
    RANDOM_LABEL,
    /** The last class, on images of the last class. */
    SPARSE
  }

  /** Checks the ranges. */
  public BanditSettings {
    Checks.present("bandit.reward", reward);
    Checks.within("bandit.discount", discount, 0, 0.9999);
    Checks.within("bandit.capacityTransitions", capacityTransitions, 1, 1e8);
    Checks.within("bandit.interactionsPerUpdate", interactionsPerUpdate, 1, 1e4);
    Checks.within("bandit.targetUpdatePeriodUpdates", targetUpdatePeriodUpdates, 0, 1e9);
    Checks.within("bandit.epsilon", epsilon, 0, 1);
  }
}
