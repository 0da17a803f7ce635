package dev.ductile.agent.learner;

import dev.ductile.agent.engine.DataType;
import dev.ductile.agent.engine.FunctionBuilder;
import dev.ductile.agent.engine.GraphBuilder;
import dev.ductile.agent.engine.Shape;
import dev.ductile.agent.engine.Tensor;
import dev.ductile.agent.intervention.Intervention;
import dev.ductile.agent.network.Parameter;
import dev.ductile.agent.network.ParameterSet;
import dev.ductile.agent.optimizer.Optimizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * From a loss to changed parameters, with whatever the interventions add: penalties, freezing,
 * projections, state of their own.
 */
final class UpdateStep {
  private final LearnerSpec spec;
  private final GraphBuilder graph;
  private final FunctionBuilder f;
  private final ParameterSet online;
  private final Map<String, Tensor> updated = new HashMap<>();
  private final GraphContext site;

  /**
   * @param pass that the loss is of
   */
  UpdateStep(
      LearnerSpec spec,
      GraphBuilder graph,
      FunctionBuilder f,
      ParameterSet online,
      ParameterSet target,
      TrainedPass pass,
      InterventionStates states) {
    this.spec = spec;
    this.graph = graph;
    this.f = f;
    this.online = online;
    this.updated.putAll(pass.trace().advancedStates());
    this.site = new GraphContext(graph, f, online, target, pass, states, updated);
  }

  /** The loss with all penalties. */
  Tensor penalised(Tensor plain) {
    site.plainLoss(plain);
    Tensor loss = plain;
    if (spec.optimizer().l2() > 0) {
      loss = f.add(loss, Optimizer.penalty(f, spec.optimizer(), online.all()));
    }
    for (Intervention intervention : spec.interventions()) {
      Optional<Tensor> penalty = intervention.penalty(site);
      loss = penalty.isPresent() ? f.add(loss, penalty.get()) : loss;
    }
    return loss;
  }

  /** Gradients of a loss with respect to each online parameter. */
  List<Tensor> gradients(Tensor loss) {
    return f.gradients(loss, online.all().stream().map(site::read).toList());
  }

  /** Adds one optimizer step down the loss. */
  void descend(Tensor loss) {
    List<Parameter> parameters = online.all();
    List<Tensor> gradients = new ArrayList<>(gradients(loss));
    List<Optional<Tensor>> frozen = parameters.stream().map(this::frozen).toList();
    for (int i = 0; i < gradients.size(); i++) {
      gradients.set(i, unless(frozen.get(i), f.constant(0f), gradients.get(i)));
    }
    Optimizer.of(spec.optimizer())
        .step(
            graph,
            f,
            parameters,
            gradients,
            (limited, stepped) -> changed(frozen, limited, stepped),
            spec.clearsOptimizerSteps());
    spec.interventions().forEach(intervention -> intervention.extend(site));
  }

  /** What interventions make of a step of all parameters. */
  private List<Tensor> changed(
      List<Optional<Tensor>> frozen, List<Tensor> gradients, List<Tensor> stepped) {
    List<Tensor> values = stepped;
    for (Intervention intervention : spec.interventions()) {
      values = intervention.stepped(site, gradients, values);
    }
    List<Tensor> changed = new ArrayList<>();
    for (int i = 0; i < values.size(); i++) {
      Parameter p = online.all().get(i);
      Tensor value = unless(frozen.get(i), site.read(p), project(p, values.get(i)));
      updated.put(p.name(), value);
      changed.add(value);
    }
    return changed;
  }

  /** Whether any intervention keeps a parameter, or which entries of it, from changing. */
  private Optional<Tensor> frozen(Parameter parameter) {
    return spec.interventions().stream()
        .flatMap(intervention -> intervention.frozen(site, parameter).stream())
        .reduce(this::or);
  }

  private Tensor or(Tensor a, Tensor b) {
    Tensor count = f.add(f.cast(a, DataType.FLOAT32), f.cast(b, DataType.FLOAT32));
    return f.less(f.constant(0f), count);
  }

  private Tensor unless(Optional<Tensor> condition, Tensor then, Tensor otherwise) {
    if (condition.isEmpty()) {
      return otherwise;
    }
    Shape shape = otherwise.shape();
    return f.select(condition.get(), f.broadcastTo(then, shape), otherwise);
  }

  private Tensor project(Parameter parameter, Tensor stepped) {
    Tensor value = stepped;
    for (Intervention intervention : spec.interventions()) {
      value = intervention.project(site, parameter, value);
    }
    return value;
  }
}
