package dev.ductile.replay;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * Priorities of the entries, already raised to α; 0 for whatever cannot be sampled. An entry gets
 * its first priority when it becomes sampleable, that is when its n-step window completes.
 */
final class PriorityTable implements SelectionState {
  private static final int BLOCK_ENTRIES = 1024;

  private final PrioritizedConfig config;
  private final int entries;
  private final SumTree tree;

  /** Before the exponent. */
  private double maximumSeen;

  PriorityTable(PrioritizedConfig config, int entries) {
    this.config = config;
    this.entries = entries;
    this.tree = new SumTree(entries);
    this.maximumSeen = config.initialPriority();
  }

  @Override
  public void changed(int entry, boolean sampleable) {
    tree.set(entry, sampleable ? power(newPriority()) : 0);
  }

  @Override
  public String describe() {
    return "prioritized " + config;
  }

  private double newPriority() {
    return config.newPriority() == NewPriority.FIXED ? config.initialPriority() : maximumSeen;
  }

  /** Gives a sampleable entry the priority found for it. */
  void update(int entry, double priority) {
    maximumSeen = Math.max(maximumSeen, priority);
    tree.set(entry, power(priority));
  }

  /** {@code priority^α}; 0 stays 0 even where α is 0, as in dqn_zoo. */
  private double power(double priority) {
    if (priority == 0 || config.priorityExponent() == 1) {
      return priority;
    }
    return Math.pow(priority, config.priorityExponent());
  }

  double get(int entry) {
    return tree.get(entry);
  }

  double total() {
    return tree.total();
  }

  /** As {@link SumTree#findAll}. */
  void findAll(double[] targets, int[] found, int count) {
    tree.findAll(targets, found, count);
  }

  double maximumSeen() {
    return maximumSeen;
  }

  @Override
  public void write(DataOutput out) throws IOException {
    out.writeDouble(maximumSeen);
    byte[] bytes = new byte[BLOCK_ENTRIES * Double.BYTES];
    ByteBuffer block = ByteBuffer.wrap(bytes);
    for (int from = 0; from < entries; from += BLOCK_ENTRIES) {
      int count = Math.min(BLOCK_ENTRIES, entries - from);
      for (int i = 0; i < count; i++) {
        block.putDouble(i * Double.BYTES, tree.get(from + i));
      }
      out.write(bytes, 0, count * Double.BYTES);
    }
  }

  @Override
  public void read(DataInput in) throws IOException {
    double maximum = in.readDouble();
    double[] values = new double[entries];
    byte[] bytes = new byte[BLOCK_ENTRIES * Double.BYTES];
    ByteBuffer block = ByteBuffer.wrap(bytes);
    for (int from = 0; from < entries; from += BLOCK_ENTRIES) {
      int count = Math.min(BLOCK_ENTRIES, entries - from);
      in.readFully(bytes, 0, count * Double.BYTES);
      for (int i = 0; i < count; i++) {
        values[from + i] = block.getDouble(i * Double.BYTES);
      }
    }
    if (!(maximum > 0 && maximum < Double.POSITIVE_INFINITY)) {
      throw new IOException("replay state: maximum priority is " + maximum);
    }
    tree.setAll(values);
    maximumSeen = maximum;
  }

  @Override
  public void checkInvariants(TransitionRing ring) {
    tree.checkInvariants();
    for (int entry = 0; entry < entries; entry++) {
      if (!ring.isSampleable(entry) && tree.get(entry) != 0) {
        throw new IllegalStateException("entry " + entry + " has a priority but is not sampleable");
      }
    }
  }
}
