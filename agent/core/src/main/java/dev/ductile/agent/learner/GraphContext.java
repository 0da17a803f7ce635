package dev.ductile.agent.learner;

import dev.ductile.agent.engine.DataType;
import dev.ductile.agent.engine.FunctionBuilder;
import dev.ductile.agent.engine.GraphBuilder;
import dev.ductile.agent.engine.Shape;
import dev.ductile.agent.engine.Tensor;
import dev.ductile.agent.engine.Variable;
import dev.ductile.agent.intervention.Intervention;
import dev.ductile.agent.intervention.NetworkPass;
import dev.ductile.agent.intervention.UpdateContext;
import dev.ductile.agent.network.NetworkTrace;
import dev.ductile.agent.network.Parameter;
import dev.ductile.agent.network.ParameterSet;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** One function of a learner, as interventions see it while it is built. */
final class GraphContext implements UpdateContext {
  private final GraphBuilder graph;
  private final FunctionBuilder ops;
  private final ParameterSet online;
  private final ParameterSet target;
  private final TrainedPass trained;
  private final InterventionStates states;
  private final Map<String, Tensor> updated;
  private NetworkPass pass;
  private Tensor loss;

  /**
   * @param updated values that the update gives, which may come later
   */
  GraphContext(
      GraphBuilder graph,
      FunctionBuilder ops,
      ParameterSet online,
      ParameterSet target,
      TrainedPass trained,
      InterventionStates states,
      Map<String, Tensor> updated) {
    this.graph = graph;
    this.ops = ops;
    this.online = online;
    this.target = target;
    this.trained = trained;
    this.states = states;
    this.updated = updated;
  }

  /** Says what the loss without penalties is. */
  void plainLoss(Tensor plain) {
    loss = plain;
  }

  @Override
  public FunctionBuilder ops() {
    return ops;
  }

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
  public NetworkPass pass() {
    if (pass == null) {
      pass = trained.own();
    }
    return pass;
  }

  @Override
  public List<NetworkTrace.HiddenUnits> hiddenUnits() {
    return trained.trace().hiddenUnits();
  }

  @Override
  public NetworkPass passWith(Function<Parameter, Variable> variables) {
    return trained.with(variables);
  }

  @Override
  public Tensor loss() {
    return loss;
  }

  @Override
  public Tensor directions(Intervention owner, String what, Shape shape) {
    String name = InterventionStates.name(owner, what);
    trained.inputs().add(new RandomInput(name, shape, RandomInput.Draw.DIRECTIONS, name));
    return ops.input(name, DataType.FLOAT32, shape);
  }

  @Override
  public Variable state(Intervention owner, String what, Shape shape) {
    return states.declare(graph, owner, what, shape);
  }
}
