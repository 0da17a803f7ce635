package dev.ductile.replay;

/** Told whenever an entry starts or stops being sampleable. */
@FunctionalInterface
interface SampleableListener {
  /** Listens to nothing. */
  SampleableListener NONE = (entry, sampleable) -> {};

  /**
   * @param entry position of the entry in the memory, {@code 0…entries−1}
   * @param sampleable whether it may be sampled from now on
   */
  void changed(int entry, boolean sampleable);
}
