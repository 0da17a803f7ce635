package dev.ductile.agent.optimizer;

import dev.ductile.agent.engine.FunctionBuilder;
import dev.ductile.agent.engine.GraphBuilder;
import dev.ductile.agent.engine.Tensor;
import dev.ductile.agent.engine.Variable;
import dev.ductile.agent.network.Parameter;
import java.util.List;
import java.util.Optional;

/**
 * RMSProp (Tieleman and Hinton 2012): {@code s ← ρs + (1−ρ)g²; θ ← θ − lr·g/(√s + ε)}, s starting
 * at 0.
 */
final class RmsProp implements UpdateRule {
  private final OptimizerConfig config;
  private Tensor rate;

  RmsProp(OptimizerConfig config) {
    this.config = config;
  }

  @Override
  public List<String> slots() {
    return List.of("mean_square");
  }

  @Override
  public void begin(FunctionBuilder f, Tensor t, Tensor learningRate) {
    rate = learningRate;
  }

  @Override
  public Tensor apply(
      GraphBuilder graph, FunctionBuilder f, Parameter p, Tensor gradient, Optional<Tensor> decay) {
    float rho = (float) config.decay();
    Variable meanSquare = graph.variable("optimizer/" + p.name() + "/mean_square", p.shape());
    Tensor s = f.add(f.scale(f.read(meanSquare), rho), f.scale(f.square(gradient), 1f - rho));
    Tensor root = f.shift(f.sqrt(s), (float) config.epsilon());
    Tensor step = f.divide(f.multiply(rate, gradient), root);
    Tensor updated = f.descend(p.variable(), step, decay);
    f.assign(meanSquare, s);
    f.assign(p.variable(), updated);
    return updated;
  }
}
