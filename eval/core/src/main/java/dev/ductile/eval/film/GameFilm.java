package dev.ductile.eval.film;

import dev.ductile.agent.learner.Learner;
import dev.ductile.base.RandomStreams;
import dev.ductile.base.files.OutputException;
import dev.ductile.env.AtariEnv;
import dev.ductile.env.FrameListener;
import dev.ductile.env.VectorEnv;
import dev.ductile.env.config.EnvConfig;
import dev.ductile.env.rom.RomStore;
import dev.ductile.eval.evaluation.Policies;
import dev.ductile.eval.evaluation.Policy;
import dev.ductile.eval.run.stored.LoadedRun;
import dev.ductile.eval.video.GameRecorder;
import dev.ductile.eval.video.GameWindow;
import dev.ductile.eval.video.Recorders;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Plays one game for people to see: into a file, or in a window at the speed of the console. */
public final class GameFilm {
  private static final double FRAMES_PER_SECOND = 60;

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

  /** Where the pictures go, 60 for each second of the game. */
  interface Screen {
    /** Shows a picture; false to stop. */
    boolean show(byte[] rgb);
  }

  /**
   * Records every emulator frame of the game; the file's extension says how.
   *
   * @throws OutputException if the file is not there in the end
   */
  public Played record(Path file) {
    Played played = recordInto(file);
    // Under a name as it was given: it may mean another folder than its absolute form.
    if (!Files.isRegularFile(file)) {
      throw OutputException.cannotWrite(file, new NoSuchFileException(file.toString()));
    }
    return played;
  }

  private Played recordInto(Path file) {
    try (VectorEnv env = open()) {
      int height = env.env(0).emulator().screen().height();
      int width = env.env(0).emulator().screen().width();
      try (GameRecorder recorder = Recorders.open(file, width, height, FRAMES_PER_SECOND)) {
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
    try (VectorEnv env = open();
        GameWindow window =
            GameWindow.open(
                title,
                env.env(0).emulator().screen().width(),
                env.env(0).emulator().screen().height())) {
      Pace pace = new Pace(FRAMES_PER_SECOND);
      return play(
          env,
          rgb -> {
            window.show(rgb);
            pace.await();
            return window.isOpen();
          });
    }
  }

  /** One thread, the caller's: recorders want all frames from one. */
  private VectorEnv open() {
    return new VectorEnv(List.of(config), seed, 1, roms);
  }

  /** Shows the game wherever; the array is reused. */
  Played play(Screen screen) {
    try (VectorEnv env = open()) {
      return play(env, screen);
    }
  }

  private Played play(VectorEnv env, Screen screen) {
    Projector projector = new Projector(env.env(0), screen);
    int[] action = new int[1];
    env.reset();
    projector.started = true;
    boolean ended = false;
    for (int step = 0; projector.running && !ended && step < maxAgentSteps; step++) {
      policy.choose(env, action);
      env.step(action);
      ended = env.result().gameEnded()[0] || projector.over;
    }
    return new Played(env.result().episodeReturns()[0], env.result().episodeFrames()[0], ended);
  }

  /** Shows the screen after the reset and each frame, as far as they belong to the first game. */
  private static final class Projector implements FrameListener {
    private final AtariEnv env;
    private final Screen screen;
    private final byte[] rgb;
    private boolean started;
    private boolean over;
    private boolean running = true;

    Projector(AtariEnv env, Screen screen) {
      this.env = env;
      this.screen = screen;
      rgb = new byte[env.emulator().screen().height() * env.emulator().screen().width() * 3];
      env.onFrames(this);
    }

    /** The step that ends a game starts the next one, which is not part of the film. */
    @Override
    public void afterReset() {
      over |= started;
      afterFrame();
    }

    @Override
    public void afterFrame() {
      if (running && !over) {
        env.emulator().screen().copyRgb(rgb);
        running = screen.show(rgb);
      }
    }
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
