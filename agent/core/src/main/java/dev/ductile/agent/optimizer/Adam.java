package dev.ductile.agent.optimizer;

import dev.ductile.agent.engine.FunctionBuilder;
import dev.ductile.agent.engine.GraphBuilder;
import dev.ductile.agent.engine.Shape;
import dev.ductile.agent.engine.Tensor;
import dev.ductile.agent.engine.Variable;
import dev.ductile.agent.network.Parameter;
import java.util.List;

/**
 * Adam (Kingma and Ba 2015). Both epsilon forms are the same kernel: {@code lr·m̂/(√v̂ + ε)} equals
 * {@code lr·√c₂/c₁ · m/(√v + ε·√c₂)} with {@code cᵢ = 1 − βᵢᵗ}.
 */
final class Adam implements Optimizer {
  private final OptimizerConfig config;
  private final boolean correctEpsilon;

  Adam(OptimizerConfig config, boolean correctEpsilon) {
    this.config = config;
    this.correctEpsilon = correctEpsilon;
  }

  @Override
  public List<String> slots() {
    return List.of("m", "v");
  }

  @Override
  public void step(
      GraphBuilder graph, FunctionBuilder f, List<Parameter> parameters, List<Tensor> gradients) {
    Variable steps = graph.variable("optimizer/steps", Shape.of());
    Tensor t = f.shift(f.read(steps), 1f);
    Tensor root2 = f.sqrt(correction(f, t, config.beta2()));
    Tensor rate = f.constant((float) config.learningRate());
    Tensor stepSize = f.divide(f.multiply(rate, root2), correction(f, t, config.beta1()));
    Tensor epsilon = f.constant((float) config.epsilon());
    Tensor epsilonHat = correctEpsilon ? f.multiply(epsilon, root2) : epsilon;
    for (int i = 0; i < parameters.size(); i++) {
      Parameter p = parameters.get(i);
      f.adamStep(
          p.variable(),
          graph.variable("optimizer/" + p.name() + "/m", p.shape()),
          graph.variable("optimizer/" + p.name() + "/v", p.shape()),
          gradients.get(i),
          stepSize,
          epsilonHat,
          (float) config.beta1(),
          (float) config.beta2());
    }
    f.assign(steps, t);
  }

  /** 1 − βᵗ, exact in float32 for small t too. */
  private static Tensor correction(FunctionBuilder f, Tensor t, double beta) {
    return f.negate(f.expm1(f.scale(t, (float) Math.log(beta))));
  }
}
