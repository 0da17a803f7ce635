package dev.ductile.replay;

import dev.ductile.base.StackStart;
import dev.ductile.replay.limits.MemoryNeed;
import java.util.Objects;

/**
 * What a replay memory holds and how it is read.
 *
 * @param capacityTransitions entries in the memory; one entry is one frame with what followed it.
 *     Split evenly over the slots and rounded up to a multiple of their number (see {@link
 *     #slotCapacity()}). Frames that end a truncated episode occupy an entry each
 * @param slots independent sub-sequences, one for each environment of a vector environment
 * @param frameBytes bytes of one frame, for example 84 · 84 = 7056
 * @param stackSize frames in an observation
 * @param stackStart how stacks are filled at the start of an episode
 * @param nStep longest n-step window, in transitions
 * @param discount discount factor of one transition, 0…1
 */
public record ReplayConfig(
    int capacityTransitions,
    int slots,
    int frameBytes,
    int stackSize,
    StackStart stackStart,
    int nStep,
    double discount) {

  /** Largest stack and longest window: bounds the work of one append. */
  static final int MAX_STACK_OR_WINDOW = 1024;

  /**
   * Checks every value.
   *
   * @throws IllegalArgumentException if a value is out of range, naming it
   */
  public ReplayConfig {
    Objects.requireNonNull(stackStart, "stackStart");
    requireRange("slots", slots, 1, Integer.MAX_VALUE);
    requireRange("frameBytes", frameBytes, 1, 1 << 28);
    requireRange("stackSize", stackSize, 1, MAX_STACK_OR_WINDOW);
    requireRange("nStep", nStep, 1, MAX_STACK_OR_WINDOW);
    requireRange("capacityTransitions", capacityTransitions, 1, Integer.MAX_VALUE);
    if (!(discount >= 0 && discount <= 1)) {
      throw new IllegalArgumentException("discount must be in 0…1, was " + discount);
    }
    if ((long) stackSize * frameBytes > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          "stackSize × frameBytes must be below 2 GiB, was "
              + stackSize
              + " × "
              + frameBytes
              + " bytes");
    }
    long perSlot = ceilDiv(capacityTransitions, slots);
    if (perSlot < (long) stackSize + nStep) {
      throw new IllegalArgumentException(
          "capacityTransitions is too small: "
              + capacityTransitions
              + " over "
              + slots
              + " slots is "
              + perSlot
              + " entries a slot, but stackSize + nStep = "
              + (stackSize + nStep)
              + " are needed before anything can be sampled; raise capacityTransitions");
    }
    if (perSlot * slots > Integer.MAX_VALUE - 8) {
      throw new IllegalArgumentException(
          "capacityTransitions must be below 2^31 - 8, was " + perSlot * slots);
    }
  }

  /**
   * Entries of each slot.
   *
   * @return {@code ceil(capacityTransitions / slots)}
   */
  public int slotCapacity() {
    return (int) ceilDiv(capacityTransitions, slots);
  }

  /**
   * Entries over all slots.
   *
   * @return {@code slotCapacity() × slots}
   */
  public int entries() {
    return slotCapacity() * slots;
  }

  /**
   * Bytes of one stacked observation.
   *
   * @return {@code stackSize × frameBytes}
   */
  public int observationBytes() {
    return stackSize * frameBytes;
  }

  /**
   * The exact memory that a replay of this configuration allocates when full, frames uncompressed.
   *
   * @return bytes off-heap and on-heap
   */
  public MemoryNeed memoryNeed() {
    return new MemoryNeed(
        (long) entries() * frameBytes,
        (long) entries() * TransitionRing.BYTES_PER_ENTRY,
        entries(),
        frameBytes);
  }

  private static long ceilDiv(long a, long b) {
    return (a + b - 1) / b;
  }

  private static void requireRange(String name, int value, int min, int max) {
    if (value < min || value > max) {
      throw new IllegalArgumentException(
          name + " must be in " + min + "…" + max + ", was " + value);
    }
  }
}
