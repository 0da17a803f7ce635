package dev.ductile.agent.network;

/** What a pass makes of the states that layers keep beside their trained parameters. */
public enum StateUse {
  /** They are taken as they are: acting, evaluation, target networks. */
  FIXED,
  /** Statistics are the batch's own; states stay as they are: gradients that change nothing. */
  FROM_BATCH,
  /** Statistics are the batch's own, and states move on: the trained pass of an update. */
  ADVANCED
}
