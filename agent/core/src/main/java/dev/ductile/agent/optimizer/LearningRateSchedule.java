package dev.ductile.agent.optimizer;

/** How the learning rate changes with the number of updates done. */
public enum LearningRateSchedule {
  /** Not at all. */
  CONSTANT,
  /** On a straight line to the final rate. */
  LINEAR,
  /** Along half a cosine to the final rate (Loshchilov and Hutter 2017, without restarts). */
  COSINE
}
