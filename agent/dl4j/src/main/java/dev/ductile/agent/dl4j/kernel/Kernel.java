package dev.ductile.agent.dl4j.kernel;

import java.util.List;

/** Records the operations that compute a node. */
@FunctionalInterface
public interface Kernel {
  /**
   * @param in the operands' places
   * @param out the results' places: the node's own, then those of its companions
   */
  void record(Tape tape, List<Slot> in, List<Slot> out);
}
