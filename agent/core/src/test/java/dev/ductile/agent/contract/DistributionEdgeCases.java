package dev.ductile.agent.contract;

import static dev.ductile.agent.contract.SmallProgram.Array.rows;

import dev.ductile.agent.contract.SmallProgram.Array;

/** Where float32 ends for probabilities and their logarithms. */
final class DistributionEdgeCases {
  private static final float INFINITY = Float.POSITIVE_INFINITY;
  private static final float LARGEST = Float.MAX_VALUE;

  private DistributionEdgeCases() {}

  static void addTo(EdgeCases all) {
    Array logits =
        rows(
            3, 0, 0, 0, 0, 86, 0, 0, 88, 0, 0, 104, 0, 0, 1e4f, -1e4f, 1e30f, -1e30f, 0, LARGEST,
            -LARGEST, 0, 1e30f, 1e30f, 1e30f, -1e30f, -1e30f, -1e30f, 1e-39f, 0, -1e-39f, 1e7f,
            1e7f, 1e7f - 1);
    all.add("softmax", true, 1e-6, (f, in) -> f.softmax(in.get(0)), logits);
    Array broken = rows(3, 7, -INFINITY, 7, Float.NaN, 0, 0, INFINITY, 0, 0);
    all.add("logSoftmax", true, 1e-6, (f, in) -> f.logSoftmax(in.get(0)), logits);
    all.add("logSoftmax-infinite", false, 1e-6, (f, in) -> f.logSoftmax(in.get(0)), broken);
    all.add(
        "softmax-single", true, 1e-6, (f, in) -> f.softmax(in.get(0)), rows(1, 0, 1e30f, -1e30f));
    all.add(
        "logSoftmax-single",
        true,
        1e-6,
        (f, in) -> f.logSoftmax(in.get(0)),
        rows(1, 0, 1e30f, -1e30f));
    float[] many = new float[51 * 4];
    for (int i = 0; i < many.length; i++) {
      many[i] = (float) (40 * i / 51 * Math.sin(i));
    }
    all.add("logSoftmax-atoms", true, 1e-5, (f, in) -> f.logSoftmax(in.get(0)), rows(51, many));
    all.add(
        "crossEntropy",
        true,
        1e-6,
        (f, in) -> f.crossEntropy(in.get(1), in.get(0)),
        rows(3, 0, 0, 0, 86, 0, 0, 1e4f, -1e4f, 5, 1e-39f, 0, -1e-39f),
        rows(3, 1, 0, 0, 0.25f, 0.25f, 0.5f, 0, 0.5f, 0.5f, 1, 0, 0));
  }
}
