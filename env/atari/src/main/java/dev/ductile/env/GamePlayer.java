package dev.ductile.env;

import dev.ductile.base.ConfigurationException;
import dev.ductile.base.RandomStreams;
import dev.ductile.base.Stateful;
import dev.ductile.env.config.EnvConfig;
import dev.ductile.env.emulator.Action;
import dev.ductile.env.processor.FrameSource;
import dev.ductile.env.processor.NoOpStarts;
import dev.ductile.env.processor.StickyActions;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** Plays single frames of a game, from reset to game over or frame limit, and counts. */
final class GamePlayer implements Stateful {
  private static final int NOOP = Action.NOOP.code();
  private static final String STICKY = "sticky";
  private static final String NO_OP = "no-op";
  private static final int RESETS_BEFORE_GIVING_UP = 1000;

  private final EnvConfig config;
  private final FrameSource source;
  private final StickyActions sticky;
  private final NoOpStarts noOps;
  private FrameListener listener;

  private int resets;
  private int frames;
  private double gameReturn;
  private boolean over;
  private boolean truncated;

  GamePlayer(EnvConfig config, FrameSource source, RandomStreams streams, int slot) {
    this.config = config;
    this.source = source;
    sticky = new StickyActions(config.stickyActionProbability(), streams.stream(STICKY, slot));
    noOps = new NoOpStarts(config.noOpsMin(), config.noOpsMax(), streams.stream(NO_OP, slot));
  }

  /** Goes on with the streams of another seed. */
  void reseed(RandomStreams streams, int slot) {
    sticky.reseed(streams.stream(STICKY, slot));
    noOps.reseed(streams.stream(NO_OP, slot));
  }

  /** Has every frame from here on told; null for nobody. */
  void tell(FrameListener listener) {
    this.listener = listener;
  }

  /** Resets the game and plays its no-ops; if it ends meanwhile it is reset again. */
  void start() {
    if (source.reloadIfDue()) {
      resets = 0;
    }
    reset();
    int endings = 0;
    for (int remaining = noOps.draw(); remaining > 0; remaining--) {
      play(NOOP);
      if (ended()) {
        if (++endings > RESETS_BEFORE_GIVING_UP) {
          throw new ConfigurationException(
              config.game() + " ends again and again during its no-op start: lower noOpsMax");
        }
        reset();
      }
    }
  }

  private void reset() {
    source.reset();
    resets++;
    sticky.reset();
    frames = 0;
    gameReturn = 0;
    over = false;
    truncated = false;
    if (listener != null) {
      listener.afterReset();
    }
  }

  /** Plays one frame of an action or, if that sticks, of the previous one; returns its reward. */
  int play(int actionCode) {
    int reward = source.act(sticky.next(actionCode));
    frames++;
    gameReturn += reward;
    over = source.gameOver();
    truncated = config.maxFramesPerEpisode() > 0 && frames >= config.maxFramesPerEpisode();
    if (listener != null) {
      listener.afterFrame();
    }
    return reward;
  }

  boolean over() {
    return over;
  }

  boolean truncated() {
    return truncated;
  }

  boolean ended() {
    return over || truncated;
  }

  /** Resets since the cartridge was loaded; some games play differently after another number. */
  int resets() {
    return resets;
  }

  int frames() {
    return frames;
  }

  double gameReturn() {
    return gameReturn;
  }

  @Override
  public void save(DataOutput out) throws IOException {
    sticky.save(out);
    noOps.save(out);
    out.writeInt(resets);
    out.writeInt(frames);
    out.writeDouble(gameReturn);
    out.writeBoolean(over);
    out.writeBoolean(truncated);
  }

  @Override
  public void restore(DataInput in) throws IOException {
    sticky.restore(in);
    noOps.restore(in);
    resets = in.readInt();
    frames = in.readInt();
    gameReturn = in.readDouble();
    over = in.readBoolean();
    truncated = in.readBoolean();
  }
}
