package dev.ductile.agent.training.experience;

import dev.ductile.agent.config.RunConfig;
import dev.ductile.agent.learner.Learner;
import dev.ductile.agent.learner.MeasurementBatch;
import dev.ductile.base.Stateful;
import dev.ductile.env.VectorEnv;
import dev.ductile.replay.ReplayCheckpoint;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * What a run learns from. {@link #save} writes what decides about the next updates; the entries of
 * a replay memory are in {@link #replayCheckpoint}, and a rollout is over when a checkpoint is
 * written.
 */
public interface Experience extends Stateful, AutoCloseable {
  /**
   * The experience of a run, empty.
   *
   * @param random the stream by which batches are drawn
   */
  static Experience of(RunConfig config, Learner learner, UniformRandomProvider random) {
    return config.rollout().on()
        ? new RolloutExperience(config, learner, random)
        : new ReplayExperience(config, learner, random);
  }

  /** What a run's experience takes when full, in bytes. */
  static long needBytes(RunConfig config) {
    return config.rollout().on()
        ? RolloutExperience.needBytes(config)
        : ReplayExperience.needBytes(config);
  }

  /** One line with the exact bytes that a run's experience takes when full. */
  static String describeNeed(RunConfig config) {
    return config.rollout().on()
        ? RolloutExperience.describeNeed(config)
        : ReplayExperience.describeNeed(config);
  }

  /** Makes what carries the steps of environments into it. */
  Feeder feeder(VectorEnv env);

  /**
   * How many updates became due.
   *
   * @param steps agent steps since it was last asked
   * @param agentSteps of the run
   */
  int due(int steps, long agentSteps);

  /**
   * Puts the next update's batch into the learner's input buffers.
   *
   * @param agentSteps of the run when the updates became due
   */
  void sample(long agentSteps);

  /** Takes back what the update found out about its batch. */
  void feedBack();

  /** Transitions that can be learned from. */
  long size();

  /**
   * Draws observations for looking at the network: uniformly in an unprioritised memory, as updates
   * draw them otherwise. Changes nothing but {@code drawn}.
   *
   * @param drawn source of randomness
   * @param observations uint8 [B, H, W, stack], filled
   */
  void readObservations(UniformRandomProvider drawn, ByteBuffer observations);

  /**
   * Draws transitions in the same way. Changes nothing but {@code drawn}.
   *
   * @param drawn source of randomness
   * @param rows how many
   */
  MeasurementBatch readBatch(UniformRandomProvider drawn, int rows);

  /** For the entries of a replay memory, which {@link #save} leaves out. */
  Optional<ReplayCheckpoint> replayCheckpoint();

  @Override
  void close();
}
