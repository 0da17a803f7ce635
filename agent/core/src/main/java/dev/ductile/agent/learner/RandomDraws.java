package dev.ductile.agent.learner;

import dev.ductile.base.WorkerPool;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/** The current numbers behind random inputs, by key; the arrays are reused. */
final class RandomDraws implements AutoCloseable {
  private final Map<String, float[]> values = new TreeMap<>();
  private final List<RandomInput> distinct = new ArrayList<>();
  private final List<DrawnPart> parts = new ArrayList<>();
  private final WorkerPool pool;
  private boolean drawn;
  private long version;

  /**
   * @param inputs whose keys are to be drawn, in this order
   * @param threads that share the work of large ones; what is drawn does not depend on it
   */
  RandomDraws(List<RandomInput> inputs, int threads) {
    for (RandomInput input : inputs) {
      float[] numbers = new float[input.shape().elements()];
      if (values.putIfAbsent(input.key(), numbers) == null) {
        distinct.add(input);
        parts.addAll(DrawnPart.of(input, numbers));
      }
    }
    pool =
        parts.isEmpty()
            ? null
            : new WorkerPool("noise", threads, parts.size(), part -> parts.get(part).draw());
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
      float[] numbers = values.get(input.key());
      if (!DrawnPart.divides(numbers.length)) {
        input.fill(numbers, 0, numbers.length, random);
      }
    }
    if (pool != null) {
      for (DrawnPart part : parts) {
        part.seed(random.nextLong());
      }
      pool.run();
    }
    changed();
  }

  private void changed() {
    drawn = true;
    version++;
  }

  /** Another number whenever the numbers are others. */
  long version() {
    return version;
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
    changed();
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
    version++;
  }

  private int elements() {
    return distinct.stream().mapToInt(i -> i.shape().elements()).sum();
  }

  @Override
  public void close() {
    if (pool != null) {
      pool.close();
    }
  }
}
