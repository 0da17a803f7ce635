package dev.ductile.env;

import dev.ductile.env.emulator.Action;
import dev.ductile.env.processor.FrameSource;
import dev.ductile.env.processor.Palette;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A scripted game. A screen is one colour: the number of the frame since the reset, plus 1, times
 * 2; grey level and all three colour levels equal the palette index. Rewards, lost lives and the
 * game's end come at given frames, counted from 1.
 */
final class FakeGame implements FrameSource {
  static final int ROWS = 210;

  final List<Integer> executed = new ArrayList<>();
  int resets;
  int frame;
  int overAtFrame = Integer.MAX_VALUE;
  int[] rewardOfFrame = new int[0];
  int[] livesOfFrame = {0};
  List<Action> minimal = List.of(Action.NOOP, Action.FIRE, Action.RIGHT, Action.LEFT);
  RuntimeException failure;

  @Override
  public void reset() {
    resets++;
    frame = 0;
  }

  @Override
  public int act(int actionCode) {
    if (failure != null) {
      throw failure;
    }
    executed.add(actionCode);
    frame++;
    return frame < rewardOfFrame.length ? rewardOfFrame[frame] : 0;
  }

  @Override
  public boolean gameOver() {
    return frame >= overAtFrame;
  }

  @Override
  public int lives() {
    return livesOfFrame[Math.min(frame, livesOfFrame.length - 1)];
  }

  @Override
  public int screenHeight() {
    return ROWS;
  }

  @Override
  public int screenWidth() {
    return 160;
  }

  static int colour(int frame) {
    return (frame + 1) * 2;
  }

  @Override
  public void copyPaletteScreen(byte[] to) {
    Arrays.fill(to, (byte) colour(frame));
  }

  @Override
  public Palette palette() {
    byte[] grey = new byte[256];
    byte[] rgb = new byte[768];
    for (int i = 0; i < 256; i++) {
      grey[i] = (byte) i;
      Arrays.fill(rgb, 3 * i, 3 * i + 3, (byte) i);
    }
    return new Palette(grey, rgb);
  }

  @Override
  public List<Action> minimalActions() {
    return minimal;
  }
}
