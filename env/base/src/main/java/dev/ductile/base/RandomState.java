package dev.ductile.base;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.apache.commons.rng.RestorableUniformRandomProvider;
import org.apache.commons.rng.core.RandomProviderDefaultState;

/** Saves and restores random generators. */
public final class RandomState {
  private static final int MAX_BYTES = 4096;

  private RandomState() {}

  /**
   * Writes a generator's state.
   *
   * @param random the generator
   * @param out where to
   * @throws IOException if writing fails
   */
  public static void save(RestorableUniformRandomProvider random, DataOutput out)
      throws IOException {
    byte[] state = ((RandomProviderDefaultState) random.saveState()).getState();
    out.writeInt(state.length);
    out.write(state);
  }

  /**
   * Puts a generator where another one is.
   *
   * @param from a generator of the same kind, which stays where it is
   * @param to which gets its state
   */
  public static void copy(
      RestorableUniformRandomProvider from, RestorableUniformRandomProvider to) {
    to.restoreState(from.saveState());
  }

  /**
   * Puts a generator into a state written by {@link #save}.
   *
   * @param random a generator of the same kind
   * @param in where from
   * @throws IOException if reading fails or the state is damaged
   */
  public static void restore(RestorableUniformRandomProvider random, DataInput in)
      throws IOException {
    int length = in.readInt();
    if (length < 0 || length > MAX_BYTES) {
      throw new IOException("the state of a random stream cannot have " + length + " bytes");
    }
    byte[] state = new byte[length];
    in.readFully(state);
    random.restoreState(new RandomProviderDefaultState(state));
  }
}
