package dev.ductile.agent.contract;

import dev.ductile.agent.learner.Learner;
import dev.ductile.agent.network.NoisyConfig;

/** The small learners' network as loops in double precision. */
final class NaiveMlp {
  private NaiveMlp() {}

  static float[] parameter(Learner learner, String name) {
    return SmallLearners.parameters(learner).get(name);
  }

  /** Features of sample b of the update's observations. */
  static double[] features(Learner learner, int b) {
    int side = SmallLearners.SIDE;
    var images = learner.updateInput("observations");
    double[] x = new double[2 * side * side];
    for (int i = 0; i < x.length; i++) {
      x[i] = (images.get(b * x.length + i) & 0xff) / 255.0;
    }
    return relu(dense(learner, "mlp2", relu(dense(learner, "mlp1", x))));
  }

  static double[] dense(Learner learner, String layer, double[] x) {
    return affine(x, parameter(learner, layer + ".weight"), parameter(learner, layer + ".bias"));
  }

  static double[] affine(double[] x, float[] weight, float[] bias) {
    double[] y = new double[bias.length];
    for (int o = 0; o < y.length; o++) {
      y[o] = bias[o];
      for (int i = 0; i < x.length; i++) {
        y[o] += x[i] * weight[i * y.length + o];
      }
    }
    return y;
  }

  static double[] relu(double[] x) {
    double[] y = x.clone();
    for (int i = 0; i < y.length; i++) {
      y[i] = Math.max(0, y[i]);
    }
    return y;
  }

  /** Hidden and output layer with noise; the noise vectors follow each other layer by layer. */
  static double[] heads(Learner learner, double[] features, NoisyConfig.Kind kind, float[] noise) {
    int[] at = {0};
    double[] hidden = relu(noisy(learner, "hidden", features, kind, noise, at));
    return noisy(learner, "out", hidden, kind, noise, at);
  }

  private static double[] noisy(
      Learner learner, String layer, double[] x, NoisyConfig.Kind kind, float[] noise, int[] at) {
    float[] weight = parameter(learner, layer + ".weight");
    float[] weightSigma = parameter(learner, layer + ".weight_sigma");
    float[] bias = parameter(learner, layer + ".bias");
    float[] biasSigma = parameter(learner, layer + ".bias_sigma");
    int in = x.length;
    int out = bias.length;
    boolean factorised = kind == NoisyConfig.Kind.FACTORISED;
    int biasNoise = at[0] + (factorised ? in : in * out);
    for (int o = 0; o < out; o++) {
      for (int i = 0; i < in; i++) {
        float epsilon =
            factorised ? noise[at[0] + i] * noise[biasNoise + o] : noise[at[0] + i * out + o];
        weight[i * out + o] += weightSigma[i * out + o] * epsilon;
      }
      bias[o] += biasSigma[o] * noise[biasNoise + o];
    }
    at[0] = biasNoise + out;
    return affine(x, weight, bias);
  }
}
