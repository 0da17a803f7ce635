package dev.ductile.agent.learner;

import dev.ductile.agent.engine.Engine;
import dev.ductile.agent.engine.EngineSettings;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;

/** Times whole updates and acting on one observation, on random data. */
public final class UpdateBenchmark {
  private static final int WARM_UP = 10;
  private static final int REPEATS = 5;

  private UpdateBenchmark() {}

  /**
   * Medians over {@value #REPEATS} repeats.
   *
   * @param updateMilliseconds one whole update: noise, both networks, uint8 in, loss, gradients,
   *     optimizer
   * @param actMilliseconds values of one observation, with the noise of training
   */
  public record Result(double updateMilliseconds, double actMilliseconds) {}

  /** Measures a learner; {@code spec} must be able to act on batches of 1. */
  public static Result measure(Engine engine, EngineSettings settings, LearnerSpec spec) {
    SplittableRandom random = new SplittableRandom(1);
    try (Learner learner = new Learner(engine, settings, spec)) {
      UniformRandomProvider noise = RandomSource.XO_SHI_RO_256_PP.create(1L);
      learner.initialize(noise);
      fill(learner, random);
      randomBytes(learner.actObservations(1), random);
      double act = median(50, () -> learner.explore(1, noise));
      double update =
          median(
              10,
              () -> {
                learner.drawForUpdate(noise);
                learner.update();
              });
      return new Result(update, act);
    }
  }

  /** Measures a peer on the same work. */
  public static Result measure(UpdatePeer peer, EngineSettings settings, LearnerSpec spec) {
    try (UpdatePeer.Work work = peer.prepare(settings, spec)) {
      double act = median(50, work::act);
      return new Result(median(10, work::update), act);
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

  private static double median(int calls, Runnable call) {
    for (int i = 0; i < WARM_UP; i++) {
      call.run();
    }
    double[] milliseconds = new double[REPEATS];
    for (int r = 0; r < REPEATS; r++) {
      long start = System.nanoTime();
      for (int i = 0; i < calls; i++) {
        call.run();
      }
      milliseconds[r] = (System.nanoTime() - start) / 1e6 / calls;
    }
    Arrays.sort(milliseconds);
    return milliseconds[REPEATS / 2];
  }
}
