package dev.ductile.agent.optimizer;

import dev.ductile.agent.engine.CompositeOps;
import dev.ductile.agent.engine.Shape;
import dev.ductile.agent.engine.Tensor;

/**
 * Brings a matrix near the orthogonal factor of its polar decomposition by Newton-Schulz iterations
 * with Muon's quintic: {@code X ← aX + (b·XXᵀ + c·(XXᵀ)²)X}, beginning with {@code X/‖X‖}. Five of
 * them leave singular values between about 0.7 and 1.2.
 */
final class NewtonSchulz {
  private static final float A = 3.4445f;
  private static final float B = -4.7750f;
  private static final float C = 2.0315f;
  private static final int ITERATIONS = 5;
  private static final float LEAST_NORM = 1e-7f;

  private NewtonSchulz() {}

  /**
   * The factor of a tensor whose last axis is a matrix's columns and whose others are its rows.
   *
   * @return of the same shape
   */
  static Tensor orthogonal(CompositeOps f, Tensor tensor) {
    int columns = tensor.shape().dim(-1);
    int rows = tensor.shape().elements() / columns;
    Tensor matrix = f.reshape(tensor, Shape.of(rows, columns));
    Tensor norm = f.sqrt(f.sumAll(f.square(matrix)));
    Tensor x = f.divide(matrix, f.maximum(norm, f.constant(LEAST_NORM)));
    boolean tall = rows > columns;
    for (int i = 0; i < ITERATIONS; i++) {
      Tensor gram = f.matmul(x, tall, x, !tall);
      Tensor polynomial = f.add(f.scale(gram, B), f.scale(f.matmul(gram, false, gram, false), C));
      Tensor turned =
          tall ? f.matmul(x, false, polynomial, false) : f.matmul(polynomial, false, x, false);
      x = f.add(f.scale(x, A), turned);
    }
    return f.reshape(x, tensor.shape());
  }
}
