package dev.ductile.replay;

import dev.ductile.base.Checks;
import dev.ductile.replay.limits.MemoryLimits;
import dev.ductile.replay.limits.ReplayMemoryException;
import dev.ductile.replay.store.FrameStore;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * A memory of transitions that keeps each frame once. What kinds there are differ only in how they
 * choose what to sample.
 *
 * <p>Feeding it, for each slot (environment): {@link #beginEpisode}, then one {@link #append} a
 * step. After a truncated step {@link #appendFinalFrame} may give the frame it led to, and {@link
 * #beginEpisode} must come before the next append. After a terminated step either {@link
 * #beginEpisode} comes (the episode is over) or the next append (a life was lost: stacks go on, but
 * no n-step window and no bootstrap crosses the loss).
 *
 * <p>Not thread-safe. Appending and sampling allocate nothing, apart from the frame chunks while
 * the memory fills for the first time.
 */
public abstract sealed class ReplayMemory implements AutoCloseable
    permits UniformReplay, PrioritizedReplay {
  private final ReplayConfig config;
  private final FrameStore frames;
  private final SelectionState selection;
  private final TransitionReader reader;
  private final EpisodeGate gate;
  private long added;
  private boolean closed;
  private boolean restoring;

  final TransitionRing ring;
  final SampleableSet sampleable;

  ReplayMemory(ReplayConfig config, FrameStore frames, SelectionState selection) {
    this.config = config;
    this.frames = frames;
    this.selection = selection;
    this.ring = new TransitionRing(config);
    WindowRules rules = new WindowRules(config, ring);
    this.sampleable = new SampleableSet(config, ring, rules, selection);
    this.reader = new TransitionReader(config, ring, rules, frames);
    this.gate = new EpisodeGate(config.slots());
  }

  /**
   * What a replay memory may take off the heap here and now: the least of what the JVM, the
   * machine, a container or job, and the limit on address space leave, beside heap and engine.
   *
   * @return bytes
   */
  public static long availableBytes() {
    return MemoryLimits.current().availableBytes();
  }

  /**
   * Says that the next append to {@code slot} is the first frame of an episode; stacks and windows
   * never reach across. An episode that was neither terminated nor truncated is thereby abandoned:
   * its last transitions, which lack a successor, are never sampled.
   *
   * @param slot {@code 0…slots−1}
   * @throws IllegalArgumentException if there is no such slot
   */
  public final void beginEpisode(int slot) {
    Checks.index("slot", slot, config.slots());
    requireOpen();
    gate.begin(slot);
  }

  /**
   * Appends one step.
   *
   * @param slot {@code 0…slots−1}
   * @param newest buffer with the newest frame of the observation acted upon
   * @param offset absolute offset of that frame in the buffer, in bytes
   * @param action action taken, 0…255
   * @param reward reward that followed, finite
   * @param terminated whether the game (or, in DQN style, a life) ended with this step
   * @param truncated whether a limit cut the episode off after this step
   * @throws IllegalArgumentException if a value is out of range or the frame outside its buffer
   * @throws IllegalStateException if the slot needs {@link #beginEpisode} first, or after close
   * @throws ReplayMemoryException if the next chunk of frames cannot be allocated
   */
  public final void append(
      int slot,
      ByteBuffer newest,
      int offset,
      int action,
      float reward,
      boolean terminated,
      boolean truncated) {
    Checks.index("slot", slot, config.slots());
    Checks.range("frame", newest, offset, config.frameBytes());
    Checks.index("action", action, TransitionRing.MAX_ACTION + 1);
    if (!Float.isFinite(reward)) {
      throw new IllegalArgumentException("reward must be finite, was " + reward);
    }
    requireOpen();
    gate.requireStepAllowed(slot, ring.head(slot) == 0);
    frames.put(ring.nextPosition(slot), newest, offset);
    sampleable.beforeAdd(slot);
    ring.add(slot, gate.begins(slot), action, reward, terminated, truncated);
    sampleable.afterAdd(slot);
    gate.stepped(slot, truncated);
    added++;
  }

  /**
   * Appends the frame that a truncated step led to, so that the step can be bootstrapped through.
   * It is never sampled as a start.
   *
   * @param slot {@code 0…slots−1}
   * @param newest buffer with the frame
   * @param offset absolute offset of the frame in the buffer, in bytes
   * @throws IllegalArgumentException if there is no such slot or the frame is outside its buffer
   * @throws IllegalStateException if the slot's last append was not a truncated step, or after
   *     close
   */
  public final void appendFinalFrame(int slot, ByteBuffer newest, int offset) {
    Checks.index("slot", slot, config.slots());
    Checks.range("frame", newest, offset, config.frameBytes());
    requireOpen();
    gate.requireFinalFrameAllowed(slot);
    frames.put(ring.nextPosition(slot), newest, offset);
    sampleable.beforeAdd(slot);
    ring.addFinalFrame(slot);
    sampleable.afterAdd(slot);
    beginEpisode(slot);
  }

  /**
   * Draws a batch with replacement. The draw depends on {@code random} and the memory alone.
   *
   * @param random source of randomness
   * @param importanceExponent β, 0 (weights 1) … 1 (full correction); counts only where transitions
   *     are preferred
   * @param batch filled in place
   * @throws IllegalStateException if nothing can be sampled yet, or after close
   * @throws IllegalArgumentException if β is out of range or the batch has another shape
   */
  public abstract void sample(
      UniformRandomProvider random, double importanceExponent, ReplayBatch batch);

  /**
   * Gives transitions new priorities, in order: of two for one transition the later stays. A
   * transition that has been overwritten since is left alone. Does nothing in a memory without
   * priorities.
   *
   * @param indices names of the transitions, as in {@link ReplayBatch#indices()}
   * @param newPriorities one for each, read from absolute position 0; before the exponent, finite
   *     and not negative
   * @return how many had been overwritten
   * @throws IllegalArgumentException if there are too few priorities or one is out of range; then
   *     nothing is changed
   */
  public abstract int updatePriorities(long[] indices, FloatBuffer newPriorities);

  /**
   * Fills the batch for the transitions named in {@link ReplayBatch#indices()}, with weights 1.
   *
   * @param batch indices in, everything else out
   * @throws IllegalArgumentException if a named transition is not sampleable (any more), or the
   *     batch has another shape
   */
  public final void gather(ReplayBatch batch) {
    batch.requireShape(config);
    requireOpen();
    for (int row = 0; row < batch.batchSize(); row++) {
      if (!isSampleable(batch.indices()[row])) {
        throw new IllegalArgumentException(
            "row " + row + ": transition " + batch.indices()[row] + " is not sampleable");
      }
      batch.weights().putFloat(row * Float.BYTES, 1f);
    }
    readRows(batch);
  }

  /** Fills every row from valid indices; leaves the weights alone. */
  final void readRows(ReplayBatch batch) {
    reader.touch(batch);
    for (int row = 0; row < batch.batchSize(); row++) {
      reader.readRow(batch, row);
    }
  }

  /** What every way of sampling checks first. */
  final void requireSampleable(ReplayBatch batch) {
    batch.requireShape(config);
    requireOpen();
    sampleable.requireAny(added);
  }

  /**
   * Whether a transition, named as in {@link ReplayBatch#indices()}, is present and complete.
   *
   * @param index {@code sequence × slots + slot}, where the sequence counts the slot's entries
   *     (steps and final frames) from 0
   * @return whether it can be sampled now
   */
  public final boolean isSampleable(long index) {
    return ring.isSampleableIndex(index);
  }

  /**
   * Transitions that can be sampled now.
   *
   * @return their exact number
   */
  public final long size() {
    return sampleable.count();
  }

  /**
   * Steps ever appended; final frames not counted.
   *
   * @return the number of {@link #append} calls
   */
  public final long added() {
    return added;
  }

  /**
   * What the memory was made with.
   *
   * @return the configuration
   */
  public final ReplayConfig config() {
    return config;
  }

  /**
   * Off-heap bytes of frames allocated so far.
   *
   * @return bytes
   */
  public final long allocatedFrameBytes() {
    return frames.allocatedBytes();
  }

  /**
   * Recomputes everything that is kept up to date incrementally and compares. Slow.
   *
   * @throws IllegalStateException naming the first difference
   */
  public final void checkInvariants() {
    ring.checkInvariants();
    sampleable.checkInvariants();
    selection.checkInvariants(ring);
  }

  /**
   * Saving and restoring; see {@link ReplayCheckpoint} for the protocol.
   *
   * @return a view of this memory
   */
  public final ReplayCheckpoint checkpoint() {
    return new ReplayCheckpoint(this, new EntryStream(config, ring, frames));
  }

  final void writeState(DataOutput out) throws IOException {
    requireOpen();
    ReplayState.writeHeader(config, selection.describe(), out);
    out.writeLong(added);
    ReplayState.writeSlots(config.slots(), ring, gate, out);
    selection.write(out);
  }

  final void readState(DataInput in) throws IOException {
    if (added != 0 || restoring) {
      throw new IllegalStateException("a replay memory is restored into an empty one only");
    }
    requireOpen();
    ReplayState.readHeader(config, selection.describe(), in);
    restoring = true;
    added = in.readLong();
    ReplayState.readSlots(config.slots(), ring, gate, in);
    selection.read(in);
  }

  final void finishRestore() {
    if (!restoring) {
      throw new IllegalStateException("no replay memory is being restored: call readState first");
    }
    ring.requireAllRead();
    sampleable.rebuild();
    restoring = false;
    checkInvariants();
  }

  final boolean restoring() {
    return restoring;
  }

  /** Frees the frames at once where the JVM allows it. Safe to call again. */
  @Override
  public final void close() {
    closed = true;
    frames.close();
  }

  final void requireOpen() {
    if (closed || restoring) {
      throw new IllegalStateException(
          "the replay memory is " + (closed ? "closed" : "being restored: call finishRestore"));
    }
  }
}
