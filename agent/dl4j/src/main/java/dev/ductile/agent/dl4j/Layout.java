package dev.ductile.agent.dl4j;

import dev.ductile.agent.dl4j.kernel.Slot;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.nd4j.linalg.api.buffer.DataBuffer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;

/** Gives every value of a function its memory; values that do not live together may share it. */
final class Layout implements AutoCloseable {
  /** Memory is given to values that fill at least this share of it. */
  private static final double LEAST_SHARE = 0.25;

  /** Memory and who holds it; not a record, as two are never equal. */
  private static final class Place {
    private final DataBuffer buffer;
    private final boolean reusable;

    /** The value that is there now, as a root. */
    private Node holder;

    Place(DataBuffer buffer, boolean reusable) {
      this.buffer = buffer;
      this.reusable = reusable;
    }
  }

  private final Liveness liveness;
  private final Map<Node, Place> places = new HashMap<>();
  private final Map<DataType, List<Place>> free = new EnumMap<>(DataType.class);
  private final List<DataBuffer> owned = new ArrayList<>();

  /**
   * Lays a function out.
   *
   * @param sources memory of inputs, constants and variables' reads
   * @param variables memory of variables
   */
  Layout(Liveness liveness, Map<Node, DataBuffer> sources, Map<NdVariable, DataBuffer> variables) {
    this.liveness = liveness;
    sources.forEach((node, buffer) -> places.put(node, new Place(buffer, false)));
    List<Node> order = liveness.order();
    for (int i = 0; i < order.size(); i++) {
      Node node = order.get(i);
      place(node, i, variables);
      for (Node companion : node.companions()) {
        place(companion, i, variables);
      }
      release(node, i);
    }
  }

  private void place(Node node, int at, Map<NdVariable, DataBuffer> variables) {
    NdVariable variable = liveness.writtenThrough(node);
    Place place;
    if (variable != null) {
      place = new Place(variables.get(variable), false);
    } else {
      Place over = over(node, at);
      place = over == null ? allocate(node) : over;
    }
    place.holder = node;
    places.put(node, place);
  }

  /** The memory of an operand that ends here, where the kernel may run in place. */
  private Place over(Node node, int at) {
    if (!node.elementwise() || node.role() != Node.Role.RESULT) {
      return null;
    }
    for (Node operand : node.operands()) {
      Place place = places.get(operand.root());
      if (place.reusable
          && operand.shape().equals(node.shape())
          && Types.stored(operand.type()) == Types.stored(node.type())
          && liveness.lastUse(operand.root()) == at) {
        return place;
      }
    }
    return null;
  }

  /** Gives back what this kernel reads last, and what nobody reads. */
  private void release(Node node, int at) {
    Set<Node> touched = new LinkedHashSet<>();
    node.operands().forEach(operand -> touched.add(operand.root()));
    touched.add(node);
    touched.addAll(node.companions());
    for (Node root : touched) {
      Place place = places.get(root);
      if (place.reusable && place.holder == root && liveness.lastUse(root) <= at) {
        free.computeIfAbsent(place.buffer.dataType(), type -> new ArrayList<>()).add(place);
      }
    }
  }

  /** The smallest free memory that is large enough, or new memory. */
  private Place allocate(Node node) {
    long elements = node.shape().elements();
    DataType type = Types.stored(node.type());
    List<Place> candidates = free.computeIfAbsent(type, t -> new ArrayList<>());
    Place best = null;
    for (Place candidate : candidates) {
      long length = candidate.buffer.length();
      boolean fits = length >= elements && length * LEAST_SHARE <= elements;
      if (fits && (best == null || length < best.buffer.length())) {
        best = candidate;
      }
    }
    if (best != null) {
      candidates.remove(best);
      return best;
    }
    DataBuffer buffer = Nd4j.createBuffer(type, elements, false);
    owned.add(buffer);
    return new Place(buffer, true);
  }

  /** Where a node's value is. */
  Slot slot(Node node) {
    return new Slot(places.get(node.root()).buffer, node.shape());
  }

  /** Memory of intermediate values and outputs. */
  long bytes() {
    return owned.stream().mapToLong(b -> b.length() * b.dataType().width()).sum();
  }

  @Override
  public void close() {
    owned.forEach(DataBuffer::close);
  }
}
