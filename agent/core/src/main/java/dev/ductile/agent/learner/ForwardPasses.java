package dev.ductile.agent.learner;

import dev.ductile.agent.engine.DataType;
import dev.ductile.agent.engine.FunctionBuilder;
import dev.ductile.agent.engine.Shape;
import dev.ductile.agent.engine.Tensor;
import dev.ductile.agent.engine.Variable;
import dev.ductile.agent.intervention.NetworkPass;
import dev.ductile.agent.network.Layers;
import dev.ductile.agent.network.NetworkTrace;
import dev.ductile.agent.network.NoiseSource;
import dev.ductile.agent.network.NoisyConfig;
import dev.ductile.agent.network.Parameter;
import dev.ductile.agent.network.ParameterSet;
import dev.ductile.agent.network.QNetwork;
import dev.ductile.agent.network.StateUse;
import dev.ductile.agent.objective.Batch;
import dev.ductile.agent.objective.HeadsSource;
import dev.ductile.agent.objective.ImplicitQuantiles;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * The forward passes of an update, each built when first asked for: torsos once per network and
 * observations, noise shared as configured, quantile fractions drawn for each pass.
 */
final class ForwardPasses implements HeadsSource, TrainedPass {
  /** Key of the noise of online(s), which acting may go on with. */
  static final String ONLINE = "online";

  private final FunctionBuilder f;
  private final LearnerSpec spec;
  private final QNetwork network;
  private final ParameterSet online;
  private final ParameterSet target;
  private final Batch batch;
  private final List<RandomInput> inputs;
  private final StateUse states;
  private final Map<String, Layers> layers = new HashMap<>();
  private final Map<String, Tensor> features = new HashMap<>();
  private final Map<String, Tensor> fractions = new HashMap<>();
  private final Map<String, Tensor> heads = new HashMap<>();
  private final Map<String, Tensor> masks = new HashMap<>();
  private final NetworkTrace onlineTrace = new NetworkTrace();
  private final NetworkTrace targetTrace = new NetworkTrace();

  /**
   * @param inputs takes the random inputs that are declared
   * @param states what the online network's layers make of their own states
   */
  ForwardPasses(
      FunctionBuilder f,
      LearnerSpec spec,
      QNetwork network,
      ParameterSet online,
      ParameterSet target,
      Batch batch,
      List<RandomInput> inputs,
      StateUse states) {
    this.f = f;
    this.spec = spec;
    this.network = network;
    this.online = online;
    this.target = target;
    this.batch = batch;
    this.inputs = inputs;
    this.states = states;
  }

  @Override
  public Tensor online() {
    return pass("online", true, false, ImplicitQuantiles::online);
  }

  @Override
  public Tensor onlineNext() {
    return f.stopGradient(pass("online_next", true, true, ImplicitQuantiles::acting));
  }

  @Override
  public Tensor targetNext() {
    return f.stopGradient(pass("target_next", false, true, ImplicitQuantiles::target));
  }

  @Override
  public Tensor targetNextForChoice() {
    boolean implicit = spec.objective().implicitQuantiles().isPresent();
    return implicit
        ? f.stopGradient(pass("target_next_choice", false, true, ImplicitQuantiles::acting))
        : targetNext();
  }

  @Override
  public Tensor target() {
    return f.stopGradient(pass("target", false, false, ImplicitQuantiles::acting));
  }

  @Override
  public Tensor onlineFractions() {
    online();
    return fractions.get("online");
  }

  /** How many fractions a pass gets. */
  private interface Count {
    int of(ImplicitQuantiles implicit);
  }

  private Tensor pass(String name, boolean isOnline, boolean next, Count count) {
    Tensor known = heads.get(name);
    if (known != null) {
      return known;
    }
    Layers forPass = layers(name, isOnline, next);
    Tensor torso = features(isOnline, next);
    Tensor result =
        spec.objective()
            .implicitQuantiles()
            .map(
                q -> network.quantiles(forPass, torso, fractions(name, count.of(q)), q.embedding()))
            .orElseGet(() -> network.heads(forPass, torso));
    heads.put(name, result);
    return result;
  }

