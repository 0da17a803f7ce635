package dev.ductile.base;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** Something whose whole state can be written and read back. */
public interface Stateful {
  /**
   * Writes the state.
   *
   * @param out where to
   * @throws IOException if writing fails
   */
  void save(DataOutput out) throws IOException;

  /**
   * Takes over a state written by {@link #save} of an object that was built in the same way.
   *
   * @param in where from
   * @throws IOException if reading fails
   */
  void restore(DataInput in) throws IOException;
}
