package dev.ductile.agent.dl4j;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which kernels of a function must run, in which order, until when each value is needed, and which
 * new values of variables may be written straight over the old ones.
 */
final class Liveness {
  /** Of values that are needed after the last kernel. */
  static final int END = Integer.MAX_VALUE;

  private final NdFunctionBuilder function;
  private final List<Node> order;
  private final Map<Node, Integer> position = new HashMap<>();
  private final Map<Node, Integer> lastUse = new HashMap<>();
  private final Map<Node, NdVariable> writtenThrough = new HashMap<>();

  Liveness(NdFunctionBuilder function) {
    this.function = function;
    Set<Node> needed = needed();
    order = function.nodes().stream().filter(needed::contains).toList();
    for (int i = 0; i < order.size(); i++) {
      position.put(order.get(i), i);
      for (Node operand : order.get(i).operands()) {
        lastUse.merge(operand.root(), i, Math::max);
      }
    }
    function.signature().outputs().values().forEach(node -> lastUse.put(node.root(), END));
    function.assignments().values().stream()
        .filter(node -> node.producer() == null)
        .forEach(node -> lastUse.put(node.root(), END));
    function.assignments().forEach(this::writeThrough);
  }

  /** Kernels that outputs and assignments depend on. */
  private Set<Node> needed() {
    Set<Node> kernels = new HashSet<>();
    Set<Node> wanted = new HashSet<>();
    function.signature().outputs().values().forEach(node -> wanted.add(node.root()));
    function.assignments().values().forEach(node -> wanted.add(node.root()));
    List<Node> nodes = function.nodes();
    for (int id = nodes.size() - 1; id >= 0; id--) {
      Node node = nodes.get(id);
      boolean companion = node.companions().stream().anyMatch(wanted::contains);
      if (node.role() == Node.Role.RESULT && (wanted.contains(node) || companion)) {
        kernels.add(node);
        node.operands().forEach(operand -> wanted.add(operand.root()));
      }
      if (node.role() == Node.Role.COMPANION && wanted.contains(node)) {
        wanted.add(node.operands().get(0));
      }
    }
    return kernels;
  }

  /**
   * A new value may take the old one's place if it has no other use, and if nothing reads the old
   * one later; its own kernel may, where that goes element by element.
   */
  private void writeThrough(NdVariable variable, Node value) {
    Node root = value.root();
    Node producer = value.producer();
    boolean alone =
        function.assignments().values().stream().filter(v -> v.root() == root).count() == 1;
    if (producer == null || !alone || lastUse(root) == END) {
      if (producer != null) {
        lastUse.put(root, END);
      }
      return;
    }
    Node old = function.reads().get(variable);
    int written = position.get(producer);
    int read = old == null ? -1 : lastUse(old);
    if (read < written || (read == written && producer.elementwise())) {
      writtenThrough.put(root, variable);
    } else {
      lastUse.put(root, END);
    }
  }

  /** Nodes with kernels, in the order in which they run. */
  List<Node> order() {
    return order;
  }

  /** Position in {@link #order} of the last kernel that reads a root's memory; -1 for none. */
  int lastUse(Node root) {
    return lastUse.getOrDefault(root, -1);
  }

  /** The variable in whose memory a root is computed; null for none. */
  NdVariable writtenThrough(Node root) {
    return writtenThrough.get(root);
  }
}
