package dev.ductile.env.processor;

import dev.ductile.base.RandomState;
import dev.ductile.base.Stateful;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.apache.commons.rng.RestorableUniformRandomProvider;

/**
 * Sticky actions (Machado et al. 2018, section 5.3): in every emulator frame, with probability p,
 * the action executed in the frame before is executed again. A reset of the game sets it to NOOP.
 * The emulator's own repetition is left off, so that resuming is exact.
 */
public final class StickyActions implements Stateful {
  private static final int NOOP = 0;

  private final double probability;
  private final RestorableUniformRandomProvider random;
  private int executed = NOOP;

  /**
   * A processor whose previous action is NOOP.
   *
   * @param probability in [0, 1); nothing is drawn at 0
   * @param random its own stream
   */
  public StickyActions(double probability, RestorableUniformRandomProvider random) {
    this.probability = probability;
    this.random = random;
  }

  /** The game was reset. */
  public void reset() {
    executed = NOOP;
  }

  /**
   * Decides what is executed in the next frame.
   *
   * @param action code of the action that the agent wants
   * @return code of the action to execute
   */
  public int next(int action) {
    if (probability > 0 && random.nextDouble() < probability) {
      return executed;
    }
    executed = action;
    return action;
  }

  /** Goes on with another stream. */
  public void reseed(RestorableUniformRandomProvider stream) {
    RandomState.copy(stream, random);
  }

  @Override
  public void save(DataOutput out) throws IOException {
    out.writeInt(executed);
    RandomState.save(random, out);
  }

  @Override
  public void restore(DataInput in) throws IOException {
    executed = in.readInt();
    RandomState.restore(random, in);
  }
}
