package dev.ductile.agent.dl4j;

import dev.ductile.agent.dl4j.kernel.Kernel;
import dev.ductile.agent.engine.DataType;
import dev.ductile.agent.engine.Shape;
import dev.ductile.agent.engine.Tensor;
import java.util.ArrayList;
import java.util.List;

/**
 * A value in a function. It is one of four: a source (input, constant, variable) without operands;
 * the result of a kernel; a companion, which is a further result of another node's kernel; or an
 * alias, which is another node's memory in another shape.
 */
final class Node implements Tensor {
  /** What a node is. */
  enum Role {
    SOURCE,
    RESULT,
    COMPANION,
    ALIAS
  }

  private final int id;
  private final Role role;
  private final DataType type;
  private final Shape shape;
  private final List<Node> operands;
  private final Kernel kernel;
  private final Adjoint adjoint;
  private final boolean elementwise;
  private final List<Node> companions = new ArrayList<>();

  Node(
      int id,
      Role role,
      DataType type,
      Shape shape,
      List<Node> operands,
      Kernel kernel,
      Adjoint adjoint,
      boolean elementwise) {
    this.id = id;
    this.role = role;
    this.type = type;
    this.shape = shape;
    this.operands = List.copyOf(operands);
    this.kernel = kernel;
    this.adjoint = adjoint;
    this.elementwise = elementwise;
  }

  static Node of(Tensor tensor) {
    return (Node) tensor;
  }

  /** Position in the order of creation: operands come first. */
  int id() {
    return id;
  }

  Role role() {
    return role;
  }

  @Override
  public DataType type() {
    return type;
  }

  @Override
  public Shape shape() {
    return shape;
  }

  List<Node> operands() {
    return operands;
  }

  Kernel kernel() {
    return kernel;
  }

  Adjoint adjoint() {
    return adjoint;
  }

  /** Whether the kernel reads and writes element by element, so that it may run in place. */
  boolean elementwise() {
    return elementwise;
  }

  /** Further results of this node's kernel. */
  List<Node> companions() {
    return companions;
  }

  /** The node whose memory this one's is. */
  Node root() {
    return role == Role.ALIAS ? operands.get(0).root() : this;
  }

  /** The node whose kernel computes this one; null for what is not computed. */
  Node producer() {
    Node root = root();
    return switch (root.role) {
      case RESULT -> root;
      case COMPANION -> root.operands.get(0);
      default -> null;
    };
  }
}
