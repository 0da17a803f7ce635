package dev.ductile.agent.training;

import dev.ductile.agent.learner.Learner;
import dev.ductile.agent.training.experience.Experience;
import dev.ductile.agent.training.experience.Feeder;
import dev.ductile.base.RandomState;
import dev.ductile.base.RandomStreams;
import dev.ductile.base.Stateful;
import dev.ductile.env.VectorEnv;
import dev.ductile.env.VectorResult;
import dev.ductile.env.emulator.Emulator;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.function.Consumer;
import org.apache.commons.rng.RestorableUniformRandomProvider;

/**
 * The half of training that plays: chooses actions, steps the environments, feeds what is learned
 * from. Owns the environments and the random streams of choices and of acting noise.
 */
final class Actor implements Stateful, AutoCloseable {
  /** Name of the random stream of choices. */
  static final String CHOICES = "exploration";

  /** Name of the random stream of acting noise. */
  static final String NOISE = "actingNoise";

  private final VisitSchedule visits;

  /** Far more than any network draws. */
  private static final int MAX_NOISES = 1 << 24;

  private final Learner learner;
  private final Experience experience;
  private final RestorableUniformRandomProvider choices;
  private final RestorableUniformRandomProvider noise;
  private final EpsilonGreedy exploration;
  private final int[] actions;
  private long agentSteps;
  private long episodes;
  private boolean begun;
  private VectorEnv env;
  private Feeder feeder;
  private int visit;

  /**
   * @param env the environments of the first visit, which it closes in the end
   */
  Actor(
      VectorEnv env,
      VisitSchedule visits,
      Learner learner,
      Experience experience,
      RestorableUniformRandomProvider choices,
      RestorableUniformRandomProvider noise) {
    this.env = env;
    this.visits = visits;
    this.learner = learner;
    this.experience = experience;
    this.choices = choices;
    this.noise = noise;
    this.feeder = experience.feeder(env);
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

  /** Number of the visit that is being played, from 0. */
  int visit() {
    return visit;
  }

  /**
   * Goes on to the next visit if its time has come: games that run are abandoned.
   *
   * @return whether it has
   */
  boolean moveOn() {
    int due = visits.at(agentSteps);
    if (due == visit) {
      return false;
    }
    travel(due);
    env.reset();
    feeder.begin();
    return true;
  }

  private void travel(int to) {
    VectorEnv next = visits.open(to);
    env.close();
    env = next;
    feeder = experience.feeder(env);
    visit = to;
  }

  /** The emulator of environment 0, at rest between two steps. */
  Emulator emulator() {
    return env.env(0).emulator();
  }

  /** Chooses an action for every environment and steps them; {@link #append} must follow. */
  void step(double epsilon) {
    boolean greedy = exploration.explore(epsilon, actions);
    if (greedy || feeder.needsValues()) {
      ByteBuffer stacks = env.result().stacks();
      learner.actObservations(env.slots()).put(0, stacks, 0, stacks.capacity());
      FloatBuffer values = learner.explore(env.slots(), noise);
      exploration.exploit(values, actions);
      feeder.chosen(values);
    }
    env.step(actions);
    agentSteps += env.slots();
  }

  /** Hands on what the step gave, to be learned from. */
  void append() {
    feeder.append(actions);
  }

  /** Hands each game that ended with the step to {@code ended}. */
  void forEachEnded(Consumer<Episode> ended) {
    VectorResult result = env.result();
    for (int slot = 0; slot < env.slots(); slot++) {
      if (result.gameEnded()[slot]) {
        episodes++;
        ended.accept(
            new Episode(
                slot,
                result.episodeReturns()[slot],
                result.episodeFrames()[slot],
                result.gameTruncated()[slot]));
      }
    }
  }

  @Override
  public void save(DataOutput out) throws IOException {
    out.writeLong(agentSteps);
    out.writeLong(episodes);
    out.writeInt(visit);
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
    int saved = in.readInt();
    if (saved != visit) {
      travel(saved);
    }
    RandomState.restore(choices, in);
    RandomState.restore(noise, in);
    int noises = in.readInt();
    if (noises < 0 || noises > MAX_NOISES) {
      throw new IOException("there cannot be " + noises + " numbers of acting noise");
    }
    float[] actingNoise = new float[noises];
    for (int i = 0; i < actingNoise.length; i++) {
      actingNoise[i] = in.readFloat();
    }
    learner.actingNoise(actingNoise);
    env.restore(in);
    feeder.resume();
  }

  /** Begins every random stream of playing anew, with those of the run's seed. */
  void reseed(RandomStreams streams) {
    RandomState.copy(streams.stream(CHOICES, 0), choices);
    RandomState.copy(streams.stream(NOISE, 0), noise);
    visits.reseed(env, visit);
  }

  @Override
  public void close() {
    env.close();
  }
}
