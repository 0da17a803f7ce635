package dev.ductile.env;

import dev.ductile.base.Stateful;
import dev.ductile.env.config.EnvConfig;
import dev.ductile.env.config.FireOnReset;
import dev.ductile.env.emulator.Action;
import dev.ductile.env.processor.FrameSource;
import dev.ductile.env.processor.LifeTracker;
import dev.ductile.env.processor.ObservationImage;
import dev.ductile.env.processor.SkipScreens;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;

/** Plays the agent's steps and the environment's own, from the start of an episode to its end. */
final class EpisodePlayer implements Stateful {
  private static final int NOOP = Action.NOOP.code();

  private final EnvConfig config;
  private final FrameSource source;
  private final GamePlayer player;
  private final LifeTracker lifeTracker;
  private final ObservationImage image;
  private final SkipScreens screens;
  private final EnvResult result;
  private final int[] actionCodes;
  private final int fireIndex;
  private final EndedGame endedInReset = new EndedGame();
  private boolean goingOn;

  EpisodePlayer(EnvConfig config, FrameSource source, GamePlayer player, List<Action> actions) {
    this.config = config;
    this.source = source;
    this.player = player;
    actionCodes = actions.stream().mapToInt(Action::code).toArray();
    fireIndex = actions.indexOf(Action.FIRE);
    lifeTracker = new LifeTracker(config.lifeLoss(), config.lifeLossFromFrame());
    image =
        new ObservationImage(
            config.imageOrder(),
            source.screenHeight(),
            source.screenWidth(),
            config.screenSize(),
            source.palette());
    screens = new SkipScreens(config.skipBuffers(), config.frameSkip(), source, image);
    result = new EnvResult(config, source, player, lifeTracker, image);
  }

  EnvResult result() {
    return result;
  }

  /** See {@link AtariEnv#reset}. */
  void reset() {
    endedInReset.clear();
    goingOn = result.gameRunning && lifeTracker.gameContinues();
    startEpisode();
    if (config.fireOnReset() != FireOnReset.NONE && fireIndex >= 0) {
      press(fireIndex);
      if (config.fireOnReset() == FireOnReset.FIRE_THEN_SECOND && actionCodes.length > 2) {
        press(2);
      }
    }
    result.rawReward = 0;
    lifeTracker.beginStep();
    image.update();
  }

  /** See {@link AtariEnv#resetGame}. */
  void resetGame() {
    result.gameRunning = false;
    reset();
  }

  private void startEpisode() {
    boolean sameGame = result.gameRunning && lifeTracker.gameContinues();
    if (sameGame) {
      playSkip(NOOP);
    }
    if (!sameGame || player.ended()) {
      startGame();
    }
    lifeTracker.reset(source.lives());
    result.episodeRunning = true;
  }

  /** One agent step of the environment's own at the start of an episode. */
  private void press(int actionIndex) {
    step(actionIndex);
    if (!result.episodeRunning) {
      startEpisode();
    }
  }

  private void startGame() {
    if (goingOn && player.ended()) {
      endedInReset.take(player);
    }
    goingOn = false;
    player.start();
    screens.reset();
    result.gameRunning = true;
  }

  /** Plays one action, given by its index, for all frames of the skip. */
  void step(int actionIndex) {
    if (!result.episodeRunning) {
      throw new IllegalStateException(
          "no episode of " + config.game() + " is running: reset first");
    }
    playSkip(actionCodes[actionIndex]);
    lifeTracker.afterStep(source.lives());
    image.update();
    result.gameRunning = !player.ended();
    result.episodeRunning = result.gameRunning && !lifeTracker.endsEpisode();
  }

  private void playSkip(int actionCode) {
    result.rawReward = 0;
    lifeTracker.beginStep();
    screens.beginStep();
    boolean ended = false;
    for (int frame = 0; frame < config.frameSkip() && !ended; frame++) {
      result.rawReward += player.play(actionCode);
      boolean cut = lifeTracker.afterFrame(source.lives(), player.frames());
      boolean over = cut || player.over();
      ended = over || player.truncated();
      screens.afterFrame(frame, over, player.truncated());
    }
    screens.endStep();
  }

  /**
   * The game that {@link #reset} was to go on with after a lost life, if it ended in the steps of
   * the environment's own, so that the reset started another. Games that end before any action of
   * the agent are none.
   */
  EndedGame endedInReset() {
    return endedInReset;
  }

  @Override
  public void save(DataOutput out) throws IOException {
    player.save(out);
    lifeTracker.save(out);
    screens.save(out);
    out.writeBoolean(result.gameRunning);
    out.writeBoolean(result.episodeRunning);
    out.writeDouble(result.rawReward);
  }

  @Override
  public void restore(DataInput in) throws IOException {
    player.restore(in);
    lifeTracker.restore(in);
    screens.restore(in);
    result.gameRunning = in.readBoolean();
    result.episodeRunning = in.readBoolean();
    result.rawReward = in.readDouble();
    image.update();
  }
}
