package dev.ductile.agent.training.experience;

import dev.ductile.agent.config.RunConfig;
import dev.ductile.agent.learner.ActionValues;
import dev.ductile.agent.learner.Learner;
import dev.ductile.agent.learner.MeasurementBatch;
import dev.ductile.env.VectorEnv;
import dev.ductile.replay.ReplayCheckpoint;
import java.io.DataInput;
import java.io.DataOutput;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.util.Locale;
import java.util.Optional;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * Rollouts: each is played with parameters that do not change meanwhile, learned from in some
 * epochs of shuffled batches, and forgotten (Gallici et al. 2024).
 */
final class RolloutExperience implements Experience {
  private final RunConfig config;
  private final UniformRandomProvider random;
  private final Learner learner;
  private final Rollout rollout;
  private final int[] order;
  private final int batchSize;
  private final ByteBuffer observations;
  private final IntBuffer actions;
  private final FloatBuffer returns;
  private boolean filled;
  private int next;

  RolloutExperience(RunConfig config, Learner learner, UniformRandomProvider random) {
    this.config = config;
    this.random = random;
    this.learner = learner;
    rollout =
        new Rollout(
            config.rollout().stepsPerEnvironment(),
            config.run().environments(),
            config.env().stackSize(),
            config.env().frameBytes());
    order = new int[rollout.size()];
    for (int i = 0; i < order.length; i++) {
      order[i] = i;
    }
    batchSize = config.replay().batchSize();
    observations = learner.updateInput("observations");
    actions = learner.updateInput("actions").asIntBuffer();
    returns = learner.updateInput("returns").asFloatBuffer();
    FloatBuffer weights = learner.updateInput("weights").asFloatBuffer();
    for (int row = 0; row < batchSize; row++) {
      weights.put(row, 1f);
    }
  }

  static long needBytes(RunConfig config) {
    return (long) config.rollout().transitions(config.run().environments())
        * config.env().stackSize()
        * config.env().frameBytes();
  }

  static String describeNeed(RunConfig config) {
    return String.format(
        Locale.ROOT,
        "rollouts of %,d steps of %d environments: %,d bytes",
        config.rollout().stepsPerEnvironment(),
        config.run().environments(),
        needBytes(config));
  }

  @Override
  public Feeder feeder(VectorEnv env) {
    return new RolloutFeeder(
        env,
        this::largestValues,
        rollout,
        config.objective().rewardScale(),
        config.replay().discount(),
        config.rollout().lambda());
  }

  private void largestValues(ByteBuffer stacks, float[] values) {
    learner.actObservations(values.length).put(0, stacks, 0, stacks.capacity());
    ActionValues.largest(learner.act(values.length), values);
  }

  @Override
  public int due(int steps, long agentSteps) {
    if (!rollout.isFull()) {
      return 0;
    }
    filled = true;
    next = 0;
    return config.rollout().epochs() * (rollout.size() / batchSize);
  }

  @Override
  public void sample(long agentSteps) {
    if (next % rollout.size() == 0) {
      shuffle();
    }
    for (int row = 0; row < batchSize; row++) {
      int transition = order[(next + row) % rollout.size()];
      rollout.copyObservation(transition, observations, row);
      actions.put(row, rollout.action(transition));
      returns.put(row, rollout.returnOf(transition));
    }
    next += batchSize;
  }

  /** From the order of the numbers, so that no order depends on the ones before. */
  private void shuffle() {
    for (int i = 0; i < order.length; i++) {
      int other = random.nextInt(i + 1);
      order[i] = order[other];
      order[other] = i;
    }
  }

  @Override
  public void feedBack() {
    // Every transition is learned from alike.
  }

  @Override
  public long size() {
    return filled ? rollout.size() : 0;
  }

  @Override
  public void readObservations(UniformRandomProvider drawn, ByteBuffer into) {
    int rows = into.capacity() / (config.env().stackSize() * config.env().frameBytes());
    for (int row = 0; row < rows; row++) {
      rollout.copyObservation(drawn.nextInt(rollout.size()), into, row);
    }
  }

  /** With returns instead of rewards and with discounts of 0: there is no next observation. */
  @Override
  public MeasurementBatch readBatch(UniformRandomProvider drawn, int rows) {
    int bytes = config.env().stackSize() * config.env().frameBytes();
    ByteBuffer seen = ByteBuffer.allocate(rows * bytes);
    int[] taken = new int[rows];
    float[] given = new float[rows];
    float[] weights = new float[rows];
    for (int row = 0; row < rows; row++) {
      int transition = drawn.nextInt(rollout.size());
      rollout.copyObservation(transition, seen, row);
      taken[row] = rollout.action(transition);
      given[row] = rollout.returnOf(transition);
      weights[row] = 1;
    }
    return new MeasurementBatch(
        seen.array(), new byte[rows * bytes], taken, given, new float[rows], weights);
  }

  @Override
  public Optional<ReplayCheckpoint> replayCheckpoint() {
    return Optional.empty();
  }

  @Override
  public void save(DataOutput out) {
    // Nothing: between two rounds no rollout is going on.
  }

  @Override
  public void restore(DataInput in) {
    // Nothing.
  }

  @Override
  public void close() {
    // The rollout is garbage.
  }
}
