package dev.ductile.agent.reference;

import dev.ductile.agent.engine.DataType;
import dev.ductile.agent.engine.Shape;
import dev.ductile.agent.engine.Tensor;
import java.util.List;
import java.util.function.Function;

/**
 * A value that is known already, with what its gradient needs.
 *
 * @param id position in the order of creation
 * @param values row-major, also of integers and truth values
 * @param adjoint from its gradient those of its operands, an element null for none; null where no
 *     gradient goes through
 */
record DoubleTensor(
    int id,
    DataType type,
    Shape shape,
    double[] values,
    List<DoubleTensor> operands,
    Function<Tensor, List<Tensor>> adjoint)
    implements Tensor {

  static double[] valuesOf(Tensor tensor) {
    return ((DoubleTensor) tensor).values();
  }

  @Override
  public boolean equals(Object other) {
    return this == other;
  }

  @Override
  public int hashCode() {
    return id;
  }
}
