package dev.ductile.agent.contract;

import dev.ductile.agent.network.Parameter;
import dev.ductile.agent.network.ParameterRole;
import dev.ductile.agent.optimizer.OptimizerConfig;

/** Muon's step of a matrix with plain loops, its scale that of Liu et al. 2025. */
final class MuonLoop {
  private MuonLoop() {}

  /** Whether it is a hidden layer's weights. */
  static boolean concerns(OptimizerConfig o, Parameter p) {
    return o.kind() == OptimizerConfig.Kind.MUON
        && p.role() == ParameterRole.WEIGHT
        && !p.name().contains("out");
  }

  /**
   * What the learning rate is multiplied with.
   *
   * @param momentum row-major; moved on
   */
  static double[] direction(OptimizerConfig o, Parameter p, double[] g, double[] momentum) {
    int columns = p.shape().dim(-1);
    int rows = g.length / columns;
    double mu = o.decay();
    double[] x = new double[g.length];
    double squares = 0;
    for (int i = 0; i < g.length; i++) {
      momentum[i] = mu * momentum[i] + (1 - mu) * g[i];
      x[i] = mu * momentum[i] + (1 - mu) * g[i];
      squares += x[i] * x[i];
    }
    double norm = Math.max(Math.sqrt(squares), 1e-7);
    for (int i = 0; i < x.length; i++) {
      x[i] /= norm;
    }
    for (int k = 0; k < 5; k++) {
      // On the rows' side, whichever is smaller: a polynomial of XXᵀ times X is X times one of XᵀX.
      double[] gram = product(x, transposed(x, rows, columns), rows, columns, rows);
      double[] once = product(gram, x, rows, rows, columns);
      double[] twice = product(gram, once, rows, rows, columns);
      for (int i = 0; i < x.length; i++) {
        x[i] = 3.4445 * x[i] - 4.7750 * once[i] + 2.0315 * twice[i];
      }
    }
    for (int i = 0; i < x.length; i++) {
      x[i] *= 0.2 * Math.sqrt(Math.max(rows, columns));
    }
    return x;
  }

  private static double[] transposed(double[] a, int rows, int columns) {
    double[] t = new double[a.length];
    for (int i = 0; i < a.length; i++) {
      t[i % columns * rows + i / columns] = a[i];
    }
    return t;
  }

  private static double[] product(double[] a, double[] b, int m, int n, int k) {
    double[] c = new double[m * k];
    for (int i = 0; i < m; i++) {
      for (int j = 0; j < n; j++) {
        for (int l = 0; l < k; l++) {
          c[i * k + l] += a[i * n + j] * b[j * k + l];
        }
      }
    }
    return c;
  }
}
