package dev.ductile.agent.tensorflow;

import dev.ductile.agent.engine.DataType;
import dev.ductile.agent.engine.Padding;
import dev.ductile.agent.engine.Shape;
import dev.ductile.agent.engine.Tensor;

/**
 * Convolutions that step over whole blocks, as convolutions of step 1 over images whose blocks were
 * moved into the channels: the same sums. oneDNN does these faster, as it has more channels to work
 * on at a time; where a window is one block, a product of matrices is left. Measured: 4×4 windows
 * with stride 2 on 32 channels take 0.6 (AVX-512) to 0.85 (AVX2) of the time; the same with stride
 * 4 on the 4 planes of Atari images takes longer, hence {@link #LEAST_CHANNELS}.
 */
final class Blocks {
  private static final int LEAST_CHANNELS = 16;

  /** Of fewer images the sorting of the filter takes longer than it spares. */
  private static final int LEAST_BATCH = 8;

  private Blocks() {}

  /** Whether it pays. */
  static boolean covers(Shape x, Shape filter, int stride, Padding padding) {
    return stride > 1
        && padding == Padding.VALID
        && x.dim(3) >= LEAST_CHANNELS
        && filter.dim(0) % stride == 0
        && filter.dim(1) % stride == 0
        && (x.dim(0) >= LEAST_BATCH || isOneBlock(filter, stride));
  }

  private static boolean isOneBlock(Shape filter, int stride) {
    return filter.dim(0) == stride && filter.dim(1) == stride;
  }

  /**
   * Whether it pays to sort the bytes of images, so that a product of matrices is left: of windows
   * that are one block, in batches of updates.
   */
  static boolean coversPixels(Shape images, Shape filter, int stride, Padding padding) {
    return stride > 1
        && padding == Padding.VALID
        && images.dim(0) >= LEAST_BATCH
        && isOneBlock(filter, stride);
  }

  /** The convolution of uint8 images by windows of one block each, without padding. */
  static Tensor convPixels(TfOps f, Tensor images, Tensor filter, int side) {
    int batch = images.shape().dim(0);
    int rows = images.shape().dim(1) / side;
    int columns = images.shape().dim(2) / side;
    int line = side * images.shape().dim(3);
    int filters = filter.shape().dim(3);
    // Whole words are moved, not bytes: that takes a quarter of the time.
    boolean words = images.shape().dim(3) % Integer.BYTES == 0;
    Tensor units = words ? f.bytesAsWords(images) : images;
    Tensor read = cut(f, units, rows * side, columns * side);
    int lineUnits = side * units.shape().dim(3);
    Tensor lines = f.reshape(read, Shape.of(batch, rows, side, columns, lineUnits));
    Tensor blocks = f.transpose(lines, 0, 1, 3, 2, 4);
    Tensor bytes = words ? f.wordsAsBytes(blocks) : blocks;
    Tensor pixels = f.reshape(bytes, Shape.of(batch * rows * columns, side * line));
    Tensor weights = f.reshape(filter, Shape.of(side * line, filters));
    Tensor y = f.matmul(f.cast(pixels, DataType.FLOAT32), false, weights, false);
    return f.reshape(y, Shape.of(batch, rows, columns, filters));
  }

  /** The convolution, without padding. */
  static Tensor conv2d(TfOps f, Tensor x, Tensor filter, int stride) {
    int batch = x.shape().dim(0);
    int rows = filter.shape().dim(0) / stride;
    int columns = filter.shape().dim(1) / stride;
    int channels = filter.shape().dim(2);
    int filters = filter.shape().dim(3);
    int height = (x.shape().dim(1) - filter.shape().dim(0)) / stride + rows;
    int width = (x.shape().dim(2) - filter.shape().dim(1)) / stride + columns;
    int depth = stride * stride * channels;
    Tensor read = cut(f, x, height * stride, width * stride);
    Tensor blocks = f.spaceToDepth(read, stride);
    if (rows == 1 && columns == 1) {
      Tensor pixels = f.reshape(blocks, Shape.of(batch * height * width, depth));
      Tensor weights = f.reshape(filter, Shape.of(depth, filters));
      Tensor y = f.matmul(pixels, false, weights, false);
      return f.reshape(y, Shape.of(batch, height, width, filters));
    }
    Tensor split = f.reshape(filter, Shape.of(rows, stride, columns, stride, channels, filters));
    Tensor sorted = f.transpose(split, 0, 2, 1, 3, 4, 5);
    Tensor window = f.reshape(sorted, Shape.of(rows, columns, depth, filters));
    return f.conv2d(blocks, window, 1, Padding.VALID);
  }

  /** Without the rows and columns that no window reaches. */
  private static Tensor cut(TfOps f, Tensor x, int height, int width) {
    if (x.shape().dim(1) == height && x.shape().dim(2) == width) {
      return x;
    }
    int[] size = {x.shape().dim(0), height, width, x.shape().dim(3)};
    return f.slice(x, new int[4], size);
  }
}
