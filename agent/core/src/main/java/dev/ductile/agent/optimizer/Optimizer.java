package dev.ductile.agent.optimizer;

import dev.ductile.agent.engine.FunctionBuilder;
import dev.ductile.agent.engine.GraphBuilder;
import dev.ductile.agent.engine.Shape;
import dev.ductile.agent.engine.Tensor;
import dev.ductile.agent.engine.Variable;
import dev.ductile.agent.network.Parameter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A whole optimizer step inside a graph: limits on gradients, the learning rate of this update, the
 * rule's step, decoupled weight decay. The number of updates is a variable, so that a resumed run
 * goes on where it was.
 */
public final class Optimizer {
  /** Name of the variable that counts updates (float32: exact up to 2²⁴). */
  public static final String STEPS = "optimizer/steps";

  /** Name of the variable that counts updates before {@link #STEPS} last started at 0 again. */
  public static final String CLEARED_STEPS = "optimizer/cleared_steps";

  private final OptimizerConfig config;
  private final UpdateRule rule;

  private Optimizer(OptimizerConfig config) {
    this.config = config;
    this.rule = UpdateRule.of(config);
  }

  /** Makes the optimizer of a configuration. */
  public static Optimizer of(OptimizerConfig config) {
    return new Optimizer(config);
  }

  /** Suffixes of the per-parameter state variables, named {@code optimizer/parameter/suffix}. */
  public List<String> slots() {
    return rule.slots();
  }

  /** Changes what a step made of the parameters, for example by projecting them. */
  @FunctionalInterface
  public interface Projection {
    /**
     * The values that the parameters get, in their order.
     *
     * @param gradients as the rule took them, behind their limits
     * @param stepped what the rule and the decay gave
     */
    List<Tensor> project(List<Tensor> gradients, List<Tensor> stepped);
  }

  /** As below, without projection. */
  public void step(
      GraphBuilder graph, FunctionBuilder f, List<Parameter> parameters, List<Tensor> gradients) {
    step(graph, f, parameters, gradients, (limited, stepped) -> stepped, false);
  }

  /**
   * Declares state for the parameters and adds one step to the function.
   *
   * @param gradients one per parameter, in the same order
   * @param projection the last word on the parameters' values
   * @param clearable whether {@link #STEPS} may start again, and {@link #CLEARED_STEPS} counts on
   */
  public void step(
      GraphBuilder graph,
      FunctionBuilder f,
      List<Parameter> parameters,
      List<Tensor> gradients,
      Projection projection,
      boolean clearable) {
    Variable steps = graph.variable(STEPS, Shape.of());
    Tensor t = f.shift(f.read(steps), 1f);
    Tensor all = clearable ? f.add(t, f.read(graph.variable(CLEARED_STEPS, Shape.of()))) : t;
    Tensor rate = LearningRate.at(f, config, all);
    rule.begin(f, t, rate);
    Optional<Tensor> decay =
        config.weightDecay() > 0
            ? Optional.of(f.scale(rate, (float) config.weightDecay()))
            : Optional.empty();
    List<Tensor> clipped = GradientClip.apply(f, config, gradients);
    List<Tensor> stepped = new ArrayList<>();
    for (int i = 0; i < parameters.size(); i++) {
      Parameter p = parameters.get(i);
      stepped.add(
          rule.apply(graph, f, p, clipped.get(i), decay.filter(d -> config.decayed().contains(p))));
    }
    List<Tensor> updated = projection.project(clipped, stepped);
    for (int i = 0; i < parameters.size(); i++) {
      if (updated.get(i) != stepped.get(i)) {
        f.assign(parameters.get(i).variable(), updated.get(i));
      }
    }
    f.assign(steps, t);
  }

  /** {@code l2·Σθ²} over the parameters that decay, a scalar for the loss. */
  public static Tensor penalty(
      FunctionBuilder f, OptimizerConfig config, List<Parameter> parameters) {
    List<Tensor> decayed =
        config.decayed().of(parameters).stream().map(p -> f.read(p.variable())).toList();
    return f.scale(f.sumOfSquares(decayed), (float) config.l2());
  }
}
