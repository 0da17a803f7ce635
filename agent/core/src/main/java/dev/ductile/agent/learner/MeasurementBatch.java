package dev.ductile.agent.learner;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * The transitions that every measurement of a run looks at.
 *
 * @param observations uint8 [B, H, W, stack]
 * @param nextObservations uint8 [B, H, W, stack], n steps later
 * @param actions [B]
 * @param returns [B], discounted sums of the rewards of the n steps
 * @param discounts [B], γⁿ, or 0 where the episode terminated within them
 * @param weights [B], importance weights
 */
public record MeasurementBatch(
    byte[] observations,
    byte[] nextObservations,
    int[] actions,
    float[] returns,
    float[] discounts,
    float[] weights) {
  private static final int MAX_BYTES = 1 << 30;

  /** Checks that the parts are of one batch. */
  public MeasurementBatch {
    int size = actions.length;
    if (size == 0
        || returns.length != size
        || discounts.length != size
        || weights.length != size
        || observations.length != nextObservations.length
        || observations.length % size != 0) {
      throw new IllegalArgumentException("the parts of a measurement batch differ in size");
    }
  }

  /** Samples. */
  public int size() {
    return actions.length;
  }

  /** Writes it. */
  public void save(DataOutput out) throws IOException {
    out.writeInt(size());
    out.writeInt(observations.length);
    out.write(observations);
    out.write(nextObservations);
    ByteBuffer rest = ByteBuffer.allocate(4 * Integer.BYTES * size());
    for (int i = 0; i < size(); i++) {
      rest.putInt(actions[i]).putFloat(returns[i]).putFloat(discounts[i]).putFloat(weights[i]);
    }
    out.write(rest.array());
  }

  /**
   * Reads what {@link #save} wrote.
   *
   * @throws IOException if reading fails or it is damaged
   */
  public static MeasurementBatch restore(DataInput in) throws IOException {
    int size = in.readInt();
    int bytes = in.readInt();
    if (size < 1 || bytes < size || bytes > MAX_BYTES) {
      throw new IOException(
          "a measurement batch cannot have " + size + " samples, " + bytes + " B");
    }
    byte[] observations = new byte[bytes];
    in.readFully(observations);
    byte[] next = new byte[bytes];
    in.readFully(next);
    byte[] numbers = new byte[4 * Integer.BYTES * size];
    in.readFully(numbers);
    ByteBuffer rest = ByteBuffer.wrap(numbers);
    int[] actions = new int[size];
    float[][] floats = new float[3][size];
    for (int i = 0; i < size; i++) {
      actions[i] = rest.getInt();
      for (float[] column : floats) {
        column[i] = rest.getFloat();
      }
    }
    return new MeasurementBatch(observations, next, actions, floats[0], floats[1], floats[2]);
  }
}
