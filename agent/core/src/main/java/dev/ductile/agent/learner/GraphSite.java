package dev.ductile.agent.learner;

import dev.ductile.agent.engine.FunctionBuilder;
import dev.ductile.agent.engine.GraphBuilder;
import dev.ductile.agent.engine.Shape;
import dev.ductile.agent.engine.Variable;
import dev.ductile.agent.intervention.Intervention;
import dev.ductile.agent.intervention.UpdateSite;
import dev.ductile.agent.network.NetworkTrace;
import dev.ductile.agent.network.Parameter;
import dev.ductile.agent.network.ParameterSet;
import java.util.List;

/** One function of a learner, as interventions see it while it is built. */
record GraphSite(
    GraphBuilder graph,
    FunctionBuilder ops,
    ParameterSet online,
    ParameterSet target,
    List<NetworkTrace.HiddenUnits> hiddenUnits,
    InterventionStates states)
    implements UpdateSite {
  @Override
  public List<Parameter> parameters() {
    return online.all();
  }

  @Override
  public List<Parameter> targetParameters() {
    return online.all().stream().map(p -> target.named(p.name())).toList();
  }

  @Override
  public Variable state(Intervention owner, String what, Shape shape) {
    return states.declare(graph, owner, what, shape);
  }
}
