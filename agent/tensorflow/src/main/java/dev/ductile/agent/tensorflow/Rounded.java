package dev.ductile.agent.tensorflow;

import static dev.ductile.agent.tensorflow.TfTensor.operand;

import dev.ductile.agent.engine.Tensor;
import org.tensorflow.GraphOperation;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.op.Ops;
import org.tensorflow.op.dtypes.Cast;
import org.tensorflow.op.nn.Conv2d;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.types.TBfloat16;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.family.TType;

/**
 * Tensors that were computed in bfloat16: convolutions, with the bias and the ReLU behind them.
 * Dense layers stay in float32, as rounding their large matrices takes longer than it spares: 0.25
 * ms and then 0.48 for 0.49 ms with a batch of 32 and 3,136 × 512 weights on an AMD Zen 5.
 * Everybody sees them as float32; an operation that goes on in bfloat16 takes what lies behind the
 * cast, so that nothing is cast there and back. TensorFlow does not run casts that nobody reads.
 */
final class Rounded {
  /** Of fewer images, as in acting on one observation, rounding the filters takes longer. */
  static final int LEAST_BATCH = 8;

  private Rounded() {}

  /** A result in bfloat16 as everybody sees it. */
  static Tensor result(Ops tf, Operand<TBfloat16> y) {
    return TfTensor.of(tf.dtypes.cast(y, TFloat32.class));
  }

  /** Whether a graph computes anything in bfloat16. */
  static boolean isIn(GraphDef graph) {
    return graph.getNodeList().stream()
        .anyMatch(
            node ->
                node.getOp().equals(Conv2d.OP_NAME)
                    && node.getAttrOrThrow("T").getType() == DataType.DT_BFLOAT16);
  }

  /** Whether a tensor was computed in bfloat16. */
  static boolean is(Tensor x) {
    return source(x).dataType() == DataType.DT_BFLOAT16;
  }

  /** A tensor in bfloat16: as it was computed, or rounded. */
  static Operand<TBfloat16> of(Ops tf, Tensor x) {
    return is(x)
        ? source(x).expect(TBfloat16.class)
        : tf.dtypes.cast(TfTensor.<TType>operand(x), TBfloat16.class);
  }

  /** What a tensor was computed as: gradients go there. */
  static Output<?> source(Tensor x) {
    Output<?> output = operand(x).asOutput();
    GraphOperation op = (GraphOperation) output.op();
    if (!op.type().equals(Cast.OP_NAME)) {
      return output;
    }
    Output<?> cast = op.input(0);
    return cast.dataType() == DataType.DT_BFLOAT16 ? cast : output;
  }
}