  private Tensor features(boolean isOnline, boolean next) {
    String key = (isOnline ? "online" : "target") + (next ? "_next" : "");
    Tensor known = features.get(key);
    if (known == null) {
      Tensor images = next ? batch.nextObservations() : batch.observations();
      known = network.features(torsoLayers(isOnline, next), images);
      features.put(key, known);
    }
    return known;
  }

  /** Torsos have no noise: one set of layers serves all passes of a network, if it can. */
  private Layers torsoLayers(boolean isOnline, boolean next) {
    return made("torso", isOnline, next, null);
  }

  private Layers layers(String pass, boolean isOnline, boolean next) {
    NoisyConfig noisy = spec.network().noisy();
    if (!noisy.on()) {
      return torsoLayers(isOnline, next);
    }
    String group =
        switch (noisy.sharing()) {
          case SEPARATE -> pass.replace("_choice", "");
          case BY_OBSERVATION -> next ? "next" : ONLINE;
          case BY_NETWORK -> isOnline ? ONLINE : "target";
        };
    return made(group, isOnline, next, noise(group));
  }

  /**
   * Layers, made when first asked for. Only the pass that is differentiated takes statistics from
   * its batch, so that they move on once per update, and drops units: where there is either it has
   * layers of its own.
   */
  private Layers made(String group, boolean isOnline, boolean next, NoiseSource noise) {
    boolean apart = spec.network().normalization().overSamples() || drops();
    boolean fixed = !isOnline || (next && apart);
    return layers.computeIfAbsent(
        group + "/" + isOnline + "/" + fixed,
        key ->
            new Layers(
                    f,
                    set(isOnline),
                    spec.network(),
                    noise,
                    fixed ? StateUse.FIXED : states,
                    isOnline ? onlineTrace : targetTrace)
                .dropping(fixed || !drops() ? null : this::mask));
  }

  /** Whether units are dropped: in updates only, not where an update is looked at. */
  private boolean drops() {
    return spec.network().dropsIntervals() && states != StateUse.FIXED;
  }

  private Tensor mask(String layer, Shape shape) {
    return masks.computeIfAbsent(
        "mask/" + layer,
        name -> {
          inputs.add(new RandomInput(name, shape, RandomInput.Draw.UNIFORM, name));
          return f.input(name, DataType.FLOAT32, shape);
        });
  }

  /** What was built of the online network, its pass over the observations first. */
  @Override
  public NetworkTrace trace() {
    online();
    return onlineTrace;
  }

  @Override
  public NetworkPass own() {
    return new NetworkPass(spec.objective().values(f, online()), trace());
  }

  @Override
  public NetworkPass with(Function<Parameter, Variable> variables) {
    online();
    NetworkTrace trace = new NetworkTrace();
    StateUse use = states == StateUse.FIXED ? StateUse.FIXED : StateUse.FROM_BATCH;
    NoiseSource noise = spec.network().noisy().on() ? noise(ONLINE) : null;
    Layers other =
        new Layers(f, online.with(variables), spec.network(), noise, use, trace)
            .dropping(drops() ? this::mask : null);
    Tensor torso = network.features(other, batch.observations());
    Tensor result =
        spec.objective()
            .implicitQuantiles()
            .map(q -> network.quantiles(other, torso, fractions.get(ONLINE), q.embedding()))
            .orElseGet(() -> network.heads(other, torso));
    return new NetworkPass(spec.objective().values(f, result), trace);
  }

  @Override
  public List<RandomInput> inputs() {
    return inputs;
  }

  private final Map<String, NoiseSource> noises = new HashMap<>();

  /**
   * Gradients of noisy weights cost less than those of noisy activations; passes that have none
   * take the cheaper way forward.
   */
  private NoiseSource noise(String group) {
    return noises.computeIfAbsent(
        group, name -> new PassNoise(f, spec.network().noisy(), name, inputs, name.equals(ONLINE)));
  }

  private ParameterSet set(boolean isOnline) {
    return isOnline ? online : target;
  }

  private Tensor fractions(String pass, int count) {
    String name = "fractions/" + pass;
    Shape shape = Shape.of(spec.batchSize(), count);
    inputs.add(new RandomInput(name, shape, RandomInput.Draw.UNIFORM, name));
    Tensor input = f.input(name, DataType.FLOAT32, shape);
    fractions.put(pass, input);
    return input;
  }
}
