package dev.ductile.agent.tensorflow.savedmodel;

import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.TensorShapeProto;

/**
 * Makes a graph for one size of batch one for any. It was built for {@value #BUILT_FOR}
 * observations, a prime that no other size has as a factor: multiples of it among the constants of
 * shapes are sizes that grow with the batch, and are computed from the input's instead.
 */
final class AnyBatch {
  /** Observations that the graph is built for. */
  static final int BUILT_FOR = 1009;

  private static final String SHAPE = "batch/shape";
  private static final String SIZE = "batch/size";

  private AnyBatch() {}

  /**
   * The same graph for any batch.
   *
   * @param input the placeholder of the observations, [batch, …]
   */
  static GraphDef of(GraphDef graph, String input) {
    GraphDef.Builder any = GraphDef.newBuilder().setVersions(graph.getVersions());
    for (NodeDef node : graph.getNodeList()) {
      int[] values = Nodes.int32s(node);
      if (node.getName().equals(input)) {
        any.addNode(unsized(node));
        addSize(any, input);
      } else if (grows(values)) {
        addSum(any, node, values);
      } else {
        any.addNode(node);
      }
    }
    return any.build();
  }

  private static boolean grows(int[] values) {
    for (int value : values) {
      if (grows(value)) {
        return true;
      }
    }
    return false;
  }

  private static boolean grows(int value) {
    return value > 0 && value % BUILT_FOR == 0;
  }

  private static NodeDef unsized(NodeDef placeholder) {
    TensorShapeProto built = placeholder.getAttrOrThrow("shape").getShape();
    TensorShapeProto.Builder shape = built.toBuilder();
    shape.getDimBuilder(0).setSize(-1);
    return placeholder.toBuilder()
        .putAttr("shape", AttrValue.newBuilder().setShape(shape).build())
        .build();
  }

  private static void addSize(GraphDef.Builder graph, String input) {
    graph.addNode(
        NodeDef.newBuilder()
            .setName(SHAPE)
            .setOp("Shape")
            .addInput(input)
            .putAttr("T", Nodes.type(DataType.DT_UINT8))
            .putAttr("out_type", Nodes.type(DataType.DT_INT32)));
    graph.addNode(Nodes.constant(SIZE + "/begin", new int[] {1}, new int[] {0}));
    graph.addNode(Nodes.constant(SIZE + "/length", new int[] {1}, new int[] {1}));
    // [1]: sums and products with vectors of sizes are taken element by element.
    graph.addNode(
        Nodes.int32(SIZE, "Slice", SHAPE, SIZE + "/begin", SIZE + "/length").toBuilder()
            .putAttr("Index", Nodes.type(DataType.DT_INT32)));
  }

  /** fixed + each · batch, under the constant's name. */
  private static void addSum(GraphDef.Builder graph, NodeDef node, int[] values) {
    int[] fixed = new int[values.length];
    int[] each = new int[values.length];
    for (int i = 0; i < values.length; i++) {
      fixed[i] = grows(values[i]) ? 0 : values[i];
      each[i] = grows(values[i]) ? values[i] / BUILT_FOR : 0;
    }
    String name = node.getName();
    int[] dims = {values.length};
    graph.addNode(Nodes.constant(name + "/fixed", dims, fixed));
    graph.addNode(Nodes.constant(name + "/each", dims, each));
    graph.addNode(Nodes.int32(name + "/grown", "Mul", name + "/each", SIZE));
    graph.addNode(Nodes.int32(name, "AddV2", name + "/fixed", name + "/grown"));
  }
}
