package dev.ductile.agent.contract;

import dev.ductile.agent.engine.Padding;
import java.util.List;

/** Array operations as plain loops over row-major arrays, in double precision. */
final class NaiveOps {
  private NaiveOps() {}

  static double[] doubles(float[] x) {
    double[] y = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      y[i] = x[i];
    }
    return y;
  }

  static double[] squares(float[] x) {
    double[] y = doubles(x);
    for (int i = 0; i < y.length; i++) {
      y[i] *= y[i];
    }
    return y;
  }

  static float[] scaled(float[] x, float factor) {
    float[] y = x.clone();
    for (int i = 0; i < y.length; i++) {
      y[i] *= factor;
    }
    return y;
  }

  /** One element. */
  static float[] sum(float[] x) {
    double sum = 0;
    for (float value : x) {
      sum += value;
    }
    return new float[] {(float) sum};
  }

  static double[] sumOfSquares(List<float[]> all) {
    double sum = 0;
    for (float[] x : all) {
      for (double square : squares(x)) {
        sum += square;
      }
    }
    return new double[] {sum};
  }

  static double[] pick(float[] x, int... indices) {
    double[] y = new double[indices.length];
    for (int i = 0; i < indices.length; i++) {
      y[i] = x[indices[i]];
    }
    return y;
  }

  static double[] reduce(float[] x, int d0, int d1, int d2, boolean[] over, String how) {
    int n0 = over[0] ? 1 : d0;
    int n1 = over[1] ? 1 : d1;
    int n2 = over[2] ? 1 : d2;
    double[] y = new double[n0 * n1 * n2];
    int[] counts = new int[y.length];
    for (int i = 0; i < d0; i++) {
      for (int j = 0; j < d1; j++) {
        for (int k = 0; k < d2; k++) {
          double v = x[(i * d1 + j) * d2 + k];
          int at = ((over[0] ? 0 : i) * n1 + (over[1] ? 0 : j)) * n2 + (over[2] ? 0 : k);
          boolean first = counts[at]++ == 0;
          y[at] =
              switch (how) {
                case "max" -> first ? v : Math.max(y[at], v);
                case "min" -> first ? v : Math.min(y[at], v);
                default -> y[at] + v;
              };
        }
      }
    }
    for (int i = 0; how.equals("mean") && i < y.length; i++) {
      y[i] /= counts[i];
    }
    return y;
  }

  static double[] argMaxLast(float[] x, int rows, int columns) {
    double[] y = new double[rows];
    for (int r = 0; r < rows; r++) {
      for (int c = 1; c < columns; c++) {
        if (x[r * columns + c] > x[r * columns + (int) y[r]]) {
          y[r] = c;
        }
      }
    }
    return y;
  }

  /** y[k, i, j] = x[i, j, k]. */
  static double[] transpose201(float[] x, int d0, int d1, int d2) {
    double[] y = new double[x.length];
    for (int i = 0; i < d0; i++) {
      for (int j = 0; j < d1; j++) {
        for (int k = 0; k < d2; k++) {
          y[(k * d0 + i) * d1 + j] = x[(i * d1 + j) * d2 + k];
        }
      }
    }
    return y;
  }

  static double[] concatColumns(float[] a, int columnsA, float[] b, int columnsB, int rows) {
    double[] y = new double[a.length + b.length];
    int at = 0;
    for (int r = 0; r < rows; r++) {
      for (int c = 0; c < columnsA; c++) {
        y[at++] = a[r * columnsA + c];
      }
      for (int c = 0; c < columnsB; c++) {
        y[at++] = b[r * columnsB + c];
      }
    }
    return y;
  }

  static double[] matmul(
      float[] a, boolean ta, float[] b, boolean tb, int rows, int inner, int columns) {
    double[] y = new double[rows * columns];
    for (int r = 0; r < rows; r++) {
      for (int c = 0; c < columns; c++) {
        for (int i = 0; i < inner; i++) {
          double left = ta ? a[i * rows + r] : a[r * inner + i];
          double right = tb ? b[c * inner + i] : b[i * columns + c];
          y[r * columns + c] += left * right;
        }
      }
    }
    return y;
  }

  static double[] biasAdd(float[] x, float[] bias) {
    double[] y = doubles(x);
    for (int i = 0; i < y.length; i++) {
      y[i] += bias[i % bias.length];
    }
    return y;
  }

  static int positions(int size, int window, int stride, Padding padding) {
    return padding == Padding.SAME ? (size + stride - 1) / stride : (size - window) / stride + 1;
  }

  /** Zeros before the first element; of an odd number the larger half comes after the last. */
  private static int before(int size, int window, int stride, Padding padding) {
    int all = (positions(size, window, stride, padding) - 1) * stride + window - size;
    return padding == Padding.SAME ? Math.max(0, all) / 2 : 0;
  }

  static double[] conv2d(
      float[] x,
      int n,
      int h,
      int w,
      int in,
      float[] filter,
      int window,
      int out,
      int stride,
      Padding padding) {
    int oh = positions(h, window, stride, padding);
    int ow = positions(w, window, stride, padding);
    int top = before(h, window, stride, padding);
    int left = before(w, window, stride, padding);
    double[] y = new double[n * oh * ow * out];
    for (int i = 0; i < y.length; i++) {
      int o = i % out;
      int column = i / out % ow * stride - left;
      int row = i / out / ow % oh * stride - top;
      int image = i / out / ow / oh;
      for (int p = 0; p < window * window * in; p++) {
        int c = p % in;
        int xx = column + p / in % window;
        int yy = row + p / in / window;
        if (xx >= 0 && xx < w && yy >= 0 && yy < h) {
          y[i] += (double) x[((image * h + yy) * w + xx) * in + c] * filter[p * out + o];
        }
      }
    }
    return y;
  }

  /** Without padding, of square images of bytes. */
  static double[] convPixels(
      float[] x, int n, int side, int in, float[] filter, int window, int out, int stride) {
    double[] y = conv2d(x, n, side, side, in, filter, window, out, stride, Padding.VALID);
    for (int i = 0; i < y.length; i++) {
      y[i] /= 255;
    }
    return y;
  }

  static double[] maxPool(
      float[] x, int n, int h, int w, int channels, int window, int stride, Padding padding) {
    int oh = positions(h, window, stride, padding);
    int ow = positions(w, window, stride, padding);
    int top = before(h, window, stride, padding);
    int left = before(w, window, stride, padding);
    double[] y = new double[n * oh * ow * channels];
    for (int i = 0; i < y.length; i++) {
      int c = i % channels;
      int column = i / channels % ow * stride - left;
      int row = i / channels / ow % oh * stride - top;
      int image = i / channels / ow / oh;
      y[i] = Double.NEGATIVE_INFINITY;
      for (int p = 0; p < window * window; p++) {
        int xx = column + p % window;
        int yy = row + p / window;
        if (xx >= 0 && xx < w && yy >= 0 && yy < h) {
          y[i] = Math.max(y[i], x[((image * h + yy) * w + xx) * channels + c]);
        }
      }
    }
    return y;
  }

  static double[] softmax(float[] x, int columns, boolean log) {
    double[] y = new double[x.length];
    for (int r = 0; r < x.length / columns; r++) {
      double largest = Double.NEGATIVE_INFINITY;
      for (int c = 0; c < columns; c++) {
        largest = Math.max(largest, x[r * columns + c]);
      }
      double sum = 0;
      for (int c = 0; c < columns; c++) {
        sum += Math.exp(x[r * columns + c] - largest);
      }
      for (int c = 0; c < columns; c++) {
        double value = x[r * columns + c] - largest - Math.log(sum);
        y[r * columns + c] = log ? value : Math.exp(value);
      }
    }
    return y;
  }

  static double[] layerNorm(float[] x, float[] scale, float[] offset, double epsilon) {
    int columns = scale.length;
    double[] y = new double[x.length];
    for (int r = 0; r < x.length / columns; r++) {
      double mean = 0;
      for (int c = 0; c < columns; c++) {
        mean += x[r * columns + c] / (double) columns;
      }
      double variance = 0;
      for (int c = 0; c < columns; c++) {
        variance += Math.pow(x[r * columns + c] - mean, 2) / columns;
      }
      for (int c = 0; c < columns; c++) {
        double normal = (x[r * columns + c] - mean) / Math.sqrt(variance + epsilon);
        y[r * columns + c] = normal * scale[c] + offset[c];
      }
    }
    return y;
  }
}
