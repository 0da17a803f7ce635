package dev.ductile.eval.watch;

import java.util.ArrayList;
import java.util.List;

/**
 * A curve of bounded length, however long a run goes: means of as many neighbouring values as are
 * needed to stay below the limit.
 */
final class ThinnedSeries {
  /** Points that a curve has at most; from half as many on once it was thinned. */
  static final int MAX_POINTS = 360;

  private static final int DIGITS = 5;

  /** The largest power of ten that a double holds exactly. */
  private static final int EXACT_POWER = 22;

  private final double[] frames = new double[MAX_POINTS];
  private final double[] values = new double[MAX_POINTS];
  private int points;
  private int valuesPerPoint = 1;
  private double frameSum;
  private double valueSum;
  private int summed;

  /** Appends a value; what is not finite leaves a gap and is left out. */
  void add(long frame, double value) {
    if (!Double.isFinite(value)) {
      return;
    }
    frameSum += frame;
    valueSum += value;
    if (++summed < valuesPerPoint) {
      return;
    }
    if (points == MAX_POINTS) {
      // The sum at hand is the first half of a point twice as wide.
      thin();
      return;
    }
    frames[points] = frameSum / summed;
    values[points++] = valueSum / summed;
    clearSum();
  }

  private void thin() {
    for (int i = 0; i < MAX_POINTS / 2; i++) {
      frames[i] = (frames[2 * i] + frames[2 * i + 1]) / 2;
      values[i] = (values[2 * i] + values[2 * i + 1]) / 2;
    }
    points = MAX_POINTS / 2;
    valuesPerPoint *= 2;
  }

  private void clearSum() {
    frameSum = 0;
    valueSum = 0;
    summed = 0;
  }

  /** Pairs of emulator frames and value, the values that make no whole point yet at the end. */
  List<List<Number>> points() {
    List<List<Number>> all = new ArrayList<>();
    for (int i = 0; i < points; i++) {
      all.add(point(frames[i], values[i]));
    }
    if (summed > 0) {
      all.add(point(frameSum / summed, valueSum / summed));
    }
    return all;
  }

  private static List<Number> point(double frame, double value) {
    return List.of(Math.round(frame), rounded(value));
  }

  /** To five digits, more than a screen shows; a page takes thousands of them. */
  static double rounded(double value) {
    int digits = DIGITS - 1 - (int) Math.floor(Math.log10(Math.abs(value)));
    if (value == 0 || Math.abs(digits) > EXACT_POWER) {
      return value;
    }
    double scale = Math.pow(10, Math.abs(digits)); // a double holds it exactly
    return digits >= 0 ? Math.rint(value * scale) / scale : Math.rint(value / scale) * scale;
  }
}
