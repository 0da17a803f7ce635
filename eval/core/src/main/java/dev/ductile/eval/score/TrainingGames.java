package dev.ductile.eval.score;

import java.util.Arrays;

/** The training games of a run by the emulator frames of the run at their ends, never falling. */
public final class TrainingGames {
  private static final int FIRST_CAPACITY = 64;

  private long[] frames = new long[FIRST_CAPACITY];
  private double[] returns = new double[FIRST_CAPACITY];
  private int[] lengths = new int[FIRST_CAPACITY];
  private int count;

  void add(long endFrames, double gameReturn, int lengthFrames) {
    if (count == frames.length) {
      frames = Arrays.copyOf(frames, 2 * count);
      returns = Arrays.copyOf(returns, 2 * count);
      lengths = Arrays.copyOf(lengths, 2 * count);
    }
    frames[count] = endFrames;
    returns[count] = gameReturn;
    lengths[count] = lengthFrames;
    count++;
  }

  /** Number of games. */
  public int count() {
    return count;
  }

  /** Emulator frames of the run, over all its environments, when a game ended. */
  public long frames(int game) {
    return frames[game];
  }

  /** Unclipped return of a game. */
  public double gameReturn(int game) {
    return returns[game];
  }

  /** Emulator frames that a game took. */
  public int lengthFrames(int game) {
    return lengths[game];
  }

  /** How many games had ended at that frame of the run. */
  public int countUpTo(long atFrames) {
    int low = 0;
    int high = count;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (frames[middle] <= atFrames) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /** Mean return of the games from one index to before another; NaN for none. */
  public double mean(int from, int to) {
    double sum = 0;
    for (int game = from; game < to; game++) {
      sum += returns[game];
    }
    return from < to ? sum / (to - from) : Double.NaN;
  }
}
