package dev.ductile.agent.tensorflow;

import static dev.ductile.agent.tensorflow.TfTensor.number;
import static dev.ductile.agent.tensorflow.TfTensor.operand;

import dev.ductile.agent.engine.CompositeOps;
import dev.ductile.agent.engine.DataType;
import dev.ductile.agent.engine.Shape;
import dev.ductile.agent.engine.Tensor;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TUint8;
import org.tensorflow.types.family.TType;

/** Constants and operations element by element. */
abstract class TfElementwise implements CompositeOps {
  org.tensorflow.op.Ops tf;

  TfElementwise(org.tensorflow.op.Ops tf) {
    this.tf = tf;
  }

  static org.tensorflow.ndarray.Shape tfShape(Shape shape) {
    return org.tensorflow.ndarray.Shape.of(shape.longDims());
  }

  static Class<? extends TType> tfType(DataType type) {
    return switch (type) {
      case FLOAT32 -> TFloat32.class;
      case INT32 -> TInt32.class;
      case UINT8 -> TUint8.class;
      case BOOL -> TBool.class;
    };
  }

  Operand<TInt32> ints(int... values) {
    return tf.constant(values);
  }

  static Tensor wrap(Operand<?> operand) {
    return TfTensor.of(operand);
  }

  @Override
  public Tensor constant(float value) {
    return wrap(tf.constant(value));
  }

  @Override
  public Tensor constant(float[] values, Shape shape) {
    return wrap(tf.constant(tfShape(shape), DataBuffers.of(values)));
  }

  @Override
  public Tensor constant(int[] values, Shape shape) {
    return wrap(tf.constant(tfShape(shape), DataBuffers.of(values)));
  }

  @Override
  public Tensor add(Tensor a, Tensor b) {
    return wrap(tf.math.add(number(a), number(b)));
  }

  @Override
  public Tensor subtract(Tensor a, Tensor b) {
    return wrap(tf.math.sub(number(a), number(b)));
  }

  @Override
  public Tensor multiply(Tensor a, Tensor b) {
    return wrap(tf.math.mul(number(a), number(b)));
  }

  @Override
  public Tensor divide(Tensor a, Tensor b) {
    return wrap(tf.math.div(number(a), number(b)));
  }

  @Override
  public Tensor minimum(Tensor a, Tensor b) {
    return wrap(tf.math.minimum(number(a), number(b)));
  }

  @Override
  public Tensor maximum(Tensor a, Tensor b) {
    return wrap(tf.math.maximum(number(a), number(b)));
  }

  @Override
  public Tensor negate(Tensor x) {
    return wrap(tf.math.neg(number(x)));
  }

  @Override
  public Tensor abs(Tensor x) {
    return wrap(tf.math.abs(number(x)));
  }

  @Override
  public Tensor sign(Tensor x) {
    return wrap(tf.math.sign(number(x)));
  }

  @Override
  public Tensor square(Tensor x) {
    return wrap(tf.math.square(number(x)));
  }

  @Override
  public Tensor sqrt(Tensor x) {
    return wrap(tf.math.sqrt(number(x)));
  }

  @Override
  public Tensor rsqrt(Tensor x) {
    return wrap(tf.math.rsqrt(number(x)));
  }

  @Override
  public Tensor exp(Tensor x) {
    return wrap(tf.math.exp(number(x)));
  }

  @Override
  public Tensor expm1(Tensor x) {
    return wrap(tf.math.expm1(number(x)));
  }

  @Override
  public Tensor log(Tensor x) {
    return wrap(tf.math.log(number(x)));
  }

  @Override
  public Tensor log1p(Tensor x) {
    return wrap(tf.math.log1p(number(x)));
  }

  @Override
  public Tensor sin(Tensor x) {
    return wrap(tf.math.sin(number(x)));
  }

  @Override
  public Tensor cos(Tensor x) {
    return wrap(tf.math.cos(number(x)));
  }

  @Override
  public Tensor tanh(Tensor x) {
    return wrap(tf.math.tanh(number(x)));
  }

  @Override
  public Tensor erf(Tensor x) {
    return wrap(tf.math.erf(number(x)));
  }

  @Override
  public Tensor less(Tensor a, Tensor b) {
    return wrap(tf.math.less(number(a), number(b)));
  }

  @Override
  public Tensor equal(Tensor a, Tensor b) {
    return wrap(tf.math.equal(number(a), number(b)));
  }

  @Override
  public Tensor select(Tensor condition, Tensor a, Tensor b) {
    Operand<TBool> mask = operand(condition);
    return wrap(tf.select(mask, number(a), number(b)));
  }

  @Override
  public Tensor cast(Tensor x, DataType type) {
    return wrap(tf.dtypes.cast(operand(x), tfType(type)));
  }
}
