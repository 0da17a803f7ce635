package dev.ductile.agent.dl4j;

import dev.ductile.agent.dl4j.kernel.HostMemory;
import dev.ductile.agent.dl4j.kernel.Kernel;
import dev.ductile.agent.engine.CompositeOps;
import dev.ductile.agent.engine.DataType;
import dev.ductile.agent.engine.Shape;
import dev.ductile.agent.engine.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.buffer.DataBuffer;
import org.nd4j.linalg.factory.Nd4j;

/** Makes nodes; keeps them in the order of their creation. */
abstract class NdGraph implements CompositeOps {
  private final List<Node> nodes = new ArrayList<>();
  private final Map<Node, DataBuffer> constants = new LinkedHashMap<>();
  private final Map<Integer, Node> scalars = new HashMap<>();

  List<Node> nodes() {
    return nodes;
  }

  /** Values of the constants. */
  Map<Node, DataBuffer> constants() {
    return constants;
  }

  Node source(DataType type, Shape shape) {
    return add(Node.Role.SOURCE, type, shape, List.of(), null, Adjoint.NONE, false);
  }

  /** A node computed from others. */
  Node result(DataType type, Shape shape, Kernel kernel, Adjoint adjoint, Tensor... operands) {
    return add(Node.Role.RESULT, type, shape, nodes(operands), kernel, adjoint, false);
  }

  /** A float32 node of a kernel that may write over operands of its own shape. */
  Node elementwise(Shape shape, Kernel kernel, Adjoint adjoint, Tensor... operands) {
    return add(Node.Role.RESULT, DataType.FLOAT32, shape, nodes(operands), kernel, adjoint, true);
  }

  /** A further result of a node's kernel, float32. */
  Node companion(Node of, Shape shape) {
    Node node =
        add(
            Node.Role.COMPANION,
            DataType.FLOAT32,
            shape,
            List.of(of),
            null,
            Adjoint.ONCE,
            of.elementwise());
    of.companions().add(node);
    return node;
  }

  /** The same memory in another shape. */
  Node alias(Tensor x, DataType type, Shape shape, Adjoint adjoint) {
    return add(Node.Role.ALIAS, type, shape, List.of(Node.of(x)), null, adjoint, false);
  }

  private static List<Node> nodes(Tensor... tensors) {
    List<Node> nodes = new ArrayList<>();
    for (Tensor tensor : tensors) {
      nodes.add(Node.of(tensor));
    }
    return nodes;
  }

  private Node add(
      Node.Role role,
      DataType type,
      Shape shape,
      List<Node> operands,
      Kernel kernel,
      Adjoint adjoint,
      boolean elementwise) {
    Node node = new Node(nodes.size(), role, type, shape, operands, kernel, adjoint, elementwise);
    nodes.add(node);
    return node;
  }

  @Override
  public Tensor constant(float value) {
    return scalars.computeIfAbsent(
        Float.floatToIntBits(value), bits -> Node.of(constant(new float[] {value}, Shape.of())));
  }

  @Override
  public Tensor constant(float[] values, Shape shape) {
    Node node = source(DataType.FLOAT32, shape);
    HostMemory.bytes(constant(node), values.length).asFloatBuffer().put(values);
    return node;
  }

  @Override
  public Tensor constant(int[] values, Shape shape) {
    Node node = source(DataType.INT32, shape);
    HostMemory.bytes(constant(node), values.length).asIntBuffer().put(values);
    return node;
  }

  private DataBuffer constant(Node node) {
    DataBuffer buffer = Nd4j.createBuffer(Types.stored(node.type()), node.shape().elements(), true);
    constants.put(node, buffer);
    return buffer;
  }

  Tensor zeros(Shape shape) {
    return broadcastTo(constant(0f), shape);
  }
}
