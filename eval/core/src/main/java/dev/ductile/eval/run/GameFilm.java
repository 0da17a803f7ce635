package dev.ductile.eval.run;

import dev.ductile.agent.learner.Learner;
import dev.ductile.env.EnvConfig;
import dev.ductile.env.RandomStreams;
import dev.ductile.env.VectorEnv;
import dev.ductile.env.rom.RomStore;
import dev.ductile.eval.evaluation.Policies;
import dev.ductile.eval.evaluation.Policy;
import dev.ductile.eval.video.GameRecorder;
import dev.ductile.eval.video.GameWindow;
import dev.ductile.eval.video.Recorders;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Plays one game for people to see: into a file, or in a window at the speed of the console. */
public final class GameFilm {
  private static final double CONSOLE_FRAMES_PER_SECOND = 60;

  private final EnvConfig config;
  private final RomStore roms;
  private final Policy policy;
  private final long seed;
  private int maxAgentSteps = Integer.MAX_VALUE;

  private GameFilm(EnvConfig config, RomStore roms, Policy policy, long seed) {
    this.config = config;
    this.roms = roms;
    this.policy = policy;
    this.seed = seed;
  }

  /** A random player's game. */
  public static GameFilm ofRandomPlayer(EnvConfig config, RomStore roms, int seed) {
    RandomStreams streams = new RandomStreams(seed);
    return new GameFilm(config, roms, Policies.random(streams.stream("random player", 0)), seed);
  }

  /** A trained agent's game; the learner must be able to act on batches of 1. */
  public static GameFilm ofLearner(LoadedRun run, RomStore roms, double epsilon, int seed) {
    Learner learner = run.learner();
    RandomStreams streams = new RandomStreams(seed);
    return new GameFilm(
        run.config().env(),
        roms,
        Policies.epsilonGreedy(learner, epsilon, streams.stream("film", 0)),
        seed);
  }

  /** Stops after so many agent steps even if the game goes on. */
  public GameFilm limit(int agentSteps) {
    maxAgentSteps = agentSteps;
    return this;
  }

  /**
   * What was played.
   *
   * @param gameReturn unclipped return
   * @param frames emulator frames of the game
   * @param finished whether the game ended
   */
  public record Played(double gameReturn, int frames, boolean finished) {}

  /** One agent step at a time. */
  private interface Screen {
    /** Shows a picture; false to stop. */
    boolean show(byte[] rgb);
  }

  /** Records the game; the file's extension says how. */
  public Played record(Path file) {
    try (VectorEnv env = new VectorEnv(List.of(config), seed, 1, roms)) {
      int height = env.env(0).emulator().screenHeight();
      int width = env.env(0).emulator().screenWidth();
      double rate = CONSOLE_FRAMES_PER_SECOND / config.frameSkip();
      try (GameRecorder recorder = Recorders.open(file, width, height, rate)) {
        try {
          return play(
              env,
              rgb -> {
                recorder.record(rgb);
                return true;
              });
        } catch (RuntimeException e) {
          recorder.discard();
          throw e;
        }
      }
    }
  }

  /** Shows the game in a window. */
  public Played show(String title) {
    try (VectorEnv env = new VectorEnv(List.of(config), seed, 1, roms);
        GameWindow window =
            GameWindow.open(
                title, env.env(0).emulator().screenWidth(), env.env(0).emulator().screenHeight())) {
      Pace pace = new Pace(CONSOLE_FRAMES_PER_SECOND / config.frameSkip());
      return play(
          env,
          rgb -> {
            window.show(rgb);
            pace.await();
            return window.isOpen();
          });
    }
  }

  private Played play(VectorEnv env, Screen screen) {
    byte[] rgb =
        new byte[env.env(0).emulator().screenHeight() * env.env(0).emulator().screenWidth() * 3];
    int[] action = new int[1];
    env.reset();
    env.env(0).copyRgbScreen(rgb);
    boolean go = screen.show(rgb);
    for (int step = 0; go && step < maxAgentSteps; step++) {
      policy.choose(env, action);
      env.step(action);
      if (env.gameEnded()[0]) {
        return new Played(env.episodeReturns()[0], env.episodeFrames()[0], true);
      }
      env.env(0).copyRgbScreen(rgb);
      go = screen.show(rgb);
    }
    return new Played(env.episodeReturns()[0], env.episodeFrames()[0], false);
  }

  /** Waits so that steps come at a steady rate. */
  static final class Pace {
    private final long periodNanos;
    private long next = System.nanoTime();

    Pace(double perSecond) {
      this.periodNanos = (long) (TimeUnit.SECONDS.toNanos(1) / perSecond);
    }

    void await() {
      next += periodNanos;
      long wait = next - System.nanoTime();
      if (wait > 0) {
        try {
          TimeUnit.NANOSECONDS.sleep(wait);
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
        }
      } else {
        next = System.nanoTime();
      }
    }
  }
}
