package dev.ductile.replay;

/** The priority of a transition that has not been sampled yet. */
public enum NewPriority {
  /** The largest priority ever given, at least the initial one: all references. */
  MAXIMUM_SEEN,
  /** Always the initial priority. */
  FIXED
}
