package dev.ductile.agent.measurement;

import java.util.stream.IntStream;

/** Inner products of vectors that are too many to be kept at once, and what follows from them. */
final class Gram {
  /** Floats kept at once: 256 MiB. */
  private static final long KEPT = 1L << 26;

  private Gram() {}

  /** Gives one of the vectors. */
  @FunctionalInterface
  interface Source {
    /** Fills in vector {@code index}; the same each time. */
    void fill(int index, float[] into);
  }

  /**
   * {@code Gᵢⱼ = ⟨gᵢ, gⱼ⟩}. Vectors that do not fit into memory together are asked for again.
   *
   * @param count vectors
   * @param size elements of each
   */
  static double[][] of(int count, int size, Source source) {
    return of(count, size, source, (int) Math.max(1, Math.min(count, KEPT / size)));
  }

  /**
   * As above.
   *
   * @param kept vectors in memory, beside one more
   */
  static double[][] of(int count, int size, Source source, int kept) {
    double[][] gram = new double[count][count];
    float[][] block = new float[Math.min(kept, count)][size];
    float[] other = new float[size];
    for (int from = 0; from < count; from += kept) {
      int n = Math.min(kept, count - from);
      for (int i = 0; i < n; i++) {
        source.fill(from + i, block[i]);
      }
      for (int j = from; j < count; j++) {
        float[] right = j < from + n ? block[j - from] : other;
        if (right == other) {
          source.fill(j, other);
        }
        int row = j;
        int first = from;
        IntStream.range(0, Math.min(n, j - from + 1))
            .parallel()
            .forEach(
                i -> {
                  double product = Vectors.dot(block[i], right);
                  gram[first + i][row] = product;
                  gram[row][first + i] = product;
                });
      }
    }
    return gram;
  }

  /** The matrix with zeros on its diagonal. */
  static double[][] offDiagonal(double[][] matrix) {
    double[][] off = new double[matrix.length][];
    for (int i = 0; i < off.length; i++) {
      off[i] = matrix[i].clone();
      off[i][i] = 0;
    }
    return off;
  }

  /** {@code mean_{i≠j} |Gᵢⱼ| / meanᵢ Gᵢᵢ}: 0 for orthogonal vectors, 1 for equal ones. */
  static double offDiagonalShare(double[][] gram) {
    int n = gram.length;
    double off = 0;
    double diagonal = 0;
    for (int i = 0; i < n; i++) {
      diagonal += gram[i][i];
      for (int j = 0; j < n; j++) {
        off += i == j ? 0 : Math.abs(gram[i][j]);
      }
    }
    return off / ((n - 1) * diagonal);
  }

  /** Cosines of the vectors; those of zero vectors with others are NaN. */
  static double[][] cosines(double[][] gram) {
    int n = gram.length;
    double[][] cosines = new double[n][n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        double norms = Math.sqrt(gram[i][i]) * Math.sqrt(gram[j][j]);
        cosines[i][j] = norms == 0 ? Double.NaN : gram[i][j] / norms;
      }
    }
    return cosines;
  }

  /** Mean over pairs of different vectors, those of zero vectors left out. */
  static double meanOffDiagonal(double[][] cosines) {
    return pairs(cosines).average().orElse(Double.NaN);
  }

  /** Share of such pairs below 0. */
  static double negativeShare(double[][] cosines) {
    return pairs(cosines).map(c -> c < 0 ? 1 : 0).average().orElse(Double.NaN);
  }

  private static java.util.stream.DoubleStream pairs(double[][] matrix) {
    return IntStream.range(0, matrix.length)
        .boxed()
        .flatMapToDouble(i -> IntStream.range(0, i).mapToDouble(j -> matrix[i][j]))
        .filter(c -> !Double.isNaN(c));
  }

  /** The matrix without the rows and columns of zero vectors. */
  static double[][] withoutZeros(double[][] cosines) {
    int[] kept =
        IntStream.range(0, cosines.length).filter(i -> !Double.isNaN(cosines[i][i])).toArray();
    double[][] rest = new double[kept.length][kept.length];
    for (int i = 0; i < kept.length; i++) {
      for (int j = 0; j < kept.length; j++) {
        rest[i][j] = cosines[kept[i]][kept[j]];
      }
    }
    return rest;
  }
}
