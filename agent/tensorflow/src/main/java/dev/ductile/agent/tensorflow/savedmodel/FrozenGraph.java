package dev.ductile.agent.tensorflow.savedmodel;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;

/** What some outputs of a graph need, with constants in place of variables. */
final class FrozenGraph {
  /** Makes the node that stands for a variable. */
  @FunctionalInterface
  interface Constants {
    /**
     * A constant.
     *
     * @param node the name that it must have
     * @param variable whose value it has
     */
    NodeDef node(String node, String variable);
  }

  private FrozenGraph() {}

  /** Makes one. */
  static GraphDef of(GraphDef graph, Collection<String> outputs, Constants constants) {
    Map<String, NodeDef> nodes = new HashMap<>();
    graph.getNodeList().forEach(node -> nodes.put(node.getName(), node));
    Map<String, NodeDef> kept = new HashMap<>();
    Deque<String> open = new ArrayDeque<>(outputs);
    Set<String> seen = new HashSet<>(outputs);
    while (!open.isEmpty()) {
      NodeDef node = nodes.get(open.pop());
      if (node.getOp().equals("ReadVariableOp")) {
        NodeDef handle = nodes.get(operation(node.getInput(0)));
        String variable = handle.getAttrOrThrow("shared_name").getS().toStringUtf8();
        node = constants.node(node.getName(), variable);
      }
      kept.put(node.getName(), node);
      node.getInputList().stream()
          .map(FrozenGraph::operation)
          .filter(seen::add)
          .forEach(open::push);
    }
    GraphDef.Builder frozen = GraphDef.newBuilder().setVersions(graph.getVersions());
    graph.getNodeList().stream()
        .map(node -> kept.get(node.getName()))
        .filter(node -> node != null)
        .forEach(frozen::addNode);
    return frozen.build();
  }

  /** The operation of an input as nodes name it: {@code ^name}, {@code name:1}. */
  private static String operation(String input) {
    String name = input.startsWith("^") ? input.substring(1) : input;
    int colon = name.indexOf(':');
    return colon < 0 ? name : name.substring(0, colon);
  }
}
