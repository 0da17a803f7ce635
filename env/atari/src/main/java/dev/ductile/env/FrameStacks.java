package dev.ductile.env;

import dev.ductile.base.ConfigurationException;
import dev.ductile.base.StackStart;
import dev.ductile.base.Stateful;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * The newest observations of each slot, off-heap: [slots, stackSize, height, width], oldest plane
 * first. An episode's start empties a slot's stack; see {@link StackStart} for what stands there
 * until it is full. Different slots may be written by different threads at once.
 */
public final class FrameStacks implements Stateful {
  private final int stackSize;
  private final int frameBytes;
  private final StackStart[] starts;
  private final byte[] black;
  private final ByteBuffer stacks;
  private final int[] filled;

  /**
   * Black stacks.
   *
   * @param stackSize planes per slot
   * @param frameBytes bytes of one observation
   * @param starts how each slot's stack begins; its length is the number of slots
   * @throws ConfigurationException if the stacks would exceed 2 GiB
   */
  public FrameStacks(int stackSize, int frameBytes, StackStart[] starts) {
    this.stackSize = stackSize;
    this.frameBytes = frameBytes;
    this.starts = starts.clone();
    black = new byte[frameBytes];
    stacks = OffHeap.allocate("frame stacks", (long) starts.length * stackSize * frameBytes);
    filled = new int[starts.length];
  }

  /**
   * An episode starts.
   *
   * @param slot number of the environment
   * @param frame its first observation
   */
  public void start(int slot, byte[] frame) {
    StackStart rule = starts[slot];
    int shown = rule == StackStart.TRAILING_ZEROS ? 0 : stackSize - 1;
    for (int plane = 0; plane < stackSize; plane++) {
      boolean visible = rule == StackStart.REPEAT_FIRST || plane == shown;
      put(slot, plane, visible ? frame : black);
    }
    filled[slot] = 1;
  }

  /**
   * An episode goes on.
   *
   * @param slot number of the environment
   * @param frame its newest observation
   */
  public void push(int slot, byte[] frame) {
    if (starts[slot] == StackStart.TRAILING_ZEROS && filled[slot] < stackSize) {
      put(slot, filled[slot]++, frame);
      return;
    }
    int base = offset(slot, 0);
    stacks.put(base, stacks, base + frameBytes, (stackSize - 1) * frameBytes);
    put(slot, stackSize - 1, frame);
  }

  private void put(int slot, int plane, byte[] frame) {
    stacks.put(offset(slot, plane), frame, 0, frameBytes);
  }

  private int offset(int slot, int plane) {
    return (slot * stackSize + plane) * frameBytes;
  }

  @Override
  public void save(DataOutput out) throws IOException {
    byte[] bytes = new byte[stacks.capacity()];
    stacks.get(0, bytes);
    out.write(bytes);
    for (int planes : filled) {
      out.writeInt(planes);
    }
  }

  @Override
  public void restore(DataInput in) throws IOException {
    byte[] bytes = new byte[stacks.capacity()];
    in.readFully(bytes);
    stacks.put(0, bytes);
    for (int slot = 0; slot < filled.length; slot++) {
      filled[slot] = in.readInt();
    }
  }

  /**
   * All stacks.
   *
   * @return [slots, stackSize, height, width] bytes, the same direct buffer at every call; read it
   *     by absolute positions
   */
  public ByteBuffer buffer() {
    return stacks;
  }
}
