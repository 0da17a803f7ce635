package dev.ductile.env.processor;

import java.util.Arrays;

/**
 * Which input cells enter each output cell of a one-dimensional resize, and with which weight. The
 * inputs of a cell are consecutive.
 */
final class ResizeTaps {
  /** First input of each output. */
  final int[] start;

  /** Number of inputs of each output. */
  final int[] count;

  /** Weights in double precision: {@code weight[output][k]} belongs to input start + k. */
  final double[][] weight;

  /** First output that an input enters. */
  final int[] firstOutput;

  /** Last output that an input enters. */
  final int[] lastOutput;

  private ResizeTaps(int inputs, int[] start, double[][] weight) {
    this.start = start;
    this.weight = weight;
    int outputs = start.length;
    count = new int[outputs];
    firstOutput = new int[inputs];
    lastOutput = new int[inputs];
    Arrays.fill(firstOutput, outputs);
    Arrays.fill(lastOutput, -1);
    for (int o = 0; o < outputs; o++) {
      count[o] = weight[o].length;
      for (int i = start[o]; i < start[o] + count[o]; i++) {
        firstOutput[i] = Math.min(firstOutput[i], o);
        lastOutput[i] = Math.max(lastOutput[i], o);
      }
    }
  }

  /** Most inputs of any output. */
  int maxCount() {
    return Arrays.stream(count).max().orElse(0);
  }

  /**
   * OpenCV's INTER_AREA for shrinking: each output covers inputs/outputs cells and weights them by
   * the covered share; shares up to 1e-3 of a cell are dropped.
   */
  static ResizeTaps area(int inputs, int outputs) {
    double scale = (double) inputs / outputs;
    int[] start = new int[outputs];
    double[][] weight = new double[outputs][];
    for (int o = 0; o < outputs; o++) {
      double from = o * scale;
      double to = from + scale;
      double width = Math.min(scale, inputs - from);
      int last = Math.min((int) Math.floor(to), inputs - 1);
      int first = Math.min((int) Math.ceil(from), last);
      boolean head = first - from > 1e-3;
      boolean tail = to - last > 1e-3;
      start[o] = head ? first - 1 : first;
      weight[o] = new double[last - first + (head ? 1 : 0) + (tail ? 1 : 0)];
      int k = 0;
      if (head) {
        weight[o][k++] = (first - from) / width;
      }
      for (int i = first; i < last; i++) {
        weight[o][k++] = 1.0 / width;
      }
      if (tail) {
        weight[o][k] = Math.min(Math.min(to - last, 1.0), width) / width;
      }
    }
    return new ResizeTaps(inputs, start, weight);
  }

  /** Pillow's BILINEAR for shrinking: a triangle of half width inputs/outputs, normalised. */
  static ResizeTaps triangle(int inputs, int outputs) {
    double scale = (double) inputs / outputs;
    double support = Math.max(scale, 1.0);
    double step = 1.0 / support;
    int[] start = new int[outputs];
    double[][] weight = new double[outputs][];
    for (int o = 0; o < outputs; o++) {
      double centre = (o + 0.5) * scale;
      int first = Math.max((int) (centre - support + 0.5), 0);
      int end = Math.min((int) (centre + support + 0.5), inputs);
      start[o] = first;
      weight[o] = new double[end - first];
      double sum = 0;
      for (int k = 0; k < weight[o].length; k++) {
        double distance = Math.abs((k + first - centre + 0.5) * step);
        weight[o][k] = distance < 1.0 ? 1.0 - distance : 0.0;
        sum += weight[o][k];
      }
      for (int k = 0; k < weight[o].length; k++) {
        weight[o][k] /= sum;
      }
    }
    return new ResizeTaps(inputs, start, weight);
  }
}
