package dev.ductile.agent.dl4j;

import dev.ductile.agent.engine.Tensor;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reverse mode: adds the nodes that compute a scalar's gradients. */
final class Differentiation {
  private Differentiation() {}

  static List<Tensor> gradients(NdOps f, Tensor scalar, List<Tensor> wrt) {
    if (scalar.shape().elements() != 1) {
      throw new IllegalArgumentException(
          "only a scalar has gradients here, not a tensor of " + scalar.shape());
    }
    Node last = Node.of(scalar);
    Set<Node> varying = varying(f.nodes().subList(0, last.id() + 1), wrt);
    Map<Node, Tensor> gradients = new HashMap<>();
    gradients.put(last, f.reshape(f.constant(1f), scalar.shape()));
    for (int id = last.id(); id >= 0; id--) {
      Node node = f.nodes().get(id);
      Tensor gradient = gradients.get(node);
      if (gradient != null && varying.contains(node) && node.adjoint() != Adjoint.NONE) {
        passOn(f, node, gradient, varying, gradients);
      }
    }
    return wrt.stream().map(x -> gradients.getOrDefault(Node.of(x), f.zeros(x.shape()))).toList();
  }

  /** Nodes that depend on any of {@code wrt} in a differentiable way, {@code wrt} included. */
  private static Set<Node> varying(List<Node> nodes, List<Tensor> wrt) {
    Set<Node> varying = new HashSet<>();
    wrt.forEach(x -> varying.add(Node.of(x)));
    for (Node node : nodes) {
      if (node.adjoint() != Adjoint.NONE && node.operands().stream().anyMatch(varying::contains)) {
        varying.add(node);
      }
    }
    return varying;
  }

  private static void passOn(
      NdOps f, Node node, Tensor gradient, Set<Node> varying, Map<Node, Tensor> gradients) {
    List<Node> operands = node.operands();
    List<Tensor> found = node.adjoint().of(node, gradient, i -> varying.contains(operands.get(i)));
    for (int i = 0; i < operands.size(); i++) {
      if (varying.contains(operands.get(i)) && found.get(i) != null) {
        gradients.merge(operands.get(i), found.get(i), f::add);
      }
    }
  }
}
