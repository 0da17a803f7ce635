package dev.ductile.agent.optimizer;

import dev.ductile.agent.engine.FunctionBuilder;
import dev.ductile.agent.engine.GraphBuilder;
import dev.ductile.agent.engine.Tensor;
import dev.ductile.agent.engine.Variable;
import dev.ductile.agent.network.Parameter;
import dev.ductile.agent.network.ParameterRole;
import dev.ductile.agent.network.QNetwork;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Muon (Jordan 2024) for the weights of hidden layers, filters as matrices of window × outputs:
 * {@code b ← μb + (1−μ)g; θ ← θ − lr·0.2·√max(rows, columns)·O(μb + (1−μ)g)} with O near the
 * orthogonal factor. The factor before it is that of Liu et al. 2025 (2502.16982), which gives a
 * step the size of Adam's, so that all parameters have one learning rate. Output layers, biases and
 * whatever else has Adam.
 */
final class Muon implements UpdateRule {
  private static final String MOMENTUM = "momentum";
  private static final double ADAM_SIZE = 0.2;

  private final OptimizerConfig config;
  private final Adam rest;
  private Tensor rate;

  Muon(OptimizerConfig config) {
    this.config = config;
    this.rest = new Adam(config, true);
  }

  @Override
  public List<String> slots() {
    return Stream.concat(Stream.of(MOMENTUM), rest.slots().stream()).toList();
  }

  @Override
  public void begin(FunctionBuilder f, Tensor t, Tensor learningRate) {
    rate = learningRate;
    rest.begin(f, t, learningRate);
  }

  private static boolean concerns(Parameter p) {
    return p.role() == ParameterRole.WEIGHT
        && p.shape().rank() > 1
        && !QNetwork.isOutput(p.name().substring(0, p.name().lastIndexOf('.')));
  }

  @Override
  public Tensor apply(
      GraphBuilder graph, FunctionBuilder f, Parameter p, Tensor gradient, Optional<Tensor> decay) {
    if (!concerns(p)) {
      return rest.apply(graph, f, p, gradient, decay);
    }
    float mu = (float) config.decay();
    Variable momentum = graph.variable("optimizer/" + p.name() + "/" + MOMENTUM, p.shape());
    Tensor share = f.scale(gradient, 1f - mu);
    Tensor b = f.add(f.scale(f.read(momentum), mu), share);
    Tensor direction = NewtonSchulz.orthogonal(f, f.add(f.scale(b, mu), share));
    int columns = p.shape().dim(-1);
    int rows = p.shape().elements() / columns;
    float size = (float) (ADAM_SIZE * Math.sqrt(Math.max(rows, columns)));
    Tensor step = f.multiply(f.scale(rate, size), direction);
    Tensor updated = f.descend(p.variable(), step, decay);
    f.assign(momentum, b);
    f.assign(p.variable(), updated);
    return updated;
  }
}
