package dev.ductile.agent.optimizer;

import dev.ductile.agent.engine.FunctionBuilder;
import dev.ductile.agent.engine.GraphBuilder;
import dev.ductile.agent.engine.Tensor;
import dev.ductile.agent.network.Parameter;
import java.util.List;
import java.util.Optional;

/**
 * Adam (Kingma and Ba 2015). Both epsilon forms are the same kernel: {@code lr·m̂/(√v̂ + ε)} equals
 * {@code lr·√c₂/c₁ · m/(√v + ε·√c₂)} with {@code cᵢ = 1 − βᵢᵗ}.
 */
final class Adam implements UpdateRule {
  /** First and second moment. */
  static final List<String> SLOTS = List.of("m", "v");

  private final OptimizerConfig config;
  private final boolean correctEpsilon;
  private Tensor stepSize;
  private Tensor epsilonHat;

  Adam(OptimizerConfig config, boolean correctEpsilon) {
    this.config = config;
    this.correctEpsilon = correctEpsilon;
  }

  @Override
  public List<String> slots() {
    return SLOTS;
  }

  @Override
  public void begin(FunctionBuilder f, Tensor t, Tensor rate) {
    Tensor root2 = f.sqrt(correction(f, t, config.beta2()));
    stepSize = f.divide(f.multiply(rate, root2), correction(f, t, config.beta1()));
    Tensor epsilon = f.constant((float) config.epsilon());
    epsilonHat = correctEpsilon ? f.multiply(epsilon, root2) : epsilon;
  }

  @Override
  public Tensor apply(
      GraphBuilder graph, FunctionBuilder f, Parameter p, Tensor gradient, Optional<Tensor> decay) {
    return step(graph, f, config, p, gradient, stepSize, epsilonHat, decay);
  }

  /** The kernel on a parameter and its two moments. */
  static Tensor step(
      GraphBuilder graph,
      FunctionBuilder f,
      OptimizerConfig config,
      Parameter p,
      Tensor gradient,
      Tensor stepSize,
      Tensor epsilonHat,
      Optional<Tensor> decay) {
    return f.adamStep(
        p.variable(),
        graph.variable("optimizer/" + p.name() + "/m", p.shape()),
        graph.variable("optimizer/" + p.name() + "/v", p.shape()),
        gradient,
        stepSize,
        epsilonHat,
        (float) config.beta1(),
        (float) config.beta2(),
        decay);
  }

  /**
   * 1 − βᵗ, exact in float32 for small t too. β is the float32 that the moments are averaged with:
   * 1 − 0.999 is wrong by 1e-5 there, which cancels only where the correction has the same error.
   */
  static Tensor correction(FunctionBuilder f, Tensor t, double beta) {
    return f.negate(f.expm1(f.scale(t, (float) Math.log((float) beta))));
  }
}
