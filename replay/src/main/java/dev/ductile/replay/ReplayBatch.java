package dev.ductile.replay;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Objects;

/**
 * A batch of n-step transitions in direct buffers of native byte order, filled in place by each
 * sampling. Shapes, with B the batch size and S the stack size:
 *
 * <ul>
 *   <li>observations, nextObservations: uint8 [B, S, frameBytes], oldest frame first, or [B,
 *       frameBytes, S], see {@link StackLayout}
 *   <li>actions: int32 [B]
 *   <li>returns: float32 [B], Σ γᵏ r_k over the window
 *   <li>discounts: float32 [B], γᵐ for a window of m transitions, 0 if it ended in termination
 *       (then nextObservations holds zeros)
 *   <li>weights: float32 [B], importance weights; 1 for uniform sampling
 *   <li>indices: names of the sampled transitions, never reused by the memory
 * </ul>
 *
 * Buffers are read and written at absolute offsets; their positions are not used.
 */
public final class ReplayBatch {
  private final int batchSize;
  private final int stackSize;
  private final int frameBytes;
  private final ByteBuffer observations;
  private final ByteBuffer nextObservations;
  private final ByteBuffer actions;
  private final ByteBuffer returns;
  private final ByteBuffer discounts;
  private final ByteBuffer weights;
  private final long[] indices;
  private StackLayout layout = StackLayout.PLANES;

  /** For prioritized sampling: targets, then weights before they are normalised. */
  private final double[] scratchValues;

  /** For prioritized sampling: positions in the memory. */
  private final int[] scratchPositions;

  /**
   * A batch over its own direct buffers.
   *
   * @param batchSize transitions in the batch
   * @param config gives stack size and frame bytes
   * @throws IllegalArgumentException if the batch size is not positive, or a buffer would exceed 2
   *     GiB
   */
  public ReplayBatch(int batchSize, ReplayConfig config) {
    this(
        batchSize,
        config.stackSize(),
        config.frameBytes(),
        allocate(batchSize, config.observationBytes()),
        allocate(batchSize, config.observationBytes()),
        allocate(batchSize, Integer.BYTES),
        allocate(batchSize, Float.BYTES),
        allocate(batchSize, Float.BYTES),
        allocate(batchSize, Float.BYTES));
  }

  /**
   * A batch over the caller's buffers, for example the input tensors of a network engine. Each is
   * used from its position on and must be direct, writable and have the bytes of its shape
   * remaining. Values are in native byte order whatever the order set on the caller's object.
   *
   * @param batchSize transitions in the batch, B
   * @param stackSize frames in an observation, S
   * @param frameBytes bytes of a frame
   * @param observations uint8 [B, S, frameBytes]
   * @param nextObservations uint8 [B, S, frameBytes]
   * @param actions int32 [B]
   * @param returns float32 [B]
   * @param discounts float32 [B]
   * @param weights float32 [B]
   * @throws IllegalArgumentException if a size is not positive or a buffer is too small, not direct
   *     or read-only
   */
  public ReplayBatch(
      int batchSize,
      int stackSize,
      int frameBytes,
      ByteBuffer observations,
      ByteBuffer nextObservations,
      ByteBuffer actions,
      ByteBuffer returns,
      ByteBuffer discounts,
      ByteBuffer weights) {
    if (batchSize < 1 || stackSize < 1 || frameBytes < 1) {
      throw new IllegalArgumentException(
          "batchSize, stackSize and frameBytes must be positive, were "
              + batchSize
              + ", "
              + stackSize
              + ", "
              + frameBytes);
    }
    this.batchSize = batchSize;
    this.stackSize = stackSize;
    this.frameBytes = frameBytes;
    long observationBytes = (long) batchSize * stackSize * frameBytes;
    long wordBytes = (long) batchSize * Float.BYTES;
    this.observations = view("observations", observations, observationBytes);
    this.nextObservations = view("nextObservations", nextObservations, observationBytes);
    this.actions = view("actions", actions, wordBytes);
    this.returns = view("returns", returns, wordBytes);
    this.discounts = view("discounts", discounts, wordBytes);
    this.weights = view("weights", weights, wordBytes);
    this.indices = new long[batchSize];
    this.scratchValues = new double[batchSize];
    this.scratchPositions = new int[batchSize];
  }

  /**
   * Chooses how stacks are laid out from the next sampling on; {@link StackLayout#PLANES} at first.
   */
  public ReplayBatch layout(StackLayout newLayout) {
    layout = Objects.requireNonNull(newLayout, "layout");
    return this;
  }

  /** How stacks are laid out. */
  public StackLayout layout() {
    return layout;
  }

  private static ByteBuffer allocate(int rows, int bytesPerRow) {
    long bytes = (long) Math.max(rows, 0) * bytesPerRow;
    if (bytes > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          "a batch of " + rows + " rows of " + bytesPerRow + " bytes exceeds 2 GiB");
    }
    return ByteBuffer.allocateDirect((int) bytes);
  }

  private static ByteBuffer view(String name, ByteBuffer buffer, long bytes) {
    if (!buffer.isDirect() || buffer.isReadOnly()) {
      throw new IllegalArgumentException(name + " must be a writable direct buffer");
    }
    if (buffer.remaining() < bytes) {
      throw new IllegalArgumentException(
          name + " needs " + bytes + " bytes, the buffer has " + buffer.remaining());
    }
    return buffer.slice(buffer.position(), (int) bytes).order(ByteOrder.nativeOrder());
  }

  /** Refuses a batch made for another memory. */
  void requireShape(ReplayConfig config) {
    if (stackSize != config.stackSize() || frameBytes != config.frameBytes()) {
      throw new IllegalArgumentException(
          "the batch has stacks of "
              + stackSize
              + " × "
              + frameBytes
              + " bytes, the replay memory "
              + config.stackSize()
              + " × "
              + config.frameBytes());
    }
  }

  double[] scratchValues() {
    return scratchValues;
  }

  int[] scratchPositions() {
    return scratchPositions;
  }

  /**
   * Transitions in the batch.
   *
   * @return B
   */
  public int batchSize() {
    return batchSize;
  }

  /**
   * Observations acted upon.
   *
   * @return uint8 [B, S, frameBytes], oldest frame first
   */
  public ByteBuffer observations() {
    return observations;
  }

  /**
   * Observations to bootstrap from; zeros where the discount is 0 by termination.
   *
   * @return uint8 [B, S, frameBytes], oldest frame first
   */
  public ByteBuffer nextObservations() {
    return nextObservations;
  }

  /**
   * Actions taken.
   *
   * @return int32 [B]
   */
  public ByteBuffer actions() {
    return actions;
  }

  /**
   * Discounted reward sums.
   *
   * @return float32 [B]
   */
  public ByteBuffer returns() {
    return returns;
  }

  /**
   * Factors on the bootstrapped value.
   *
   * @return float32 [B]
   */
  public ByteBuffer discounts() {
    return discounts;
  }

  /**
   * Importance weights.
   *
   * @return float32 [B]
   */
  public ByteBuffer weights() {
    return weights;
  }

  /**
   * Names of the transitions. The array itself, not a copy: its contents change with every
   * sampling.
   *
   * @return int64 [B]
   */
  public long[] indices() {
    return indices;
  }
}
