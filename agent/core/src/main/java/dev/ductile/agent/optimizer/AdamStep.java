package dev.ductile.agent.optimizer;

/** What Adam's last step was, told from its state. */
public final class AdamStep {
  private AdamStep() {}

  /** Whether a configuration's steps can be told from their state. */
  public static boolean isKnown(OptimizerConfig config) {
    return switch (config.kind()) {
      case ADAM, ADAM_EPSILON_HAT, RADAM -> true;
      case MUON, RMSPROP, RMSPROP_CENTERED -> false;
    };
  }

  /**
   * The learning rate of an update, as {@code LearningRate} computes it inside graphs.
   *
   * @param update number of the update, from 1
   */
  public static double learningRate(OptimizerConfig config, long update) {
    double first = config.learningRate();
    if (config.schedule() == LearningRateSchedule.CONSTANT) {
      return first;
    }
    double share = Math.min(1, (update - 1) / (double) config.scheduleUpdates());
    double left =
        config.schedule() == LearningRateSchedule.LINEAR
            ? 1 - share
            : (Math.cos(Math.PI * share) + 1) / 2;
    return config.finalLearningRate() + left * (first - config.finalLearningRate());
  }

  /**
   * {@code lr·√(1−β₂ᵗ)/(1−β₁ᵗ)·m/(√v + ε̂)}: what the last update took from a parameter, decay
   * aside; with RAdam, times its rectification.
   *
   * @param update number of that update, from 1, which its learning rate follows from
   * @param t the optimizer's count after it, from 1: fewer than {@code update} where the count was
   *     {@linkplain Optimizer#CLEARED_STEPS cleared} before
   * @param m first moment after it
   * @param v second moment after it
   */
  public static float[] last(OptimizerConfig config, long update, long t, float[] m, float[] v) {
    double root2 = Math.sqrt(-Math.expm1(t * Math.log((float) config.beta2())));
    double correction1 = -Math.expm1(t * Math.log((float) config.beta1()));
    double size = learningRate(config, update) * root2 / correction1;
    double epsilon =
        config.kind() == OptimizerConfig.Kind.ADAM ? config.epsilon() * root2 : config.epsilon();
    float[] step = new float[m.length];
    if (config.kind() == OptimizerConfig.Kind.RADAM) {
      double rectification = Rectification.at(config.beta2(), t);
      if (rectification == 0) {
        for (int i = 0; i < step.length; i++) {
          step[i] = (float) (size / root2 * m[i]);
        }
        return step;
      }
      size *= rectification;
    }
    for (int i = 0; i < step.length; i++) {
      step[i] = (float) (size * m[i] / (Math.sqrt(v[i]) + epsilon));
    }
    return step;
  }
}
