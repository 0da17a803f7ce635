package dev.ductile.agent.training;

import dev.ductile.agent.config.RunConfig;
import dev.ductile.agent.engine.Engine;
import dev.ductile.agent.learner.Learner;
import dev.ductile.env.EnvConfig;
import dev.ductile.env.RandomStreams;
import dev.ductile.env.VectorEnv;
import dev.ductile.env.processor.RandomState;
import dev.ductile.env.processor.Stateful;
import dev.ductile.env.rom.RomStore;
import dev.ductile.replay.ReplayCheckpoint;
import dev.ductile.replay.ReplayConfig;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.apache.commons.rng.RestorableUniformRandomProvider;

/**
 * One training run: steps the environments, feeds the replay memory, updates the learner every
 * {@code updatePeriodSteps} agent steps and copies the target every {@code
 * targetUpdatePeriodUpdates} updates. Everything happens on the calling thread but emulation and
 * the engine's own threads; equal configurations give equal parameters.
 *
 * <p>{@link #save} and {@link #restore} carry everything between two steps but the learner's
 * variables and the entries of the replay memory, which a checkpoint keeps in files of their own.
 */
public final class Trainer implements Stateful, AutoCloseable {
  private final RunConfig config;
  private final VectorEnv env;
  private final TrainingMemory memory;
  private final Learner learner;
  private final ReplayFeeder feeder;
  private final EpsilonGreedy exploration;
  private final RestorableUniformRandomProvider noise;
  private final List<RestorableUniformRandomProvider> streams;
  private final int[] actions;
  private final MetricsWindow window = new MetricsWindow();
  private long agentSteps;
  private long updates;
  private long episodes;
  private long stepCredit;
  private boolean begun;

  /**
   * Opens environments, memory and learner.
   *
   * @param extraActBatches further batch sizes that the learner must be able to act on
   */
  public Trainer(RunConfig config, Engine engine, RomStore roms, List<Integer> extraActBatches) {
    this.config = config;
    RandomStreams named = new RandomStreams(config.run().seed());
    RestorableUniformRandomProvider draws = named.stream("replay", 0);
    RestorableUniformRandomProvider choices = named.stream("exploration", 0);
    noise = named.stream("noise", 0);
    streams = List.of(draws, choices, noise);
    int slots = config.run().environments();
    List<EnvConfig> games = Collections.nCopies(slots, config.env());
    env =
        new VectorEnv(
            games,
            config.run().seed(),
            config.run().environmentThreads(),
            roms,
            config.run().emulatorReloadFrames());
    try {
      learner = Learners.create(config, engine, actionCount(), with(extraActBatches, slots));
      memory = memory(draws);
    } catch (RuntimeException e) {
      env.close();
      throw e;
    }
    learner.initialize(named.stream("initialization", 0));
    feeder = new ReplayFeeder(env, memory.memory(), config.env().frameBytes());
    exploration = new EpsilonGreedy(choices, actionCount());
    actions = new int[slots];
  }

  private int actionCount() {
    return env.env(0).actions().size();
  }

  private TrainingMemory memory(RestorableUniformRandomProvider draws) {
    try {
      return new TrainingMemory(config, learner, draws);
    } catch (RuntimeException e) {
      learner.close();
      throw e;
    }
  }

  private static List<Integer> with(List<Integer> sizes, int one) {
    List<Integer> all = new ArrayList<>(sizes);
    all.add(one);
    return all;
  }

  /** The replay memory that a run needs. */
  public static ReplayConfig replayConfig(RunConfig config) {
    return TrainingMemory.replayConfig(config);
  }

  /** The learner, for evaluation and checkpoints between steps. */
  public Learner learner() {
    return learner;
  }

  /** How far the run has come. */
  public Counters counters() {
    long frames = agentSteps * config.env().frameSkip();
    return new Counters(frames, agentSteps, updates, episodes);
  }

  /**
   * Trains until the configured frames are done or {@code stop} says so.
   *
   * @return whether all frames were done
   * @throws NonFiniteLossException if the loss is no longer a number
   */
  public boolean run(TrainingListener listener, BooleanSupplier stop) {
    begin();
    while (counters().frames() < config.run().frames()) {
      if (stop.getAsBoolean()) {
        return false;
      }
      Counters before = counters();
      step(listener);
      learn();
      listener.onStep(counters(), window.peek(epsilon(), memory.memory().size()));
      report(listener, before, counters());
    }
    return true;
  }

