package dev.ductile.agent.tensorflow;

import static dev.ductile.agent.tensorflow.TfTensor.number;

import dev.ductile.agent.engine.Shape;
import dev.ductile.agent.engine.Tensor;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * The product of one row with a large matrix, as acting on one observation has it. It is bound by
 * reading the matrix, for which oneDNN takes one thread only; cut into pieces along the sum it
 * takes all, and the pieces are added.
 */
final class OneRow {
  private static final int PIECES = 4;
  private static final int LEAST_ELEMENTS = 1 << 18;

  private OneRow() {}

  /** Whether it pays. */
  static boolean covers(Shape a, Shape b) {
    return a.dim(0) == 1 && a.dim(1) % PIECES == 0 && b.elements() >= LEAST_ELEMENTS;
  }

  /** a·b. */
  static Tensor product(TfOps f, Ops tf, Tensor a, Tensor b) {
    int part = a.shape().dim(1) / PIECES;
    int columns = b.shape().dim(1);
    Tensor rows = f.reshape(a, Shape.of(PIECES, 1, part));
    Tensor matrices = f.reshape(b, Shape.of(PIECES, part, columns));
    Tensor products =
        TfTensor.of(tf.train.batchMatMul(number(rows), number(matrices), TFloat32.class));
    return f.reduceSum(products, false, 0);
  }
}
