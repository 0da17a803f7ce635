package dev.ductile.agent.intervention.edit;

/**
 * The nearest matrix with orthogonal columns (rows where these are fewer), by the Newton-Schulz
 * iteration {@code X ← 1.5·X − 0.5·X·XᵀX} from {@code X/‖X‖} on. Its products are all of the
 * smaller side: X stays X₀ times a polynomial P of X₀ᵀX₀, and XᵀX follows from P alone.
 */
final class PolarFactor {
  private PolarFactor() {}

  /**
   * Replaces a matrix.
   *
   * @param matrix rows × columns, row-major; one of zeros stays
   * @param iterations ten leave singular values of a hundredth of the norm short of 1
   */
  static void of(double[][] matrix, int iterations) {
    boolean tall = matrix.length >= matrix[0].length;
    // Vectors of the smaller side, along the larger one.
    double[][] x = tall ? transposed(matrix) : matrix;
    double squares = 0;
    for (double[] row : x) {
      squares += dot(row, row);
    }
    if (squares == 0) {
      return;
    }
    double norm = Math.sqrt(squares);
    int n = x.length;
    double[][] gram = new double[n][n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j <= i; j++) {
        gram[i][j] = dot(x[i], x[j]) / squares;
        gram[j][i] = gram[i][j];
      }
    }
    double[][] total = new double[n][n];
    for (int i = 0; i < n; i++) {
      total[i][i] = 1;
    }
    for (int k = 0; k < iterations; k++) {
      double[][] step = new double[n][n];
      for (int i = 0; i < n; i++) {
        for (int j = 0; j < n; j++) {
          step[i][j] = (i == j ? 1.5 : 0) - 0.5 * gram[i][j];
        }
      }
      total = product(step, total);
      gram = product(product(step, gram), step);
    }
    double[][] factor = product(total, x);
    for (int i = 0; i < matrix.length; i++) {
      for (int j = 0; j < matrix[i].length; j++) {
        matrix[i][j] = (tall ? factor[j][i] : factor[i][j]) / norm;
      }
    }
  }

  private static double[][] transposed(double[][] a) {
    double[][] t = new double[a[0].length][a.length];
    for (int i = 0; i < a.length; i++) {
      for (int j = 0; j < a[i].length; j++) {
        t[j][i] = a[i][j];
      }
    }
    return t;
  }

  private static double[][] product(double[][] a, double[][] b) {
    double[][] c = new double[a.length][b[0].length];
    for (int i = 0; i < a.length; i++) {
      for (int k = 0; k < b.length; k++) {
        double factor = a[i][k];
        double[] from = b[k];
        double[] to = c[i];
        for (int j = 0; j < to.length; j++) {
          to[j] += factor * from[j];
        }
      }
    }
    return c;
  }

  private static double dot(double[] x, double[] y) {
    double sum = 0;
    for (int i = 0; i < x.length; i++) {
      sum += x[i] * y[i];
    }
    return sum;
  }
}
