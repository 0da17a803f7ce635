package dev.ductile.replay;

/** How the frames of an observation lie in a batch. */
public enum StackLayout {
  /** One frame after the other: [stackSize, frameBytes]. */
  PLANES,
  /** Pixel by pixel: [frameBytes, stackSize], as networks with channels last take them. */
  INTERLEAVED
}
