package dev.ductile.agent.optimizer;

import dev.ductile.agent.engine.FunctionBuilder;
import dev.ductile.agent.engine.GraphBuilder;
import dev.ductile.agent.engine.Tensor;
import dev.ductile.agent.network.Parameter;
import java.util.List;

/** Centred RMSProp with epsilon inside the root; both averages start at 0. */
final class CentredRmsProp implements Optimizer {
  private final OptimizerConfig config;

  CentredRmsProp(OptimizerConfig config) {
    this.config = config;
  }

  @Override
  public List<String> slots() {
    return List.of("mean_square", "mean_gradient");
  }

  @Override
  public void step(
      GraphBuilder graph, FunctionBuilder f, List<Parameter> parameters, List<Tensor> gradients) {
    Tensor rate = f.constant((float) config.learningRate());
    for (int i = 0; i < parameters.size(); i++) {
      Parameter p = parameters.get(i);
      f.centredRmsPropStep(
          p.variable(),
          graph.variable("optimizer/" + p.name() + "/mean_square", p.shape()),
          graph.variable("optimizer/" + p.name() + "/mean_gradient", p.shape()),
          gradients.get(i),
          rate,
          (float) config.decay(),
          (float) config.epsilon());
    }
  }
}
