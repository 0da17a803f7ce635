package dev.ductile.agent.training;

import dev.ductile.agent.learner.Learner;
import dev.ductile.env.VectorEnv;
import dev.ductile.env.processor.RandomState;
import dev.ductile.env.processor.Stateful;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.function.Consumer;
import org.apache.commons.rng.RestorableUniformRandomProvider;

/**
 * The half of training that plays: chooses actions, steps the environments, feeds the replay
 * memory. Owns the environments and the random streams of choices and of acting noise.
 */
final class Actor implements Stateful, AutoCloseable {
  private final VectorEnv env;
  private final Learner learner;
  private final ReplayFeeder feeder;
  private final RestorableUniformRandomProvider choices;
  private final RestorableUniformRandomProvider noise;
  private final EpsilonGreedy exploration;
  private final int[] actions;
  private long agentSteps;
  private long episodes;
  private boolean begun;

  Actor(
      VectorEnv env,
      Learner learner,
      ReplayFeeder feeder,
      RestorableUniformRandomProvider choices,
      RestorableUniformRandomProvider noise) {
    this.env = env;
    this.learner = learner;
    this.choices = choices;
    this.noise = noise;
    this.feeder = feeder;
    exploration = new EpsilonGreedy(choices, env.env(0).actions().size());
    actions = new int[env.slots()];
  }

  /** Environments stepped together. */
  int slots() {
    return env.slots();
  }

  long agentSteps() {
    return agentSteps;
  }

  /** Games that ended. */
  long episodes() {
    return episodes;
  }

  /** Starts the first games, unless they run already. */
  void begin() {
    if (!begun) {
      begun = true;
      env.reset();
      feeder.begin();
    }
  }

  /** Chooses an action for every environment and steps them; {@link #append} must follow. */
  void step(double epsilon) {
    if (exploration.explore(epsilon, actions)) {
      learner.actObservations(env.slots()).put(0, env.stacks(), 0, env.stacks().capacity());
      exploration.exploit(learner.explore(env.slots(), noise), actions);
    }
    env.step(actions);
    agentSteps += env.slots();
  }

  /** Hands what the step gave to the replay memory. */
  void append() {
    feeder.append(actions);
  }

  /** Hands each game that ended with the step to {@code ended}. */
  void forEachEnded(Consumer<Episode> ended) {
    for (int slot = 0; slot < env.slots(); slot++) {
      if (env.gameEnded()[slot]) {
        episodes++;
        ended.accept(
            new Episode(
                slot,
                env.episodeReturns()[slot],
                env.episodeFrames()[slot],
                env.truncated()[slot]));
      }
    }
  }

  @Override
  public void save(DataOutput out) throws IOException {
    out.writeLong(agentSteps);
    out.writeLong(episodes);
    RandomState.save(choices, out);
    RandomState.save(noise, out);
    float[] actingNoise = learner.actingNoise();
    out.writeInt(actingNoise.length);
    for (float value : actingNoise) {
      out.writeFloat(value);
    }
    env.save(out);
  }

  @Override
  public void restore(DataInput in) throws IOException {
    if (begun) {
      throw new IllegalStateException("a trainer is restored before it runs only");
    }
    begun = true;
    agentSteps = in.readLong();
    episodes = in.readLong();
    RandomState.restore(choices, in);
    RandomState.restore(noise, in);
    float[] actingNoise = new float[in.readInt()];
    for (int i = 0; i < actingNoise.length; i++) {
      actingNoise[i] = in.readFloat();
    }
    learner.actingNoise(actingNoise);
    env.restore(in);
    feeder.resume();
  }

  @Override
  public void close() {
    env.close();
  }
}
