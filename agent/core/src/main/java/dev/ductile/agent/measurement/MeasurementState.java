package dev.ductile.agent.measurement;

import dev.ductile.base.Stateful;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.BitSet;

/** What measurements remember of the past; null where there is nothing yet. */
final class MeasurementState implements Stateful {
  private static final int MAX_BYTES = 1 << 30;

  /** Seed of the probe's targets and of other arbitrary vectors, the same in every measurement. */
  long seed;

  /** θ₀. */
  float[] initial;

  /** θ of the last measurement. */
  float[] theta;

  /** Action values of the last measurement. */
  float[] values;

  /** Dormant units of the last measurement, over all layers. */
  BitSet dormant;

  @Override
  public void save(DataOutput out) throws IOException {
    out.writeLong(seed);
    save(out, initial);
    save(out, theta);
    save(out, values);
    byte[] bits = dormant == null ? null : dormant.toByteArray();
    out.writeInt(bits == null ? -1 : bits.length);
    if (bits != null) {
      out.write(bits);
    }
  }

  private static void save(DataOutput out, float[] values) throws IOException {
    out.writeInt(values == null ? -1 : values.length);
    if (values != null) {
      ByteBuffer bytes = ByteBuffer.allocate(values.length * Float.BYTES);
      bytes.asFloatBuffer().put(values);
      out.write(bytes.array());
    }
  }

  @Override
  public void restore(DataInput in) throws IOException {
    seed = in.readLong();
    initial = floats(in);
    theta = floats(in);
    values = floats(in);
    byte[] bits = bytes(in, 1);
    dormant = bits == null ? null : BitSet.valueOf(bits);
  }

  private static float[] floats(DataInput in) throws IOException {
    byte[] bytes = bytes(in, Float.BYTES);
    if (bytes == null) {
      return null;
    }
    float[] values = new float[bytes.length / Float.BYTES];
    ByteBuffer.wrap(bytes).asFloatBuffer().get(values);
    return values;
  }

  private static byte[] bytes(DataInput in, int size) throws IOException {
    int count = in.readInt();
    if (count < -1 || (long) count * size > MAX_BYTES) {
      throw new IOException("the state of measurements cannot have " + count + " elements");
    }
    if (count < 0) {
      return null;
    }
    byte[] bytes = new byte[count * size];
    in.readFully(bytes);
    return bytes;
  }
}
