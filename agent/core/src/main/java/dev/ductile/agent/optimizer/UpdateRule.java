package dev.ductile.agent.optimizer;

import dev.ductile.agent.engine.FunctionBuilder;
import dev.ductile.agent.engine.GraphBuilder;
import dev.ductile.agent.engine.Tensor;
import dev.ductile.agent.network.Parameter;
import java.util.List;
import java.util.Optional;

/** One parameter's step along its gradient. */
interface UpdateRule {
  /** Suffixes of the state variables. */
  List<String> slots();

  /**
   * Called once per function, before any {@link #apply}.
   *
   * @param t number of this update, from 1; scalar
   * @param rate learning rate; scalar
   */
  void begin(FunctionBuilder f, Tensor t, Tensor rate);

  /**
   * Declares the parameter's state and assigns its new value, which is returned.
   *
   * @param decay share of the value that is taken away beside the step, scalar
   */
  Tensor apply(
      GraphBuilder graph,
      FunctionBuilder f,
      Parameter parameter,
      Tensor gradient,
      Optional<Tensor> decay);

  /** The rule of a configuration. */
  static UpdateRule of(OptimizerConfig config) {
    return switch (config.kind()) {
      case ADAM -> new Adam(config, true);
      case ADAM_EPSILON_HAT -> new Adam(config, false);
      case RADAM -> new RAdam(config);
      case MUON -> new Muon(config);
      case RMSPROP -> new RmsProp(config);
      case RMSPROP_CENTERED -> new CentredRmsProp(config);
    };
  }
}
