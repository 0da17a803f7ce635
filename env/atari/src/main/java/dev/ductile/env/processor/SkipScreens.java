package dev.ductile.env.processor;

import dev.ductile.base.Stateful;
import dev.ductile.env.config.SkipBuffers;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Keeps the two screens that are pooled, by the rules of {@link SkipBuffers}, and reads no other
 * screen: nothing is copied in the first frames of a skip.
 */
public final class SkipScreens implements Stateful {
  private final SkipBuffers rule;
  private final int frameSkip;
  private final FrameSource source;
  private final PooledScreen pooled;
  private final byte[] black;
  private final byte[] firstScreen;
  private final byte[] secondScreen;
  private final byte[] resetScreen;

  /** The screen after frame n-1, or black. */
  private byte[] first;

  /** The screen after frame n, or black. */
  private byte[] second;

  private boolean firstRead;
  private boolean secondRead;

  /**
   * Two black screens.
   *
   * @param rule what is read, and what an early end leaves
   * @param frameSkip frames of an agent step
   * @param source where screens come from
   * @param image where the pooled screen goes
   */
  public SkipScreens(SkipBuffers rule, int frameSkip, FrameSource source, ObservationImage image) {
    this.rule = rule;
    this.frameSkip = frameSkip;
    this.source = source;
    this.pooled = image.screen();
    int bytes = source.screenHeight() * source.screenWidth();
    black = new byte[bytes];
    firstScreen = new byte[bytes];
    secondScreen = new byte[bytes];
    resetScreen = new byte[bytes];
    first = black;
    second = black;
  }

  /** The game was reset (and no-ops were played): the newest screen alone is seen. */
  public void reset() {
    if (rule == SkipBuffers.STABLE_BASELINES) {
      source.copyPaletteScreen(resetScreen);
      pooled.pool(resetScreen, resetScreen);
      return;
    }
    source.copyPaletteScreen(firstScreen);
    first = firstScreen;
    second = black;
    pooled.pool(first, black);
  }

  /** An agent step starts. */
  public void beginStep() {
    firstRead = false;
    secondRead = false;
    if (rule == SkipBuffers.DQN_ZOO) {
      first = black;
      second = black;
    }
  }

  /**
   * A frame was played.
   *
   * @param frame its index in the skip, from 0
   * @param over whether the game ended with it, or the episode with a lost life
   * @param truncated whether the frame limit was reached with it. Gymnasium's limit stands inside
   *     the skip; Dopamine's outside, after the screen was read
   */
  public void afterFrame(int frame, boolean over, boolean truncated) {
    boolean leftUnread =
        switch (rule) {
          case GYMNASIUM -> over || truncated;
          case DOPAMINE -> over;
          case DQN_ZOO, STABLE_BASELINES -> false;
        };
    if (frame < frameSkip - 2 || leftUnread) {
      return;
    }
    if (frame == frameSkip - 1) {
      source.copyPaletteScreen(secondScreen);
      second = secondScreen;
      secondRead = true;
    } else {
      source.copyPaletteScreen(firstScreen);
      first = firstScreen;
      firstRead = true;
    }
  }

  /** An agent step has ended: brings the pooled screen up to date. */
  public void endStep() {
    if (frameSkip == 1) {
      poolSingle();
      return;
    }
    switch (rule) {
      case DQN_ZOO, STABLE_BASELINES -> pooled.pool(first, second);
      case GYMNASIUM -> {
        if (secondRead) {
          pooled.pool(first, second);
        } else if (firstRead) {
          pooled.poolOnto(first);
        }
      }
      case DOPAMINE -> {
        if (firstRead) {
          pooled.pool(first, second);
        }
      }
    }
  }

  private void poolSingle() {
    if (secondRead) {
      pooled.pool(second, second);
    }
  }

  @Override
  public void save(DataOutput out) throws IOException {
    out.writeBoolean(first == black);
    out.writeBoolean(second == black);
    out.write(firstScreen);
    out.write(secondScreen);
    pooled.save(out);
  }

  @Override
  public void restore(DataInput in) throws IOException {
    first = in.readBoolean() ? black : firstScreen;
    second = in.readBoolean() ? black : secondScreen;
    in.readFully(firstScreen);
    in.readFully(secondScreen);
    pooled.restore(in);
  }
}
