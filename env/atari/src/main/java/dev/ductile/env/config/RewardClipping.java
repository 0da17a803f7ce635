package dev.ductile.env.config;

/** How the summed reward of one agent step reaches the agent. */
public enum RewardClipping {
  /** As the game gives it. */
  NONE {
    @Override
    public double apply(double sum, double bound) {
      return sum;
    }
  },
  /** The sign of the sum: -1, 0 or 1 (Stable-Baselines3, CleanRL). */
  SIGN {
    @Override
    public double apply(double sum, double bound) {
      return Math.signum(sum);
    }
  },
  /** The sum limited to [-bound, bound] (DQN Zoo, Dopamine). */
  CLIP_SUM {
    @Override
    public double apply(double sum, double bound) {
      return Math.max(-bound, Math.min(bound, sum));
    }
  };

  /**
   * Clips one reward.
   *
   * @param sum the rewards of all frames of the agent step, added
   * @param bound largest absolute value, used by {@link #CLIP_SUM} only
   * @return the reward for the agent
   */
  public abstract double apply(double sum, double bound);
}
