package dev.ductile.agent.dl4j.kernel;

import dev.ductile.agent.engine.Shape;
import java.util.Arrays;
import org.nd4j.linalg.api.buffer.DataBuffer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A tensor's place in memory: row-major from the start of a buffer, which may be longer.
 *
 * @param buffer the memory
 * @param shape of the tensor
 */
public record Slot(DataBuffer buffer, Shape shape) {

  /** Of the tensor; the buffer may have more. */
  public int elements() {
    return shape.elements();
  }

  /** The same place, seen in another shape. */
  public Slot in(Shape other) {
    return new Slot(buffer, other);
  }

  /** The whole tensor in its own shape. */
  public INDArray array() {
    return as(shape.longDims());
  }

  /** The whole tensor as a vector. */
  public INDArray flat() {
    return as(elements());
  }

  /** The tensor, or its beginning, in another shape. */
  public INDArray as(long... dims) {
    return at(0, dims);
  }

  /** A contiguous part that begins at an element. */
  public INDArray at(long offset, long... dims) {
    return strided(offset, dims, strides(dims));
  }

  /** Any view. */
  public INDArray strided(long offset, long[] dims, long[] strides) {
    return Nd4j.create(buffer, dims, strides, offset, 'c', buffer.dataType());
  }

  /** Strides of a row-major array. */
  public static long[] strides(long... dims) {
    long[] strides = new long[dims.length];
    Arrays.fill(strides, 1);
    for (int i = dims.length - 2; i >= 0; i--) {
      strides[i] = strides[i + 1] * dims[i + 1];
    }
    return strides;
  }
}
