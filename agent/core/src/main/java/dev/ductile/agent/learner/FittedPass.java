package dev.ductile.agent.learner;

import dev.ductile.agent.engine.DataType;
import dev.ductile.agent.engine.FunctionBuilder;
import dev.ductile.agent.engine.Shape;
import dev.ductile.agent.engine.Tensor;
import dev.ductile.agent.engine.Variable;
import dev.ductile.agent.intervention.NetworkPass;
import dev.ductile.agent.network.Layers;
import dev.ductile.agent.network.NetworkTrace;
import dev.ductile.agent.network.Parameter;
import dev.ductile.agent.network.ParameterSet;
import dev.ductile.agent.network.QNetwork;
import dev.ductile.agent.network.StateUse;
import java.util.List;
import java.util.function.Function;

/** The pass of a copy that is fitted to goals: as actions are chosen by, without noise. */
final class FittedPass implements TrainedPass {
  private final FunctionBuilder f;
  private final LearnerSpec spec;
  private final QNetwork network;
  private final ParameterSet online;
  private final Layers layers;
  private final Tensor images;
  private final List<RandomInput> inputs;
  private final Tensor values;
  private Tensor fractions;

  FittedPass(
      FunctionBuilder f,
      LearnerSpec spec,
      QNetwork network,
      ParameterSet online,
      Layers layers,
      Tensor images,
      List<RandomInput> inputs) {
    this.f = f;
    this.spec = spec;
    this.network = network;
    this.online = online;
    this.layers = layers;
    this.images = images;
    this.inputs = inputs;
    this.values = values(layers);
  }

  private Tensor values(Layers of) {
    return spec.objective().values(f, ActingPass.heads(spec, network, of, images, this::fractions));
  }

  private Tensor fractions(Shape shape) {
    if (fractions == null) {
      String name = "fractions/act";
      inputs.add(new RandomInput(name, shape, RandomInput.Draw.UNIFORM, name));
      fractions = f.input(name, DataType.FLOAT32, shape);
    }
    return fractions;
  }

  @Override
  public NetworkTrace trace() {
    return layers.trace();
  }

  @Override
  public NetworkPass own() {
    return new NetworkPass(values, layers.trace());
  }

  @Override
  public NetworkPass with(Function<Parameter, Variable> variables) {
    Layers other = new Layers(f, online.with(variables), spec.network(), null, StateUse.FROM_BATCH);
    return new NetworkPass(values(other), other.trace());
  }

  @Override
  public List<RandomInput> inputs() {
    return inputs;
  }
}
