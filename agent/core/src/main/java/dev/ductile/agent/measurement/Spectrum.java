package dev.ductile.agent.measurement;

import java.util.Arrays;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.EigenDecompositionSymmetric;

/**
 * Singular values of a matrix, or magnitudes of the eigenvalues of a symmetric one, and the numbers
 * that are called its rank. Everything is NaN where the matrix is not finite, and 0 where all
 * singular values are 0.
 */
final class Spectrum {
  private final double[] sigma;
  private final int rows;

  private Spectrum(double[] sigma, int rows) {
    this.sigma = sigma;
    this.rows = rows;
  }

  /**
   * Singular values of a matrix, as square roots of the eigenvalues of the smaller Gram matrix, in
   * double precision: exact to about 1e-8 of the largest.
   *
   * @param values [rows, columns], row-major
   */
  static Spectrum ofMatrix(float[] values, int rows, int columns) {
    double[][] gram = rows < columns ? rowGram(values, rows, columns) : columnGram(values, columns);
    double[] eigen = eigenvalues(gram);
    return new Spectrum(Arrays.stream(eigen).map(e -> Math.sqrt(Math.max(0, e))).toArray(), rows);
  }

  /** Magnitudes of the eigenvalues of a symmetric matrix, which are its singular values. */
  static Spectrum ofSymmetric(double[][] matrix) {
    double[] eigen = Arrays.stream(eigenvalues(matrix)).map(Math::abs).sorted().toArray();
    double[] falling = new double[eigen.length];
    for (int i = 0; i < eigen.length; i++) {
      falling[i] = eigen[eigen.length - 1 - i];
    }
    return new Spectrum(falling, matrix.length);
  }

  /** Eigenvalues of a symmetric matrix, falling; NaN throughout if it is not finite. */
  static double[] eigenvalues(double[][] symmetric) {
    if (Arrays.stream(symmetric).flatMapToDouble(Arrays::stream).anyMatch(x -> !finite(x))) {
      double[] none = new double[symmetric.length];
      Arrays.fill(none, Double.NaN);
      return none;
    }
    double[] values =
        new EigenDecompositionSymmetric(new Array2DRowRealMatrix(symmetric, false))
            .getEigenvalues()
            .clone();
    Arrays.sort(values);
    double[] falling = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      falling[i] = values[values.length - 1 - i];
    }
    return falling;
  }

  private static boolean finite(double x) {
    return Math.abs(x) <= Double.MAX_VALUE;
  }

  private static double[][] rowGram(float[] values, int rows, int columns) {
    double[][] gram = new double[rows][rows];
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j <= i; j++) {
        double sum = 0;
        for (int k = 0; k < columns; k++) {
          sum += (double) values[i * columns + k] * values[j * columns + k];
        }
        gram[i][j] = sum;
        gram[j][i] = sum;
      }
    }
    return gram;
  }

  private static double[][] columnGram(float[] values, int columns) {
    double[][] gram = new double[columns][columns];
    for (int row = 0; row < values.length; row += columns) {
      for (int i = 0; i < columns; i++) {
        double x = values[row + i];
        if (x != 0) {
          for (int j = 0; j <= i; j++) {
            gram[i][j] += x * values[row + j];
          }
        }
      }
    }
    for (int i = 0; i < columns; i++) {
      for (int j = 0; j < i; j++) {
        gram[j][i] = gram[i][j];
      }
    }
    return gram;
  }

  private double sum(double power) {
    return Arrays.stream(sigma).map(s -> Math.pow(s, power)).sum();
  }

  /** σ₁, the largest. */
  double largest() {
    return sigma[0];
  }

  /** {@code min{k : Σ_{i≤k} σᵢ / Σ σᵢ ≥ share}}. */
  int leastRankOfSum(double share) {
    return leastRank(1, share);
  }

  /** As above with σ²: {@code min{k : Σ_{i≤k} σᵢ² / Σ σᵢ² ≥ share}}. */
  int leastRankOfSquares(double share) {
    return leastRank(2, share);
  }

  private int leastRank(double power, double share) {
    double total = sum(power);
    double partial = 0;
    for (int k = 0; k < sigma.length && total > 0; k++) {
      partial += Math.pow(sigma[k], power);
      if (partial >= share * total) {
        return k + 1;
      }
    }
    return 0;
  }

  /** {@code exp(−Σ p ln p)} with {@code p = σ/Σσ} (Roy and Vetterli 2007). */
  double effectiveRank() {
    double total = sum(1);
    if (total == 0) {
      return 0;
    }
    double entropy = 0;
    for (double s : sigma) {
      double p = s / total;
      entropy -= p > 0 || Double.isNaN(p) ? p * Math.log(p) : 0;
    }
    return Math.exp(entropy);
  }

  /** {@code ‖Φ‖²_F / ‖Φ‖²₂}. */
  double stableRank() {
    return sigma[0] == 0 ? 0 : sum(2) / (sigma[0] * sigma[0]);
  }

  /** {@code #{σᵢ/√n > threshold}} with n rows (Lyle et al. 2022). */
  long featureRank(double threshold) {
    double root = Math.sqrt(rows);
    return Arrays.stream(sigma).filter(s -> s / root > threshold).count();
  }

  /** {@code σ₁/σ_k}; the last σ where there are fewer than k. Infinite where that is 0. */
  double ratio(int k) {
    return sigma[0] / sigma[Math.min(k, sigma.length) - 1];
  }
}
