package dev.ductile.env.processor;

import dev.ductile.base.RandomState;
import dev.ductile.base.Stateful;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.apache.commons.rng.RestorableUniformRandomProvider;

/** How many no-op frames follow a reset of the game (Mnih et al. 2015, Methods). */
public final class NoOpStarts implements Stateful {
  private final int min;
  private final int max;
  private final RestorableUniformRandomProvider random;

  /**
   * A processor that draws uniformly from min to max.
   *
   * @param min fewest no-ops
   * @param max most no-ops, included
   * @param random its own stream; nothing is drawn if min equals max
   */
  public NoOpStarts(int min, int max, RestorableUniformRandomProvider random) {
    this.min = min;
    this.max = max;
    this.random = random;
  }

  /**
   * Draws the number for one reset.
   *
   * @return frames
   */
  public int draw() {
    return min == max ? min : min + random.nextInt(max - min + 1);
  }

  /** Goes on with another stream. */
  public void reseed(RestorableUniformRandomProvider stream) {
    RandomState.copy(stream, random);
  }

  @Override
  public void save(DataOutput out) throws IOException {
    RandomState.save(random, out);
  }

  @Override
  public void restore(DataInput in) throws IOException {
    RandomState.restore(random, in);
  }
}
