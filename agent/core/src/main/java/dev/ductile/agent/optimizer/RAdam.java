package dev.ductile.agent.optimizer;

import dev.ductile.agent.engine.FunctionBuilder;
import dev.ductile.agent.engine.GraphBuilder;
import dev.ductile.agent.engine.Tensor;
import dev.ductile.agent.network.Parameter;
import java.util.List;
import java.util.Optional;

/**
 * RAdam (Liu et al. 2019, 1908.03265) as PyTorch computes it: ε is added to the root of the second
 * moment before bias correction.
 *
 * <p>Adam's kernel serves the first updates too, which do not divide by the second moment: beside
 * an ε of 2⁶⁰ its root is lost in rounding, and the step is 2⁶⁰ times larger.
 */
final class RAdam implements UpdateRule {
  private static final float HUGE = 0x1p60f;

  private final OptimizerConfig config;
  private Tensor stepSize;
  private Tensor epsilonHat;

  RAdam(OptimizerConfig config) {
    this.config = config;
  }

  @Override
  public List<String> slots() {
    return Adam.SLOTS;
  }

  @Override
  public void begin(FunctionBuilder f, Tensor t, Tensor rate) {
    Tensor size = f.divide(rate, Adam.correction(f, t, config.beta1()));
    Tensor root2 = f.sqrt(Adam.correction(f, t, config.beta2()));
    Tensor rectification = new Rectification(config.beta2()).at(f, t);
    Tensor rectified = f.less(f.constant(0f), rectification);
    Tensor factor = f.select(rectified, f.multiply(rectification, root2), f.constant(HUGE));
    stepSize = f.multiply(size, factor);
    epsilonHat = f.select(rectified, f.constant((float) config.epsilon()), f.constant(HUGE));
  }

  @Override
  public Tensor apply(
      GraphBuilder graph, FunctionBuilder f, Parameter p, Tensor gradient, Optional<Tensor> decay) {
    return Adam.step(graph, f, config, p, gradient, stepSize, epsilonHat, decay);
  }
}
