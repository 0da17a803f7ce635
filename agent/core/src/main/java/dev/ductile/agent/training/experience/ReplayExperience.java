package dev.ductile.agent.training.experience;

import dev.ductile.agent.config.MemoryConfig;
import dev.ductile.agent.config.RunConfig;
import dev.ductile.agent.learner.Learner;
import dev.ductile.agent.learner.MeasurementBatch;
import dev.ductile.env.VectorEnv;
import dev.ductile.replay.AgeWeights;
import dev.ductile.replay.FrameStorage;
import dev.ductile.replay.PrioritizedConfig;
import dev.ductile.replay.PrioritizedReplay;
import dev.ductile.replay.ReplayBatch;
import dev.ductile.replay.ReplayCheckpoint;
import dev.ductile.replay.ReplayConfig;
import dev.ductile.replay.ReplayMemory;
import dev.ductile.replay.StackLayout;
import dev.ductile.replay.UniformReplay;
import dev.ductile.replay.limits.MemoryNeed;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.apache.commons.rng.UniformRandomProvider;

/** The replay memory of a run, sampled into the learner's input buffers as the run configures. */
public final class ReplayExperience implements Experience {
  private static final double FIRST_PRIORITY = 1;

  private final RunConfig config;
  private final Learner learner;
  private final UniformRandomProvider random;
  private final ReplayMemory memory;
  private final ReplayBatch batch;
  private long stepCredit;

  ReplayExperience(RunConfig config, Learner learner, UniformRandomProvider random) {
    this.config = config;
    this.learner = learner;
    this.random = random;
    ReplayConfig shape = replayConfig(config);
    memory =
        config.replay().prioritized()
            ? new PrioritizedReplay(shape, prioritizedConfig(config.replay()), storage(config))
            : new UniformReplay(shape, ageWeights(config.replay()), storage(config));
    batch = bind();
  }

  /** The memory that a run needs. */
  public static ReplayConfig replayConfig(RunConfig config) {
    return new ReplayConfig(
        config.replay().capacityTransitions(),
        config.run().environments(),
        config.env().frameBytes(),
        config.env().stackSize(),
        config.env().stackStart(),
        config.replay().nStep(),
        config.replay().discount());
  }

  /** How a run's memory keeps its frames. */
  public static FrameStorage storage(RunConfig config) {
    MemoryConfig replay = config.replay();
    return replay.storage() == MemoryConfig.Storage.RAW
        ? FrameStorage.raw()
        : FrameStorage.lz4(
            (long) replayConfig(config).entries() * replay.compressedBytesPerFrame());
  }

  /** The memory that a run's replay takes when full, in words. */
  static String describeNeed(RunConfig config) {
    return storage(config).describe(rawNeed(config));
  }

  /** The memory that a run's replay takes when full, in bytes. */
  static long needBytes(RunConfig config) {
    return storage(config).totalBytes(rawNeed(config));
  }

  private static MemoryNeed rawNeed(RunConfig config) {
    ReplayConfig shape = replayConfig(config);
    return config.replay().prioritized()
        ? prioritizedConfig(config.replay()).memoryNeed(shape)
        : shape.memoryNeed();
  }

  private static AgeWeights ageWeights(MemoryConfig replay) {
    return replay.ageDecaySteps() == 0
        ? AgeWeights.NONE
        : new AgeWeights(replay.ageDecaySteps(), replay.leastAgeWeight());
  }

  /** How a run's memory is prioritised. */
  public static PrioritizedConfig prioritizedConfig(MemoryConfig replay) {
    return new PrioritizedConfig(
        replay.priorityExponent(),
        replay.sampling(),
        replay.uniformShare(),
        replay.newPriority(),
        FIRST_PRIORITY);
  }

  private ReplayBatch bind() {
    ReplayBatch bound =
        new ReplayBatch(
            config.replay().batchSize(),
            config.env().stackSize(),
            config.env().frameBytes(),
            learner.updateInput("observations"),
            learner.updateInput("nextObservations"),
            learner.updateInput("actions"),
            learner.updateInput("returns"),
            learner.updateInput("discounts"),
            learner.updateInput("weights"));
    return bound.layout(StackLayout.INTERLEAVED);
  }

  @Override
  public Feeder feeder(VectorEnv env) {
    return new ReplayFeeder(env, memory, config.env().frameBytes());
  }

  @Override
  public int due(int steps, long agentSteps) {
    if (agentSteps < config.replay().minimumTransitions() || memory.size() == 0) {
      return 0; // no catching up later: updates that were not due are not owed
    }
    stepCredit += steps;
    int period = config.learning().updatePeriodSteps();
    int due = Math.toIntExact(stepCredit / period);
    stepCredit %= period;
    return due;
  }

  @Override
  public long size() {
    return memory.size();
  }

  @Override
  public void sample(long agentSteps) {
    memory.sample(random, importanceExponent(agentSteps), batch);
  }

  /** β: linear from the first update to the run's last agent step. */
  private double importanceExponent(long agentSteps) {
    MemoryConfig replay = config.replay();
    double from = replay.minimumTransitions();
    double to = config.run().frames() / (double) config.env().frameSkip();
    double share = to <= from ? 1 : Math.max(0, Math.min(1, (agentSteps - from) / (to - from)));
    return replay.importanceExponentStart()
        + share * (replay.importanceExponentEnd() - replay.importanceExponentStart());
  }

  @Override
  public void readObservations(UniformRandomProvider drawn, ByteBuffer observations) {
    int rows = observations.capacity() / replayConfig(config).observationBytes();
    ReplayBatch own = draw(drawn, rows);
    observations.put(0, own.observations(), 0, observations.capacity());
  }

  private ReplayBatch draw(UniformRandomProvider drawn, int rows) {
    ReplayConfig shape = replayConfig(config);
    ReplayBatch own = new ReplayBatch(rows, shape).layout(StackLayout.INTERLEAVED);
    memory.sample(drawn, 0, own);
    return own;
  }

  @Override
  public MeasurementBatch readBatch(UniformRandomProvider drawn, int rows) {
    ReplayBatch own = draw(drawn, rows);
    byte[] observations = new byte[rows * replayConfig(config).observationBytes()];
    byte[] next = new byte[observations.length];
    int[] actions = new int[rows];
    float[][] numbers = new float[3][rows];
    own.observations().get(0, observations);
    own.nextObservations().get(0, next);
    own.actions().asIntBuffer().get(0, actions);
    own.returns().asFloatBuffer().get(0, numbers[0]);
    own.discounts().asFloatBuffer().get(0, numbers[1]);
    own.weights().asFloatBuffer().get(0, numbers[2]);
    return new MeasurementBatch(observations, next, actions, numbers[0], numbers[1], numbers[2]);
  }

  @Override
  public void feedBack() {
    if (config.replay().prioritized()) {
      memory.updatePriorities(batch.indices(), learner.priorities());
    }
  }

  @Override
  public Optional<ReplayCheckpoint> replayCheckpoint() {
    return Optional.of(memory.checkpoint());
  }

  @Override
  public void save(DataOutput out) throws IOException {
    out.writeLong(stepCredit);
  }

  @Override
  public void restore(DataInput in) throws IOException {
    stepCredit = in.readLong();
  }

  @Override
  public void close() {
    memory.close();
  }
}
