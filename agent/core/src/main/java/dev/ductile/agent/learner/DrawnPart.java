package dev.ductile.agent.learner;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * A part of a large random input with random numbers of its own, so that several threads can draw
 * one input, and it is the same whatever their number: a part's numbers follow from its seed alone.
 * Independent noise is millions of numbers an update.
 */
final class DrawnPart {
  private static final int ELEMENTS = 1 << 16;

  private final RandomInput input;
  private final float[] values;
  private final int from;
  private final int to;
  private final SplitMix random = new SplitMix();

  private DrawnPart(RandomInput input, float[] values, int from, int to) {
    this.input = input;
    this.values = values;
    this.from = from;
    this.to = to;
  }

  /** Whether an input of so many numbers is divided. */
  static boolean divides(int elements) {
    return elements > ELEMENTS;
  }

  /** The parts of an input; none of a small one. */
  static List<DrawnPart> of(RandomInput input, float[] values) {
    List<DrawnPart> parts = new ArrayList<>();
    for (int from = 0; divides(values.length) && from < values.length; from += ELEMENTS) {
      parts.add(new DrawnPart(input, values, from, Math.min(values.length, from + ELEMENTS)));
    }
    return parts;
  }

  void seed(long seed) {
    random.state = seed;
  }

  void draw() {
    input.fill(values, from, to, random);
  }

  /** SplitMix64 (Steele, Lea and Flood 2014), which can be given another seed in place. */
  private static final class SplitMix implements RandomGenerator {
    private static final long GAMMA = 0x9E3779B97F4A7C15L;
    private long state;

    @Override
    public long nextLong() {
      state += GAMMA;
      long z = state;
      z = (z ^ z >>> 30) * 0xBF58476D1CE4E5B9L;
      z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
      return z ^ z >>> 31;
    }
  }
}
