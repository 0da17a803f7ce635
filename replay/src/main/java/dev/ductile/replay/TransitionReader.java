package dev.ductile.replay;

import dev.ductile.base.StackStart;
import dev.ductile.replay.store.FrameStore;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Rebuilds observations and n-step transitions from frames and entries: the one place where stacks
 * and windows are read.
 *
 * <p>For a window of m transitions from step t: return Σ_{k&lt;m} γᵏ r_{t+k}, discount γᵐ and the
 * observation at t + m; or discount 0 and an observation of zeros when step t + m − 1 terminated.
 * Sums are in double precision, rounded once.
 */
final class TransitionReader {
  private static final int PAGE_BYTES = 4096;

  private final TransitionRing ring;
  private final WindowRules rules;
  private final FrameStore frames;
  private final int slots;
  private final int slotCapacity;
  private final int frameBytes;
  private final int stackSize;
  private final StackStart stackStart;
  private final double[] discountPowers;
  private final ByteBuffer zeros;
  private final PlaneInterleaver interleaver;
  private final ByteBuffer planes;
  private final ByteBuffer nextPlanes;

  /** Keeps the reading of {@link #touch} from being optimised away. */
  private int touched;

  TransitionReader(ReplayConfig config, TransitionRing ring, WindowRules rules, FrameStore frames) {
    this.ring = ring;
    this.rules = rules;
    this.frames = frames;
    this.slots = config.slots();
    this.slotCapacity = config.slotCapacity();
    this.frameBytes = config.frameBytes();
    this.stackSize = config.stackSize();
    this.stackStart = config.stackStart();
    this.discountPowers = new double[config.nStep() + 1];
    discountPowers[0] = 1;
    for (int k = 1; k < discountPowers.length; k++) {
      discountPowers[k] = discountPowers[k - 1] * config.discount();
    }
    this.zeros = ByteBuffer.allocateDirect(config.observationBytes());
    this.interleaver = new PlaneInterleaver(stackSize, frameBytes);
    this.planes = scratch(config);
    this.nextPlanes = scratch(config);
  }

  private static ByteBuffer scratch(ReplayConfig config) {
    return ByteBuffer.allocateDirect(config.observationBytes()).order(ByteOrder.nativeOrder());
  }

  /** Writes row {@code row} of {@code batch} from the sampleable entry named by its index. */
  void readRow(ReplayBatch batch, int row) {
    long index = batch.indices()[row];
    int slot = (int) (index % slots);
    long sequence = index / slots;
    int length = rules.windowLength(slot, sequence);
    double sum = 0;
    for (int k = 0; k < length; k++) {
      sum += discountPowers[k] * ring.reward(slot, sequence + k);
    }
    boolean terminated = ring.has(slot, sequence + length - 1, TransitionRing.TERMINATED);
    batch.actions().putInt(row * Integer.BYTES, ring.action(slot, sequence));
    batch.returns().putFloat(row * Float.BYTES, (float) sum);
    batch.discounts().putFloat(row * Float.BYTES, terminated ? 0f : (float) discountPowers[length]);
    int offset = row * stackSize * frameBytes;
    int next = terminated ? 0 : length;
    if (batch.layout() == StackLayout.PLANES) {
      readStacks(slot, sequence, next, batch.observations(), batch.nextObservations(), offset);
    } else {
      readInterleaved(slot, sequence, next, batch, offset);
    }
  }

  /**
   * Reads a byte of each page that a batch will be read from. The processor looks many pages up at
   * the same time; reading rows one after the other would wait for each.
   */
  void touch(ReplayBatch batch) {
    int sum = 0;
    for (long index : batch.indices()) {
      int slot = (int) (index % slots);
      int position = ring.position(slot, index / slots);
      int first = Math.max(slot * slotCapacity, position - stackSize + 1);
      int last = Math.min((slot + 1) * slotCapacity - 1, position + discountPowers.length - 1);
      ByteBuffer memory = frames.memory(first, last - first + 1);
      if (memory == null) {
        continue;
      }
      int end = frames.offset(last) + frameBytes;
      for (int at = frames.offset(first); at < end; at += PAGE_BYTES) {
        sum += memory.get(at);
      }
    }
    touched = sum;
  }

