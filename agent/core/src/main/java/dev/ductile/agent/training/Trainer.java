package dev.ductile.agent.training;

import dev.ductile.agent.config.RunConfig;
import dev.ductile.agent.engine.Engine;
import dev.ductile.agent.learner.Learner;
import dev.ductile.env.EnvConfig;
import dev.ductile.env.RandomStreams;
import dev.ductile.env.VectorEnv;
import dev.ductile.env.rom.RomStore;
import dev.ductile.replay.ReplayConfig;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * One training run: steps the environments, feeds the replay memory, updates the learner every
 * {@code updatePeriodSteps} agent steps and copies the target every {@code
 * targetUpdatePeriodUpdates} updates. Everything happens on the calling thread but emulation and
 * the engine's own threads; equal configurations give equal parameters.
 */
public final class Trainer implements AutoCloseable {
  private final RunConfig config;
  private final VectorEnv env;
  private final TrainingMemory memory;
  private final Learner learner;
  private final ReplayFeeder feeder;
  private final EpsilonGreedy exploration;
  private final UniformRandomProvider noise;
  private final int[] actions;
  private final MetricsWindow window = new MetricsWindow();
  private long agentSteps;
  private long updates;
  private long episodes;
  private long stepCredit;

  /**
   * Opens environments, memory and learner.
   *
   * @param extraActBatches further batch sizes that the learner must be able to act on
   */
  public Trainer(RunConfig config, Engine engine, RomStore roms, List<Integer> extraActBatches) {
    this.config = config;
    RandomStreams streams = new RandomStreams(config.run().seed());
    int slots = config.run().environments();
    List<EnvConfig> games = Collections.nCopies(slots, config.env());
    env = new VectorEnv(games, config.run().seed(), config.run().environmentThreads(), roms);
    try {
      learner = Learners.create(config, engine, actionCount(), with(extraActBatches, slots));
      memory = memory(streams);
    } catch (RuntimeException e) {
      env.close();
      throw e;
    }
    learner.initialize(streams.stream("initialization", 0));
    feeder = new ReplayFeeder(env, memory.memory(), config.env().frameBytes());
    exploration = new EpsilonGreedy(streams.stream("exploration", 0), actionCount());
    noise = streams.stream("noise", 0);
    actions = new int[slots];
  }

  private int actionCount() {
    return env.env(0).actions().size();
  }

  private TrainingMemory memory(RandomStreams streams) {
    try {
      return new TrainingMemory(config, learner, streams.stream("replay", 0));
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
    env.reset();
    feeder.begin();
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
