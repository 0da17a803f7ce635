package dev.ductile.agent.config;

import dev.ductile.base.Checks;
import dev.ductile.replay.NewPriority;
import dev.ductile.replay.StratumScheme;

/**
 * The replay memory and how it is sampled. What comes after {@code scheme} counts only where it is
 * {@link Scheme#PRIORITIZED}, the last two only where it is {@link Scheme#UNIFORM}.
 *
 * @param capacityTransitions largest number of transitions kept
 * @param minimumTransitions transitions in the memory before the first update
 * @param batchSize transitions in an update
 * @param nStep rewards summed before bootstrapping
 * @param discount γ of one agent step
 * @param storage how frames are kept
 * @param compressedBytesPerFrame most bytes that a frame may take on average where {@code storage}
 *     is {@link Storage#LZ4}: with {@code capacityTransitions} it sets the memory's budget
 * @param scheme how transitions are chosen
 * @param priorityExponent α: a transition is chosen with a chance proportional to priority^α
 * @param importanceExponentStart β of the weights (N·P)^−β when learning begins
 * @param importanceExponentEnd β at the run's last agent step; linear in between
 * @param sampling how a batch is spread over the priorities
 * @param newPriority priority of transitions that were never in an update
 * @param uniformShare share of the chance that is spread evenly over all transitions
 * @param ageDecaySteps a transition is chosen with a chance proportional to {@code
 *     max(leastAgeWeight, 1 − age/ageDecaySteps)}, its age in steps of its environment; 0 for all
 *     alike
 * @param leastAgeWeight smallest of these weights
 */
public record MemoryConfig(
    int capacityTransitions,
    int minimumTransitions,
    int batchSize,
    int nStep,
    double discount,
    Storage storage,
    int compressedBytesPerFrame,
    Scheme scheme,
    double priorityExponent,
    double importanceExponentStart,
    double importanceExponentEnd,
    StratumScheme sampling,
    NewPriority newPriority,
    double uniformShare,
    long ageDecaySteps,
    double leastAgeWeight) {

  /** How frames are kept; batches are the same bit for bit. */
  public enum Storage {
    /** As they are: fastest. */
    RAW,
    /** Compressed one by one: a seventh of the memory and less in most games. */
    LZ4
  }

  /** How transitions are chosen. */
  public enum Scheme {
    /** All alike. */
    UNIFORM,
    /** By priority (Schaul et al. 2016). */
    PRIORITIZED
  }

  /** Draws that are turned down are repeated: about 1,000 times for one at most. */
  private static final double LEAST_WEIGHT = 0.001;

  /** Arrays of Java end before 2³¹; a few entries more make the slots equally long. */
  private static final long MOST_TRANSITIONS = 2_000_000_000;

  /** A sum tree has twice as many nodes as entries, rounded up to a power of two. */
  private static final long MOST_PRIORITIZED = 500_000_000;

  /** Checks the ranges. */
  public MemoryConfig {
    Checks.within(
        "replay.capacityTransitions",
        capacityTransitions,
        1,
        scheme == Scheme.PRIORITIZED ? MOST_PRIORITIZED : MOST_TRANSITIONS);
    Checks.atLeast("replay.minimumTransitions", minimumTransitions, 1);
    Checks.atLeast("replay.batchSize", batchSize, 1);
    Checks.atLeast("replay.nStep", nStep, 1);
    Checks.within("replay.discount", discount, 0, 1);
    Checks.present("replay.storage", storage);
    Checks.within("replay.compressedBytesPerFrame", compressedBytesPerFrame, 1, 1 << 20);
    Checks.present("replay.scheme", scheme);
    Checks.within("replay.priorityExponent", priorityExponent, 0, 1);
    Checks.within("replay.importanceExponentStart", importanceExponentStart, 0, 1);
    Checks.within("replay.importanceExponentEnd", importanceExponentEnd, 0, 1);
    Checks.present("replay.sampling", sampling);
    Checks.present("replay.newPriority", newPriority);
    Checks.within("replay.uniformShare", uniformShare, 0, 1);
    Checks.atLeast("replay.ageDecaySteps", ageDecaySteps, 0);
    Checks.within("replay.leastAgeWeight", leastAgeWeight, LEAST_WEIGHT, 1);
    if (ageDecaySteps > 0 && scheme != Scheme.UNIFORM) {
      throw Checks.bad(
          "replay.ageDecaySteps", ageDecaySteps, "use 0, or set replay.scheme=UNIFORM");
    }
    if (minimumTransitions > capacityTransitions) {
      throw Checks.bad(
          "replay.minimumTransitions",
          minimumTransitions,
          "use at most replay.capacityTransitions, which is " + capacityTransitions);
    }
  }

  /** Whether transitions are chosen by priority. */
  public boolean prioritized() {
    return scheme == Scheme.PRIORITIZED;
  }
}
