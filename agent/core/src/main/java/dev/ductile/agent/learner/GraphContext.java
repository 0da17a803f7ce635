package dev.ductile.agent.learner;

import dev.ductile.agent.engine.FunctionBuilder;
import dev.ductile.agent.engine.GraphBuilder;
import dev.ductile.agent.engine.Shape;
import dev.ductile.agent.engine.Tensor;
import dev.ductile.agent.engine.Variable;
import dev.ductile.agent.intervention.Intervention;
import dev.ductile.agent.intervention.UpdateContext;
import dev.ductile.agent.network.NetworkTrace;
import dev.ductile.agent.network.Parameter;
import dev.ductile.agent.network.ParameterSet;
import java.util.List;
import java.util.Map;

/** One function of a learner, as interventions see it while it is built. */
record GraphContext(
    GraphBuilder graph,
    FunctionBuilder ops,
    ParameterSet online,
    ParameterSet target,
    List<NetworkTrace.HiddenUnits> hiddenUnits,
    InterventionStates states,
    Map<String, Tensor> updated)
    implements UpdateContext {
  @Override
  public List<Parameter> parameters() {
    return online.all();
  }

  @Override
  public List<Parameter> targetParameters() {
    return online.all().stream().map(p -> target.named(p.name())).toList();
  }

  @Override
  public List<Parameter> layerStates() {
    return online.states();
  }

  @Override
  public Parameter targetOf(Parameter parameter) {
    return target.named(parameter.name());
  }

  @Override
  public Tensor updated(Parameter parameter) {
    Tensor value = updated.get(parameter.name());
    if (value == null) {
      throw new IllegalStateException(parameter.name() + " is not updated yet, or not at all");
    }
    return value;
  }

  @Override
  public Variable state(Intervention owner, String what, Shape shape) {
    return states.declare(graph, owner, what, shape);
  }
}
