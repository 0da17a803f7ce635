package dev.ductile.agent.engine;

import java.util.Arrays;

/** A static tensor shape, outermost dimension first; no dimensions for a scalar. */
public final class Shape {
  private static final Shape SCALAR = new Shape(new int[0]);

  private final int[] dims;

  private Shape(int[] dims) {
    this.dims = dims;
  }

  /**
   * Makes a shape.
   *
   * @param dims sizes, each at least 1
   * @throws IllegalArgumentException if a size is below 1
   */
  public static Shape of(int... dims) {
    for (int d : dims) {
      if (d < 1) {
        throw new IllegalArgumentException(
            "shape " + Arrays.toString(dims) + " has a size below 1");
      }
    }
    return dims.length == 0 ? SCALAR : new Shape(dims.clone());
  }

  /** Number of dimensions. */
  public int rank() {
    return dims.length;
  }

  /** Size of dimension {@code axis}; negative axes count from the end. */
  public int dim(int axis) {
    return dims[axis < 0 ? axis + dims.length : axis];
  }

  /** All sizes, as a fresh array. */
  public int[] dims() {
    return dims.clone();
  }

  /** All sizes as longs, as native libraries want them. */
  public long[] longDims() {
    return Arrays.stream(dims).asLongStream().toArray();
  }

  /** Number of elements. */
  public int elements() {
    return Math.toIntExact(Arrays.stream(dims).asLongStream().reduce(1, (a, b) -> a * b));
  }

  /** The last {@code axes} dimensions. */
  public Shape last(int axes) {
    return of(Arrays.copyOfRange(dims, dims.length - axes, dims.length));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Shape that && Arrays.equals(dims, that.dims);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(dims);
  }

  @Override
  public String toString() {
    return Arrays.toString(dims);
  }
}
