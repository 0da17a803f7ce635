package dev.ductile.agent.learner;

import dev.ductile.agent.engine.Variable;
import dev.ductile.agent.intervention.EditContext;
import dev.ductile.agent.intervention.Intervention;
import dev.ductile.agent.intervention.InterventionKind;
import dev.ductile.agent.network.NetworkTrace;
import dev.ductile.agent.network.Parameter;
import dev.ductile.agent.optimizer.Optimizer;
import dev.ductile.base.RandomState;
import dev.ductile.base.RandomStreams;
import dev.ductile.base.Stateful;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.apache.commons.rng.RestorableUniformRandomProvider;
import org.apache.commons.rng.UniformRandomProvider;

/** Lets a learner's interventions edit it between updates. */
public final class LearnerEdits implements EditContext, Stateful {
  /** Name of the random stream of interventions. */
  public static final String STREAM = "intervention";

  private final Learner learner;
  private final RestorableUniformRandomProvider random;
  private final BiConsumer<UniformRandomProvider, ByteBuffer> observations;
  private final List<Intervention> inEditOrder;
  private long updates;
  private long updatesBefore;
  private long frames;
  private long framesBefore;
  private boolean targetWasSynced;

  /**
   * Prepares; edits nothing.
   *
   * @param random the stream of interventions
   * @param observations fills {@link LearnerSpec#ACTIVITY_BATCH} observations, uint8 [B, H, W,
   *     stack], as an update would be given them
   */
  public LearnerEdits(
      Learner learner,
      RestorableUniformRandomProvider random,
      BiConsumer<UniformRandomProvider, ByteBuffer> observations) {
    this.learner = learner;
    this.random = random;
    this.observations = observations;
    // Penalties last: what they keep of the parameters is for those that the next update starts
    // from.
    inEditOrder =
        learner.spec().interventions().stream()
            .sorted(Comparator.comparing(i -> i.type().kind() == InterventionKind.PENALTY))
            .toList();
  }

  /**
   * Gives the interventions' own variables first values; to be called after initialising. What
   * changes the network itself comes first, for others keep how it begins. The acting copy, where
   * there is one, follows what they changed.
   */
  public void begin() {
    learner.spec().interventions().stream()
        .sorted(Comparator.comparing(i -> i.type().kind() != InterventionKind.ARCHITECTURE))
        .forEach(intervention -> intervention.begin(this));
    learner.publish();
  }

  /**
   * Lets interventions enter a run that was trained without them; to be called at a fork, with
   * everything restored. The acting copy, where there is one, stays as it is.
   *
   * @param entering what each does
   * @param updates done so far
   * @param frames played so far
   */
  public void enter(List<Consumer<EditContext>> entering, long updates, long frames) {
    this.updates = updates;
    this.frames = frames;
    entering.forEach(each -> each.accept(this));
  }

  /** Begins the stream of interventions anew. */
  public void reseed(RandomStreams streams) {
    RandomState.copy(streams.stream(STREAM, 0), random);
  }

  /**
   * Lets the interventions edit, in their order but penalties last. To be called after updates,
   * when nothing else uses the learner.
   *
   * @param updates done so far
   * @param frames played when the last batch was sampled
   * @param targetWasSynced whether the target was copied since the last call
   */
  public void after(long updates, long frames, boolean targetWasSynced) {
    this.updates = updates;
    this.frames = frames;
    this.targetWasSynced = targetWasSynced;
    inEditOrder.forEach(intervention -> intervention.edit(this));
    updatesBefore = updates;
    framesBefore = frames;
  }

  @Override
  public long updates() {
    return updates;
  }

  @Override
  public long updatesBefore() {
    return updatesBefore;
  }

  @Override
  public long frames() {
    return frames;
  }

  @Override
  public long framesBefore() {
    return framesBefore;
  }

  @Override
  public boolean targetWasSynced() {
    return targetWasSynced;
  }

  @Override
  public UniformRandomProvider random() {
    return random;
  }

  @Override
  public List<Parameter> parameters() {
    return learner.onlineParameters();
  }

  @Override
  public List<Parameter> layerStates() {
    return learner.onlineStates();
  }

  @Override
  public Parameter targetOf(Parameter online) {
    return learner.target(online.name());
  }

  @Override
  public float[] read(Variable variable) {
    return learner.read(variable);
  }

  @Override
  public void write(Variable variable, float[] values) {
    learner.write(variable, values);
  }

  @Override
  public float[] fresh(Parameter online) {
    return online.draw(random);
  }

  @Override
  public List<Variable> moments(Parameter online) {
    String prefix = "optimizer/" + online.name() + "/";
    return learner.variables().stream().filter(v -> v.name().startsWith(prefix)).toList();
  }

  @Override
  public Variable optimizerSteps() {
    return variable(Optimizer.STEPS);
  }

  private Variable variable(String name) {
    return learner.variables().stream()
        .filter(v -> v.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  @Override
  public void clearOptimizerSteps() {
    Variable cleared = variable(Optimizer.CLEARED_STEPS);
    float before = read(cleared)[0] + read(optimizerSteps())[0];
    write(cleared, new float[] {before});
    write(optimizerSteps(), new float[] {0});
  }

  @Override
  public void renewed(Parameter online, BitSet entries) {
    for (Intervention intervention : learner.spec().interventions()) {
      intervention.renewed(this, online, entries);
    }
  }

  @Override
  public Variable state(Intervention owner, String what) {
    return learner.interventionState(owner, what);
  }

  @Override
  public List<NetworkTrace.HiddenUnits> hiddenUnits() {
    return learner.hiddenUnits();
  }

  @Override
  public Map<String, float[]> activity() {
    observations.accept(random, learner.activityObservations());
    return learner.activity();
  }

  @Override
  public void save(DataOutput out) throws IOException {
    out.writeLong(updatesBefore);
    out.writeLong(framesBefore);
    RandomState.save(random, out);
  }

  @Override
  public void restore(DataInput in) throws IOException {
    updatesBefore = in.readLong();
    framesBefore = in.readLong();
    RandomState.restore(random, in);
  }
}