  /** Starts the first games, unless they run already. */
  private void begin() {
    if (!begun) {
      begun = true;
      env.reset();
      feeder.begin();
    }
  }

  /** Environments stepped together: slots of the replay memory. */
  public int slots() {
    return env.slots();
  }

  /** For the entries of the replay memory, which {@link #save} leaves out. */
  public ReplayCheckpoint replayCheckpoint() {
    return memory.memory().checkpoint();
  }

  /** Writes the state between two steps; draws nothing and changes nothing. */
  @Override
  public void save(DataOutput out) throws IOException {
    begin();
    out.writeLong(agentSteps);
    out.writeLong(updates);
    out.writeLong(episodes);
    out.writeLong(stepCredit);
    window.save(out);
    for (RestorableUniformRandomProvider stream : streams) {
      RandomState.save(stream, out);
    }
    float[] actingNoise = learner.actingNoise();
    out.writeInt(actingNoise.length);
    for (float value : actingNoise) {
      out.writeFloat(value);
    }
    env.save(out);
    replayCheckpoint().writeState(out);
  }

  /**
   * Takes over what {@link #save} wrote, into a trainer of the same configuration that has not run.
   * The learner's variables and the memory's entries must follow before it runs.
   */
  @Override
  public void restore(DataInput in) throws IOException {
    if (begun) {
      throw new IllegalStateException("a trainer is restored before it runs only");
    }
    begun = true;
    agentSteps = in.readLong();
    updates = in.readLong();
    episodes = in.readLong();
    stepCredit = in.readLong();
    window.restore(in);
    for (RestorableUniformRandomProvider stream : streams) {
      RandomState.restore(stream, in);
    }
    float[] actingNoise = new float[in.readInt()];
    for (int i = 0; i < actingNoise.length; i++) {
      actingNoise[i] = in.readFloat();
    }
    learner.actingNoise(actingNoise);
    env.restore(in);
    feeder.resume();
    replayCheckpoint().readState(in);
  }

  private double epsilon() {
    return config.exploration().epsilon(agentSteps, config.replay().minimumTransitions());
  }

  private void step(TrainingListener listener) {
    if (exploration.explore(epsilon(), actions)) {
      learner.actObservations(env.slots()).put(0, env.stacks(), 0, env.stacks().capacity());
      exploration.exploit(learner.explore(env.slots(), noise), actions);
    }
    env.step(actions);
    agentSteps += env.slots();
    feeder.append(actions);
    for (int slot = 0; slot < env.slots(); slot++) {
      if (env.gameEnded()[slot]) {
        episodes++;
        listener.onEpisode(
            counters(),
            new Episode(
                slot,
                env.episodeReturns()[slot],
                env.episodeFrames()[slot],
                env.truncated()[slot]));
      }
    }
  }

  private void learn() {
    if (agentSteps < config.replay().minimumTransitions() || memory.memory().size() == 0) {
      return; // no catching up later: updates that were not due are not owed
    }
    stepCredit += env.slots();
    int period = config.learning().updatePeriodSteps();
    for (; stepCredit >= period; stepCredit -= period) {
      memory.sample(agentSteps);
      learner.drawForUpdate(noise);
      learner.update();
      memory.feedBack();
      updates++;
      if (!Float.isFinite(learner.loss())) {
        throw new NonFiniteLossException(learner.loss(), counters());
      }
      window.add(learner.loss(), learner.meanValue());
      if (updates % config.learning().targetUpdatePeriodUpdates() == 0) {
        learner.syncTarget();
      }
    }
  }

  private void report(TrainingListener listener, Counters before, Counters now) {
    if (crossed(before, now, config.run().logPeriodFrames())) {
      listener.onMetrics(now, window.take(epsilon(), memory.memory().size()));
    }
    if (crossed(before, now, config.evaluation().periodFrames())) {
      listener.onEvaluationDue(now);
    }
    if (crossed(before, now, config.run().checkpointPeriodFrames())) {
      listener.onCheckpointDue(now);
    }
  }

  private static boolean crossed(Counters before, Counters now, long period) {
    return period > 0 && before.frames() / period != now.frames() / period;
  }

  @Override
  public void close() {
    env.close();
    learner.close();
    memory.close();
  }
}
