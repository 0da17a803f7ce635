package dev.ductile.agent.learner;

import dev.ductile.agent.engine.Engine;
import dev.ductile.agent.engine.EnginePreload;
import dev.ductile.agent.engine.EngineSettings;
import dev.ductile.agent.engine.Function;
import dev.ductile.agent.engine.Program;
import dev.ductile.agent.engine.Variable;
import dev.ductile.agent.intervention.Intervention;
import dev.ductile.agent.network.NetworkTrace;
import dev.ductile.agent.network.Parameter;
import dev.ductile.agent.profile.OperationTime;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * A compiled agent: acts on batches, updates from batches. For one thread at a time, but with
 * {@link LearnerSpec#actingCopy} one thread may call {@link #explore} while another calls {@link
 * #drawForUpdate}, {@link #update} and {@link #syncTarget}.
 */
public final class Learner implements AutoCloseable {
  private final LearnerSpec spec;
  private final LearnerGraph graph;
  private final Program program;
  private final Function update;
  private final Function syncTarget;
  private final Optional<Function> syncActing;
  private final ActingFunctions acting;
  private final RandomDraws updateDraws;
  private final RandomBuffers updateBuffers;
  private final FloatBuffer priorities;

  /** Compiles a learner; all variables are zero until {@link #initialize} or {@link #write}. */
  public Learner(Engine engine, EngineSettings settings, LearnerSpec spec) {
    this.spec = spec;
    this.graph = new LearnerGraph(spec);
    EnginePreload.finish();
    this.program = engine.compile(graph, settings);
    this.update = program.function("update");
    this.syncTarget = program.function("syncTarget");
    this.syncActing =
        spec.actingCopy() ? Optional.of(program.function("syncActing")) : Optional.empty();
    this.acting = new ActingFunctions(spec, graph, program, settings.threads());
    this.updateDraws = new RandomDraws(graph.random("update"), settings.threads());
    this.updateBuffers = new RandomBuffers(update, graph.random("update"));
    this.priorities = update.output("priority").asFloatBuffer();
  }

  /** The device that the network runs on. */
  public String device() {
    return program.device();
  }

  /** Whether the network is computed in bfloat16; only asking for it does not make it so. */
  public boolean bfloat16() {
    return program.bfloat16();
  }

  /** What this learner was made from. */
  public LearnerSpec spec() {
    return spec;
  }

  /** Draws fresh online parameters, in the order of the layers, and copies them to the others. */
  public void initialize(UniformRandomProvider random) {
    replace(p -> p.draw(random));
  }

  /**
   * Replaces the online network and copies it to the others.
   *
   * @param values of all {@link #playedParameters}, by name
   */
  public void replace(Map<String, float[]> values) {
    replace(p -> values.get(p.name()));
  }

  private void replace(java.util.function.Function<Parameter, float[]> values) {
    List<Parameter> all = graph.online().withStates();
    write(all.stream().map(Parameter::variable).toList(), all.stream().map(values).toList());
    syncTarget();
    syncActing.ifPresent(Function::run);
  }

  /** Input of {@link #act} and {@link #explore}: uint8 [batch, stack, H, W]. */
  public ByteBuffer actObservations(int batch) {
    return acting.observations(batch);
  }

  /**
   * Values of the observations in {@link #actObservations}, for evaluation: nothing is random.
   * Noisy layers have no noise; implicit quantiles are taken at the midpoints.
   *
   * @return float32 [batch, actions], overwritten by the next call
   */
  public FloatBuffer act(int batch) {
    return acting.act(batch);
  }

  /**
   * Values of the observations in {@link #actObservations}, for training: by the acting copy, where
   * there is one; noisy layers have the noise of acting, implicit quantiles fresh fractions.
   * Without any of these the same as {@link #act}, and {@code random} is left alone.
   *
   * @param random the run's stream for noise
   * @return float32 [batch, actions], overwritten by the next call
   */
  public FloatBuffer explore(int batch, UniformRandomProvider random) {
    return acting.explore(batch, random::nextLong);
  }

  /**
   * The noise that acting goes on with, for checkpoints; empty where each step draws its own or
   * nothing was drawn yet.
   */
  public float[] actingNoise() {
    return acting.noise();
  }

  /**
   * Puts back what {@link #actingNoise} gave.
   *
   * @throws IllegalArgumentException if it is of another network
   */
  public void actingNoise(float[] saved) {
    acting.noise(saved);
  }

  /**
   * An input buffer of the update: {@code observations}, {@code nextObservations} (uint8 [B, H, W,
   * stack]: interleaved, which spares every update two transpositions), {@code actions} (int32),
   * {@code returns}, {@code discounts}, {@code weights} (float32).
   */
  public ByteBuffer updateInput(String name) {
    return update.input(name);
  }

  /**
   * Draws what the next update needs beside its batch: noise and quantile fractions. Call it before
   * every {@link #update}; without either it does nothing and leaves {@code random} alone.
   *
   * @param random the run's stream for noise
   */
  public void drawForUpdate(UniformRandomProvider random) {
    if (updateDraws.isEmpty()) {
      return;
    }
    updateDraws.draw(random::nextLong);
    updateBuffers.fill(updateDraws, random::nextLong);
  }

  /** One gradient step on the batch in the update's input buffers. */
  public void update() {
    update.run();
  }

  /** Where the time of an update goes, by operation, as {@link Function#profile}. */
  Optional<List<OperationTime>> profileUpdate(int calls) {
    return update.profile(calls);
  }

  /** Where the time of {@link #explore} goes, by operation, as {@link Function#profile}. */
  Optional<List<OperationTime>> profileExplore(int batch, int calls) {
    return acting.profileExplore(batch, calls);
  }

  /**
   * Lets {@link #explore} go on with what the last updates gave: the acting copy, where there is
   * one, and the noise of the last update, where acting keeps it. To be called after every group of
   * updates, when none is running.
   */
  public void publish() {
    syncActing.ifPresent(Function::run);
    acting.follow(updateDraws);
  }

  /** A scalar output of the last update, by its name. */
  public float updated(String output) {
    return update.output(output).getFloat(0);
  }

  /** Loss of the last update. */
  public float loss() {
    return updated("loss");
  }

  /** Mean value of the actions taken, in the last update's batch. */
  public float meanValue() {
    return updated("meanValue");
  }

  /** Priorities of the last update's samples, [batch]. */
  public FloatBuffer priorities() {
    return priorities;
  }

  /** Per-sample losses of the last update, [batch]. */
  public FloatBuffer perSampleLosses() {
    return update.output("perSampleLoss").asFloatBuffer();
  }

  /** Copies the online parameters to the target network. */
  public void syncTarget() {
    syncTarget.run();
  }

  /** The online network's parameters. */
  public List<Parameter> onlineParameters() {
    return graph.online().all();
  }

  /** The target network's parameters. */
  public List<Parameter> targetParameters() {
    return graph.target().all();
  }

  /**
   * What {@link #act} plays with, trained parameters and then layer states: those of the online
   * network, or of the target network where an intervention plays with that.
   */
  public List<Parameter> playedParameters() {
    return graph.policy().withStates();
  }

  /** What layers of the online network keep beside their trained parameters. */
  List<Parameter> onlineStates() {
    return graph.online().states();
  }

  /** The target network's parameter or layer state of that name. */
  Parameter target(String name) {
    return graph.target().named(name);
  }

  /** Hidden units of the online network. */
  public List<NetworkTrace.HiddenUnits> hiddenUnits() {
    return graph.hiddenUnits();
  }

  Variable interventionState(Intervention owner, String what) {
    return graph.states().named(owner, what);
  }

  /** Input of {@link #activity}: uint8 [256, H, W, stack]. */
  ByteBuffer activityObservations() {
    return program.function("activity").input("observations");
  }

  /** Mean magnitude of each hidden unit on {@link #activityObservations}, by units' name. */
  Map<String, float[]> activity() {
    Function activity = program.function("activity");
    for (RandomInput input : graph.random("activity")) {
      input.fillFixed(activity.input(input.name()).asFloatBuffer());
    }
    activity.run();
    Map<String, float[]> means = new TreeMap<>();
    for (NetworkTrace.HiddenUnits units : hiddenUnits()) {
      FloatBuffer output = activity.output(units.name()).asFloatBuffer();
      float[] values = new float[output.capacity()];
      output.get(0, values);
      means.put(units.name(), values);
    }
    return means;
  }

  /** Every variable: parameters, target, optimizer state. */
  public List<Variable> variables() {
    return program.variables();
  }

  /** A copy of a variable's value. */
  public float[] read(Variable variable) {
    return read(List.of(variable)).get(0);
  }

  /** Copies of many variables' values, faster than one after the other. */
  public List<float[]> read(List<Variable> variables) {
    List<float[]> values = variables.stream().map(v -> new float[v.shape().elements()]).toList();
    program.read(variables, values.stream().map(FloatBuffer::wrap).toList());
    return values;
  }

  /** Replaces a variable's value. */
  public void write(Variable variable, float[] values) {
    write(List.of(variable), List.of(values));
  }

  /** Replaces many variables' values, faster than one after the other. */
  public void write(List<Variable> variables, List<float[]> values) {
    program.write(variables, values.stream().map(FloatBuffer::wrap).toList());
  }

  /**
   * SHA-256 of the online parameters: name, then little-endian float32 bits, in the order of their
   * declaration. Equal hashes mean bit-identical parameters.
   */
  public String parametersSha256() {
    return ParameterHash.of(this);
  }

  @Override
  public void close() {
    updateDraws.close();
    acting.close();
    program.close();
  }
}
