package dev.ductile.agent.training.experience;

/**
 * Returns Q(λ) of a rollout (Gallici et al. 2024, section 4, after Daley and Amato 2019), computed
 * backwards:
 *
 * <pre>{@code
 * G_t = r_t + γ·((1 − λ)·V_{t+1} + λ·G_{t+1})   within an episode
 * G_t = r_t + γ·V_{t+1}                         at the rollout's end, and where the episode was cut
 * G_t = r_t                                     where it terminated
 * }</pre>
 *
 * {@code V} is the largest action value of the state that a step led to. What comes behind the end
 * of an episode never flows into it.
 */
final class LambdaReturns {
  private LambdaReturns() {}

  /**
   * Fills in the returns. Arrays are [steps × slots], slot by slot within a step.
   *
   * @param rewards of each step
   * @param nextValues V of the state each step led to; not read where it terminated
   * @param terminated where nothing is to be bootstrapped from
   * @param last where the step is the last of its episode, terminated or not
   * @param returns filled
   */
  static void compute(
      int slots,
      double discount,
      double lambda,
      float[] rewards,
      float[] nextValues,
      boolean[] terminated,
      boolean[] last,
      float[] returns) {
    int end = rewards.length;
    for (int at = end - 1; at >= 0; at--) {
      double behind;
      if (terminated[at]) {
        behind = 0;
      } else if (last[at] || at + slots >= end) {
        behind = nextValues[at];
      } else {
        behind = (1 - lambda) * nextValues[at] + lambda * returns[at + slots];
      }
      returns[at] = (float) (rewards[at] + discount * behind);
    }
  }
}
