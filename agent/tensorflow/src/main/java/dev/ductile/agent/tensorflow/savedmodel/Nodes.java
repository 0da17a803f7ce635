package dev.ductile.agent.tensorflow.savedmodel;

import com.google.protobuf.ByteString;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.TensorProto;
import org.tensorflow.proto.TensorShapeProto;

/** Nodes of TensorFlow graphs, written by hand. */
final class Nodes {
  private Nodes() {}

  /** A shape; a size of −1 is any. */
  static TensorShapeProto shape(int... dims) {
    TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
    for (int size : dims) {
      shape.addDim(TensorShapeProto.Dim.newBuilder().setSize(size));
    }
    return shape.build();
  }

  static NodeDef constant(String name, int[] dims, float[] values) {
    ByteBuffer bytes = bytes(values.length);
    bytes.asFloatBuffer().put(values);
    return constant(name, DataType.DT_FLOAT, dims, bytes);
  }

  static NodeDef constant(String name, int[] dims, int[] values) {
    ByteBuffer bytes = bytes(values.length);
    bytes.asIntBuffer().put(values);
    return constant(name, DataType.DT_INT32, dims, bytes);
  }

  private static ByteBuffer bytes(int elements) {
    return ByteBuffer.allocate(elements * Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static NodeDef constant(String name, DataType type, int[] dims, ByteBuffer bytes) {
    TensorProto.Builder tensor =
        TensorProto.newBuilder()
            .setDtype(type)
            .setTensorShape(shape(dims))
            .setTensorContent(ByteString.copyFrom(bytes));
    return NodeDef.newBuilder()
        .setName(name)
        .setOp("Const")
        .putAttr("dtype", type(type))
        .putAttr("value", AttrValue.newBuilder().setTensor(tensor).build())
        .build();
  }

  /** A node of int32 with these inputs and the type attribute {@code T}. */
  static NodeDef int32(String name, String operation, String... inputs) {
    return NodeDef.newBuilder()
        .setName(name)
        .setOp(operation)
        .addAllInput(List.of(inputs))
        .putAttr("T", type(DataType.DT_INT32))
        .build();
  }

  static AttrValue type(DataType type) {
    return AttrValue.newBuilder().setType(type).build();
  }

  static AttrValue number(long value) {
    return AttrValue.newBuilder().setI(value).build();
  }

  /** The elements of an int32 constant; empty for any other node. */
  static int[] int32s(NodeDef node) {
    if (!node.getOp().equals("Const")
        || node.getAttrOrThrow("dtype").getType() != DataType.DT_INT32) {
      return new int[0];
    }
    TensorProto tensor = node.getAttrOrThrow("value").getTensor();
    int elements = 1;
    for (TensorShapeProto.Dim dim : tensor.getTensorShape().getDimList()) {
      elements *= Math.toIntExact(dim.getSize());
    }
    int[] values = new int[elements];
    if (!tensor.getTensorContent().isEmpty()) {
      ByteBuffer bytes = tensor.getTensorContent().asReadOnlyByteBuffer();
      bytes.order(ByteOrder.LITTLE_ENDIAN).asIntBuffer().get(values);
      return values;
    }
    for (int i = 0; i < elements; i++) {
      // The last one that is written stands for all that follow it.
      int written = tensor.getIntValCount();
      values[i] = written == 0 ? 0 : tensor.getIntVal(Math.min(i, written - 1));
    }
    return values;
  }
}
