package dev.ductile.agent.tensorflow;

import dev.ductile.agent.engine.DataType;
import dev.ductile.agent.engine.Shape;
import dev.ductile.agent.engine.Tensor;
import java.util.stream.LongStream;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.types.family.TNumber;
import org.tensorflow.types.family.TType;

/** One output of a TensorFlow operation. */
record TfTensor(Output<?> output, DataType type, Shape shape) implements Tensor {

  static TfTensor of(Operand<?> operand) {
    Output<?> output = operand.asOutput();
    DataType type =
        switch (output.dataType()) {
          case DT_FLOAT -> DataType.FLOAT32;
          case DT_INT32 -> DataType.INT32;
          case DT_UINT8 -> DataType.UINT8;
          case DT_BOOL -> DataType.BOOL;
          default -> throw new IllegalStateException("element type " + output.dataType());
        };
    int[] dims = LongStream.of(output.shape().asArray()).mapToInt(Math::toIntExact).toArray();
    return new TfTensor(output, type, Shape.of(dims));
  }

  /** The TensorFlow operand behind any tensor of this engine, seen as the type the caller knows. */
  @SuppressWarnings("unchecked")
  static <T extends TType> Operand<T> operand(Tensor tensor) {
    return (Operand<T>) ((TfTensor) tensor).output;
  }

  /** As {@link #operand}, for operations that want a number. */
  static Operand<TNumber> number(Tensor tensor) {
    return operand(tensor);
  }
}
