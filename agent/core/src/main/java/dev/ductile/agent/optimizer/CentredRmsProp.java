package dev.ductile.agent.optimizer;

import dev.ductile.agent.engine.FunctionBuilder;
import dev.ductile.agent.engine.GraphBuilder;
import dev.ductile.agent.engine.Tensor;
import dev.ductile.agent.network.Parameter;
import java.util.List;
import java.util.Optional;

/** Centred RMSProp with epsilon inside the root; both averages start at 0. */
final class CentredRmsProp implements UpdateRule {
  private final OptimizerConfig config;
  private Tensor rate;

  CentredRmsProp(OptimizerConfig config) {
    this.config = config;
  }

  @Override
  public List<String> slots() {
    return List.of("mean_square", "mean_gradient");
  }

  @Override
  public void begin(FunctionBuilder f, Tensor t, Tensor learningRate) {
    rate = learningRate;
  }

  @Override
  public Tensor apply(
      GraphBuilder graph, FunctionBuilder f, Parameter p, Tensor gradient, Optional<Tensor> decay) {
    return f.centredRmsPropStep(
        p.variable(),
        graph.variable("optimizer/" + p.name() + "/mean_square", p.shape()),
        graph.variable("optimizer/" + p.name() + "/mean_gradient", p.shape()),
        gradient,
        rate,
        (float) config.decay(),
        (float) config.epsilon(),
        decay);
  }
}
