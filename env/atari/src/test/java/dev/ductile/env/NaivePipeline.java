package dev.ductile.env;

import dev.ductile.env.config.ActionSet;
import dev.ductile.env.config.EnvConfig;
import dev.ductile.env.config.FireOnReset;
import dev.ductile.env.config.ImageOrder;
import dev.ductile.env.config.LifeLoss;
import dev.ductile.env.config.SkipBuffers;
import dev.ductile.env.emulator.Action;
import dev.ductile.env.emulator.Emulator;
import java.util.Arrays;
import java.util.List;

/**
 * An environment written as plainly as possible: whole colour or grey screens from the emulator's
 * own conversions, reference buffers as the references write them, floating-point resizes without
 * any caching. No sticky actions, no no-ops. A twin for differential tests.
 */
final class NaivePipeline {
  private final EnvConfig config;
  private final Emulator emulator;
  private final List<Action> actions;
  private final int rows;
  private final int channels;
  private int[] bufferA;
  private int[] bufferB;
  private int lives;
  private boolean lifeEpisodeEnded;
  private boolean over;
  private byte[] observation;
  boolean terminated;
  boolean ended;
  double rawReward;

  NaivePipeline(EnvConfig config, Emulator emulator) {
    this.config = config;
    this.emulator = emulator;
    actions =
        config.actionSet() == ActionSet.FULL ? List.of(Action.values()) : emulator.minimalActions();
    rows = emulator.screen().height();
    channels = config.imageOrder() == ImageOrder.GREY_MAX_AREA ? 1 : 3;
    bufferA = new int[rows * 160 * channels];
    bufferB = new int[rows * 160 * channels];
  }

  byte[] observation() {
    return observation;
  }

  /** The first reset is the one that opening the emulator made. */
  void reset(boolean first) {
    boolean sameGame = !first && !over && lifeEpisodeEnded;
    if (sameGame) {
      skip(0);
    }
    if (!sameGame || over) {
      if (!first) {
        emulator.reset();
      }
      over = false;
      if (config.skipBuffers() == SkipBuffers.STABLE_BASELINES) {
        observation = image(screen());
      } else {
        bufferA = screen();
        Arrays.fill(bufferB, 0);
        observation = image(max(bufferA, bufferB));
      }
    }
    lives = emulator.lives();
    if (config.fireOnReset() == FireOnReset.FIRE_THEN_SECOND && actions.contains(Action.FIRE)) {
      for (int action : new int[] {1, 2}) {
        step(action);
        if (ended) {
          throw new IllegalStateException("not covered by this twin");
        }
      }
    }
    terminated = false;
    ended = false;
  }

  void step(int action) {
    skip(actions.get(action).code());
    if (config.lifeLoss() == LifeLoss.EPISODE_CONTINUES) {
      int now = emulator.lives();
      lifeEpisodeEnded = 0 < now && now < lives;
      lives = now;
      terminated = over || lifeEpisodeEnded;
      ended = terminated;
    }
  }

  private void skip(int code) {
    rawReward = 0;
    terminated = false;
    boolean stop = false;
    int[] third = null;
    int[] fourth = null;
    for (int t = 0; t < 4 && !stop; t++) {
      rawReward += emulator.act(code);
      over = emulator.gameOver();
      int now = emulator.lives();
      boolean lost = now < lives;
      if (config.lifeLoss() == LifeLoss.TERMINAL_SIGNAL
          || config.lifeLoss() == LifeLoss.FULL_RESET) {
        lives = now;
        terminated |= lost;
      }
      stop = over || (lost && config.lifeLoss() == LifeLoss.FULL_RESET);
      terminated |= over;
      boolean readsEnd =
          config.skipBuffers() == SkipBuffers.DQN_ZOO
              || config.skipBuffers() == SkipBuffers.STABLE_BASELINES;
      if (!stop || readsEnd) {
        third = t == 2 ? screen() : third;
        fourth = t == 3 ? screen() : fourth;
      }
    }
    ended = stop;
    observation = image(pool(third, fourth));
  }

  private int[] pool(int[] third, int[] fourth) {
    switch (config.skipBuffers()) {
      case GYMNASIUM -> {
        bufferB = third == null ? bufferB : third;
        bufferA = fourth == null ? bufferA : fourth;
        bufferA = max(bufferA, bufferB);
        return bufferA;
      }
      case DOPAMINE -> {
        bufferA = third == null ? bufferA : third;
        bufferB = fourth == null ? bufferB : fourth;
        bufferA = max(bufferA, bufferB);
        return bufferA;
      }
      case STABLE_BASELINES -> {
        bufferA = third == null ? bufferA : third;
        bufferB = fourth == null ? bufferB : fourth;
        return max(bufferA, bufferB);
      }
      case DQN_ZOO -> {
        int[] black = new int[rows * 160 * channels];
        return max(third == null ? black : third, fourth == null ? black : fourth);
      }
    }
    throw new AssertionError();
  }

  private int[] screen() {
    byte[] bytes = new byte[rows * 160 * channels];
    if (channels == 1) {
      emulator.screen().copyGrey(bytes);
    } else {
      emulator.screen().copyRgb(bytes);
    }
    int[] levels = new int[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      levels[i] = bytes[i] & 0xff;
    }
    return levels;
  }

  private static int[] max(int[] a, int[] b) {
    int[] max = new int[a.length];
    for (int i = 0; i < a.length; i++) {
      max[i] = Math.max(a[i], b[i]);
    }
    return max;
  }

  private byte[] image(int[] screen) {
    int size = config.screenSize();
    int[] small =
        switch (config.imageOrder()) {
          case GREY_MAX_AREA -> NaiveResize.area(screen, rows, 160, size);
          case RGB_MAX_GREY_AREA -> NaiveResize.area(openCvGrey(screen), rows, 160, size);
          case RGB_MAX_GREY_BILINEAR -> NaiveResize.bilinear(luma(screen), rows, 160, size);
          case RGB_MAX_AREA_GREY -> {
            int[] resized = new int[size * size * 3];
            for (int c = 0; c < 3; c++) {
              int[] plane = new int[rows * 160];
              for (int i = 0; i < plane.length; i++) {
                plane[i] = screen[3 * i + c];
              }
              int[] smallPlane = NaiveResize.area(plane, rows, 160, size);
              for (int i = 0; i < smallPlane.length; i++) {
                resized[3 * i + c] = smallPlane[i];
              }
            }
            yield openCvGrey(resized);
          }
        };
    byte[] bytes = new byte[small.length];
    for (int i = 0; i < small.length; i++) {
      bytes[i] = (byte) small[i];
    }
    return bytes;
  }

  private static int[] openCvGrey(int[] rgb) {
    int[] grey = new int[rgb.length / 3];
    for (int i = 0; i < grey.length; i++) {
      long sum = 9798L * rgb[3 * i] + 19235L * rgb[3 * i + 1] + 3735L * rgb[3 * i + 2];
      grey[i] = (int) Math.floorDiv(sum + 16384, 32768L);
    }
    return grey;
  }

  private static int[] luma(int[] rgb) {
    int[] grey = new int[rgb.length / 3];
    for (int i = 0; i < grey.length; i++) {
      double red = 0.299 * rgb[3 * i];
      double green = 0.587 * rgb[3 * i + 1];
      double blue = (1 - (0.299 + 0.587)) * rgb[3 * i + 2];
      grey[i] = (int) Math.floor(red + green + blue);
    }
    return grey;
  }
}
