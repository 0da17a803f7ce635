package dev.ductile.agent.dl4j;

import dev.ductile.agent.engine.Tensor;
import java.util.List;
import java.util.function.IntPredicate;

/** Reverse mode of one operation, in terms of operations. */
@FunctionalInterface
interface Adjoint {
  /** Carries no gradient: comparisons, choices of indices, {@code stopGradient}. */
  Adjoint NONE = null;

  /** For what only gradients are made of: nobody differentiates twice. */
  Adjoint ONCE =
      (y, gradient, needed) -> {
        throw new UnsupportedOperationException(
            "the dl4j engine differentiates this operation only once");
      };

  /**
   * The operands' gradients.
   *
   * @param y the node itself
   * @param gradient of the scalar with respect to y, of its shape
   * @param needed which operands' gradients will be used
   * @return one per operand; anything, null included, where it is not needed
   */
  List<Tensor> of(Node y, Tensor gradient, IntPredicate needed);
}
