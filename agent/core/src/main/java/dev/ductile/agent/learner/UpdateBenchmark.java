package dev.ductile.agent.learner;

import dev.ductile.agent.engine.Engine;
import dev.ductile.agent.engine.EngineSettings;
import dev.ductile.agent.profile.OperationTime;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;

/** Times whole updates and acting on one observation, on random data. */
public final class UpdateBenchmark {
  private static final int WARM_UP = 10;

  /** So many that what Java does of acting is compiled. */
  private static final int ACT_WARM_UP = 1000;

  private static final int REPEATS = 5;
  private static final int ROUNDS = 15;
  private static final int ACTS = 50;
  private static final int UPDATES = 10;
  private static final int PROFILED_UPDATES = 20;
  private static final int PROFILED_ACTS = 100;

  private UpdateBenchmark() {}

  /**
   * Medians over {@value #REPEATS} repeats.
   *
   * @param updateMilliseconds one whole update: noise, both networks, uint8 in, loss, gradients,
   *     optimizer
   * @param actMilliseconds values of one observation, with the noise of training
   * @param bfloat16 whether it was computed so
   */
  public record Result(double updateMilliseconds, double actMilliseconds, boolean bfloat16) {}

  /**
   * Two learners measured in turns, so that a machine's good and bad minutes meet both.
   *
   * @param updateRatio median over rounds of the measured update's time in the baseline's of the
   *     same round
   */
  public record Comparison(Result measured, Result baseline, double updateRatio) {}

  /** Measures a learner; {@code spec} must be able to act on batches of 1. */
  public static Result measure(Engine engine, EngineSettings settings, LearnerSpec spec) {
    try (Subject subject = new Subject(engine, settings, spec)) {
      return subject.measure();
    }
  }

  /**
   * Where the time goes.
   *
   * @param update operations of an update; empty if the engine cannot tell
   * @param act operations of acting on one observation; empty if the engine cannot tell
   * @param times of the same without looking
   */
  public record Profile(
      Optional<List<OperationTime>> update, Optional<List<OperationTime>> act, Result times) {}

  /** Measures a learner, then looks at its operations; {@code spec} as for {@link #measure}. */
  public static Profile profile(Engine engine, EngineSettings settings, LearnerSpec spec) {
    try (Subject subject = new Subject(engine, settings, spec)) {
      Result times = subject.measure();
      return new Profile(
          subject.learner.profileUpdate(PROFILED_UPDATES),
          subject.learner.profileExplore(1, PROFILED_ACTS),
          times);
    }
  }

  /** Measures two learners in turns. */
  public static Comparison compare(
      Engine engine, EngineSettings settings, LearnerSpec spec, LearnerSpec baseline) {
    try (Subject a = new Subject(engine, settings, spec);
        Subject b = new Subject(engine, settings, baseline)) {
      warmUp(ACT_WARM_UP, a::act);
      warmUp(ACT_WARM_UP, b::act);
      double actA = median(repeats(REPEATS, ACTS, a::act));
      double actB = median(repeats(REPEATS, ACTS, b::act));
      warmUp(WARM_UP, a::update);
      warmUp(WARM_UP, b::update);
      double[] updatesA = new double[ROUNDS];
      double[] updatesB = new double[ROUNDS];
      double[] ratios = new double[ROUNDS];
      for (int r = 0; r < ROUNDS; r++) {
        updatesA[r] = time(UPDATES, a::update);
        updatesB[r] = time(UPDATES, b::update);
        ratios[r] = updatesA[r] / updatesB[r];
      }
      return new Comparison(
          new Result(median(updatesA), actA, a.learner.bfloat16()),
          new Result(median(updatesB), actB, b.learner.bfloat16()),
          median(ratios));
    }
  }

  private static void fill(Learner learner, SplittableRandom random) {
    randomBytes(learner.updateInput("observations"), random);
    randomBytes(learner.updateInput("nextObservations"), random);
    for (int i = 0; i < learner.spec().batchSize(); i++) {
      learner.updateInput("actions").putInt(i * 4, random.nextInt(learner.spec().actions()));
      learner.updateInput("returns").putFloat(i * 4, (float) random.nextDouble());
      learner.updateInput("discounts").putFloat(i * 4, 0.97f);
      learner.updateInput("weights").putFloat(i * 4, (float) random.nextDouble());
    }
  }

  private static void randomBytes(ByteBuffer buffer, SplittableRandom random) {
    byte[] bytes = new byte[buffer.capacity()];
    random.nextBytes(bytes);
    buffer.put(0, bytes);
  }

  private static double[] repeats(int repeats, int calls, Runnable call) {
    double[] milliseconds = new double[repeats];
    for (int r = 0; r < repeats; r++) {
      milliseconds[r] = time(calls, call);
    }
    return milliseconds;
  }

  private static void warmUp(int calls, Runnable call) {
    for (int i = 0; i < calls; i++) {
      call.run();
    }
  }

  /** Milliseconds of one of some calls. */
  private static double time(int calls, Runnable call) {
    long start = System.nanoTime();
    for (int i = 0; i < calls; i++) {
      call.run();
    }
    return (System.nanoTime() - start) / 1e6 / calls;
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }

  /** A learner with a batch and an observation in its inputs. */
  private static final class Subject implements AutoCloseable {
    private final Learner learner;
    private final UniformRandomProvider noise = RandomSource.XO_SHI_RO_256_PP.create(1L);

    Subject(Engine engine, EngineSettings settings, LearnerSpec spec) {
      SplittableRandom random = new SplittableRandom(1);
      learner = new Learner(engine, settings, spec);
      learner.initialize(noise);
      fill(learner, random);
      randomBytes(learner.actObservations(1), random);
    }

    /** Medians, once everything is compiled and planned. */
    Result measure() {
      warmUp(ACT_WARM_UP, this::act);
      double act = median(repeats(REPEATS, ACTS, this::act));
      warmUp(WARM_UP, this::update);
      double update = median(repeats(REPEATS, UPDATES, this::update));
      return new Result(update, act, learner.bfloat16());
    }

    void act() {
      learner.explore(1, noise);
    }

    void update() {
      learner.drawForUpdate(noise);
      learner.update();
    }

    @Override
    public void close() {
      learner.close();
    }
  }
}
