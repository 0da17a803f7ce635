package dev.ductile.agent.tensorflow.capi;

import static org.tensorflow.internal.c_api.global.tensorflow.TF_AllocateTensor;
import static org.tensorflow.internal.c_api.global.tensorflow.TF_DeleteTensor;
import static org.tensorflow.internal.c_api.global.tensorflow.TF_TensorData;

import dev.ductile.agent.engine.DataType;
import dev.ductile.agent.engine.Shape;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;
import org.tensorflow.internal.c_api.TF_Tensor;

/** Memory that TensorFlow allocated and aligned, fed without a copy and visible as a buffer. */
public final class NativeTensor implements AutoCloseable {
  private final TF_Tensor tensor;
  private final ByteBuffer bytes;

  /** All zero. */
  public NativeTensor(DataType type, Shape shape) {
    long size = (long) shape.elements() * type.bytes();
    tensor = TF_AllocateTensor(code(type), shape.longDims(), shape.rank(), size);
    Pointer data = TF_TensorData(tensor);
    bytes = new BytePointer(data).capacity(size).asByteBuffer().order(ByteOrder.nativeOrder());
    for (int i = 0; i < bytes.capacity(); i++) {
      bytes.put(i, (byte) 0);
    }
  }

  private static int code(DataType type) {
    return switch (type) {
      case FLOAT32 -> org.tensorflow.internal.c_api.global.tensorflow.TF_FLOAT;
      case INT32 -> org.tensorflow.internal.c_api.global.tensorflow.TF_INT32;
      case UINT8 -> org.tensorflow.internal.c_api.global.tensorflow.TF_UINT8;
      case BOOL -> org.tensorflow.internal.c_api.global.tensorflow.TF_BOOL;
    };
  }

  /** As the C interface knows it. */
  public TF_Tensor handle() {
    return tensor;
  }

  /** Its numbers, in the machine's byte order; what is written here is what is fed. */
  public ByteBuffer bytes() {
    return bytes;
  }

  @Override
  public void close() {
    TF_DeleteTensor(tensor);
  }
}