  private void readInterleaved(int slot, long sequence, int length, ReplayBatch batch, int offset) {
    boolean done =
        interleaveInPlace(slot, sequence, batch.observations(), offset)
            && length > 0
            && interleaveInPlace(slot, sequence + length, batch.nextObservations(), offset);
    if (!done) {
      readStacks(slot, sequence, length, planes, nextPlanes, 0);
      interleaver.interleave(planes, 0, batch.observations(), offset);
      interleaver.interleave(nextPlanes, 0, batch.nextObservations(), offset);
    }
  }

  /** Interleaves a stack from where it lies; false if it does not lie whole in one piece. */
  private boolean interleaveInPlace(int slot, long newest, ByteBuffer destination, int offset) {
    if (rules.stackDepth(slot, newest) < stackSize) {
      return false;
    }
    int position = ring.position(slot, newest - stackSize + 1);
    boolean wraps = position + stackSize > (slot + 1) * slotCapacity;
    ByteBuffer memory = wraps ? null : frames.memory(position, stackSize);
    if (memory == null) {
      return false;
    }
    interleaver.interleave(memory, frames.offset(position), destination, offset);
    return true;
  }

  /** Reads the stack at an entry and the one {@code length} later; zeros for a length of 0. */
  private void readStacks(
      int slot, long sequence, int length, ByteBuffer now, ByteBuffer next, int offset) {
    int depth = readStack(slot, sequence, now, offset);
    if (length == 0) {
      putZeros(next, offset, stackSize);
    } else if (depth == stackSize && length < stackSize) {
      slideStack(slot, sequence + length, length, now, next, offset);
    } else {
      readStack(slot, sequence + length, next, offset);
    }
  }

  /** The two stacks share frames: reads only the new ones (decompressing costs). */
  private void slideStack(
      int slot, long newest, int fresh, ByteBuffer now, ByteBuffer next, int offset) {
    int shared = (stackSize - fresh) * frameBytes;
    next.put(offset, now, offset + fresh * frameBytes, shared);
    copyFrames(slot, newest - fresh + 1, fresh, next, offset + shared);
  }

  /** Returns how many frames of the stack are real. */
  private int readStack(int slot, long newest, ByteBuffer destination, int offset) {
    int depth = rules.stackDepth(slot, newest);
    int target = pad(slot, newest, depth, destination, offset);
    copyFrames(slot, newest - depth + 1, depth, destination, target);
    return depth;
  }

  /** Pads an incomplete stack; returns where its first real frame goes. */
  private int pad(int slot, long newest, int depth, ByteBuffer destination, int offset) {
    int missing = stackSize - depth;
    if (missing > 0) {
      switch (stackStart) {
        case LEADING_ZEROS -> putZeros(destination, offset, missing);
        case TRAILING_ZEROS -> putZeros(destination, offset + depth * frameBytes, missing);
        case REPEAT_FIRST -> {
          for (int i = 0; i < missing; i++) {
            copyFrames(slot, newest - depth + 1, 1, destination, offset + i * frameBytes);
          }
        }
      }
    }
    return stackStart == StackStart.TRAILING_ZEROS ? offset : offset + missing * frameBytes;
  }

  /** Copies entries that are consecutive in their slot, round its end if need be. */
  private void copyFrames(int slot, long first, int count, ByteBuffer destination, int offset) {
    if (count == 0) {
      return;
    }
    int position = ring.position(slot, first);
    int untilEnd = (slot + 1) * slotCapacity - position;
    int run = Math.min(count, untilEnd);
    frames.copy(position, run, destination, offset);
    if (run < count) {
      frames.copy(slot * slotCapacity, count - run, destination, offset + run * frameBytes);
    }
  }

  private void putZeros(ByteBuffer destination, int offset, int count) {
    destination.put(offset, zeros, 0, count * frameBytes);
  }
}
