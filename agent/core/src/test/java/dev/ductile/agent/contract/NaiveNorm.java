package dev.ductile.agent.contract;

import dev.ductile.agent.network.Normalization;
import java.util.function.IntPredicate;

/**
 * Normalisations as loops in double precision over [B, P, C]: samples, positions (1 in dense
 * layers), channels.
 */
final class NaiveNorm {
  private static final double EPSILON = 1e-5;

  private final Normalization kind;
  private final int positions;
  private final int channels;
  private final int groups;

  NaiveNorm(Normalization kind, int positions, int channels, int groups) {
    this.kind = kind;
    this.positions = positions;
    this.channels = channels;
    this.groups = groups;
  }

  /**
   * Normalises.
   *
   * @param runningMean [C], taken instead of the batch's where not null
   * @param runningVariance [C], likewise
   * @param scale per channel or per position and channel; null for none
   * @param offset likewise
   */
  double[] apply(
      double[] x, double[] runningMean, double[] runningVariance, double[] scale, double[] offset) {
    double[] y = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      int at = i;
      double mean;
      double variance;
      switch (kind) {
        case LAYER_NORM_CHANNEL -> {
          mean = mean(x, j -> j / channels == at / channels);
          variance = variance(x, j -> j / channels == at / channels);
        }
        case LAYER_NORM_CHW -> {
          mean = mean(x, j -> sample(j) == sample(at));
          variance = variance(x, j -> sample(j) == sample(at));
        }
        case RMS_NORM_CHANNEL -> {
          mean = 0;
          variance = meanSquare(x, j -> j / channels == at / channels);
        }
        case RMS_NORM_CHW -> {
          mean = 0;
          variance = meanSquare(x, j -> sample(j) == sample(at));
        }
        case GROUP_NORM -> {
          IntPredicate same = j -> sample(j) == sample(at) && group(j) == group(at);
          mean = mean(x, same);
          variance = variance(x, same);
        }
        case BATCH_NORM -> {
          mean = meanOverSamples(x, at, runningMean);
          variance = varianceOverSamples(x, at, runningVariance);
        }
        case SAMPLE_MEAN_UNIT_DEVIATION -> {
          mean = meanOverSamples(x, at, runningMean);
          variance = variance(x, j -> j / channels == at / channels);
        }
        case UNIT_MEAN_SAMPLE_DEVIATION -> {
          mean = mean(x, j -> j / channels == at / channels);
          variance = varianceOverSamples(x, at, runningVariance);
        }
        default -> throw new AssertionError(kind);
      }
      y[i] = (x[i] - mean) / Math.sqrt(variance + EPSILON);
      if (scale != null) {
        y[i] *= scale[i % scale.length];
      }
      if (offset != null) {
        y[i] += offset[i % offset.length];
      }
    }
    return y;
  }

  double meanOverSamples(double[] x, int at, double[] running) {
    return running != null ? running[at % channels] : mean(x, j -> (j - at) % channels == 0);
  }

  double varianceOverSamples(double[] x, int at, double[] running) {
    return running != null ? running[at % channels] : variance(x, j -> (j - at) % channels == 0);
  }

  private int sample(int i) {
    return i / (positions * channels);
  }

  private int group(int i) {
    return i % channels / (channels / groups);
  }

  private static double mean(double[] x, IntPredicate among) {
    double sum = 0;
    int count = 0;
    for (int j = 0; j < x.length; j++) {
      if (among.test(j)) {
        sum += x[j];
        count++;
      }
    }
    return sum / count;
  }

  private static double meanSquare(double[] x, IntPredicate among) {
    double[] squares = x.clone();
    for (int j = 0; j < x.length; j++) {
      squares[j] *= x[j];
    }
    return mean(squares, among);
  }

  private static double variance(double[] x, IntPredicate among) {
    double mean = mean(x, among);
    double[] centred = x.clone();
    for (int j = 0; j < x.length; j++) {
      centred[j] -= mean;
    }
    return meanSquare(centred, among);
  }
}
