package dev.ductile.agent.optimizer;

import dev.ductile.agent.engine.FunctionBuilder;
import dev.ductile.agent.engine.GraphBuilder;
import dev.ductile.agent.engine.Tensor;
import dev.ductile.agent.network.Parameter;
import java.util.List;

/** An update rule inside a graph. */
public interface Optimizer {
  /** Suffixes of the per-parameter state variables, named {@code optimizer/parameter/suffix}. */
  List<String> slots();

  /**
   * Declares state for the parameters and adds one step to the function.
   *
   * @param gradients one per parameter, in the same order
   */
  void step(
      GraphBuilder graph, FunctionBuilder f, List<Parameter> parameters, List<Tensor> gradients);

  /** Makes the optimizer of a configuration. */
  static Optimizer of(OptimizerConfig config) {
    return switch (config.kind()) {
      case ADAM -> new Adam(config, true);
      case ADAM_EPSILON_HAT -> new Adam(config, false);
      case RMSPROP_CENTERED -> new CentredRmsProp(config);
    };
  }
}
