package dev.ductile.agent.learner;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/** The current numbers behind random inputs, by key; the arrays are reused. */
final class RandomDraws {
  private final Map<String, float[]> values = new TreeMap<>();
  private final List<RandomInput> distinct = new ArrayList<>();
  private boolean drawn;

  /**
   * @param inputs whose keys are to be drawn, in this order
   */
  RandomDraws(List<RandomInput> inputs) {
    for (RandomInput input : inputs) {
      if (values.putIfAbsent(input.key(), new float[input.shape().elements()]) == null) {
        distinct.add(input);
      }
    }
  }

  /** Whether there is anything to draw. */
  boolean isEmpty() {
    return distinct.isEmpty();
  }

  /** Whether numbers were drawn, copied or restored yet. */
  boolean drawn() {
    return drawn;
  }

  /** Fresh numbers for every key. */
  void draw(RandomGenerator random) {
    for (RandomInput input : distinct) {
      input.fill(values.get(input.key()), random);
    }
    drawn = true;
  }

  /** The numbers of an input. */
  float[] of(RandomInput input) {
    return values.get(input.key());
  }

  /** Takes over the numbers of all keys that {@code other} has too. */
  void copyFrom(RandomDraws other) {
    for (RandomInput input : distinct) {
      float[] theirs = other.values.get(input.key());
      if (theirs != null) {
        System.arraycopy(theirs, 0, of(input), 0, theirs.length);
      }
    }
    drawn = true;
  }

  /** All numbers in the order of their keys' declaration; empty where nothing was drawn. */
  float[] save() {
    if (!drawn) {
      return new float[0];
    }
    float[] all = new float[elements()];
    int at = 0;
    for (RandomInput input : distinct) {
      float[] part = of(input);
      System.arraycopy(part, 0, all, at, part.length);
      at += part.length;
    }
    return all;
  }

  /** Puts back what {@link #save} gave. */
  void restore(float[] all) {
    if (all.length != 0 && all.length != elements()) {
      throw new IllegalArgumentException(
          "the acting noise has " + elements() + " numbers, was given " + all.length);
    }
    int at = 0;
    for (RandomInput input : distinct) {
      float[] part = of(input);
      if (all.length != 0) {
        System.arraycopy(all, at, part, 0, part.length);
        at += part.length;
      }
    }
    drawn = all.length != 0;
  }

  private int elements() {
    return distinct.stream().mapToInt(i -> i.shape().elements()).sum();
  }
}
