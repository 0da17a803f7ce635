package dev.ductile.agent.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The loops that engines are held to, against numbers computed with PyTorch. */
class TracLoopTest {
  /**
   * The formulas of TRAC's published code around {@code torch.optim.Adam(lr=1e-2, betas=(0.9,
   * 0.999), eps=1e-2)} in float64, erfi by quadrature: θ₀ = (1, −2, 0, 0, 3), gradients {@code
   * sin(0.05t + k)·(k + 1)/5}, t from 1.
   */
  @ParameterizedTest
  @CsvSource({
    "1, 0.1, 0.9949719343255772, -2.0097764596964383, -0.00884889432736445, 3.0099322669513207",
    "2, 0.1, 0.9934544024666345, -2.011669644593449, -0.009962486768850322, 3.0118558165190445",
    "10, 0.1, 0.4703786804355219, -2.705994716105275, 0.09498354183775251, 3.718416491262779",
    "200, 0.1, 1.0000062083113554, -1.9999639590303309, -6.345158048034147e-07, 2.9999656882171215",
    "10, 1e-4, 0.9994703886965964, -2.000705979150528, 9.499064194581912e-05, 3.0007184006708005"
  })
  void isThatOfThePublishedCode(
      int updates, double first, double t0, double t1, double t3, double t4) {
    double[] theta = {1, -2, 0, 0, 3};
    TracLoop trac = new TracLoop(first, theta);
    double[] m = new double[theta.length];
    double[] v = new double[theta.length];
    for (int t = 1; t <= updates; t++) {
      double[] g = new double[theta.length];
      double[] stepped = new double[theta.length];
      for (int k = 0; k < g.length; k++) {
        g[k] = Math.sin(0.05 * t + k) * (k + 1) / 5;
        m[k] = 0.9 * m[k] + 0.1 * g[k];
        v[k] = 0.999 * v[k] + 0.001 * g[k] * g[k];
        double root = Math.sqrt(v[k] / (1 - Math.pow(0.999, t))) + 1e-2;
        stepped[k] = theta[k] - 1e-2 * m[k] / (1 - Math.pow(0.9, t)) / root;
      }
      theta = trac.step(theta, g, stepped);
    }
    assertThat(theta[0]).isCloseTo(t0, within(1e-8));
    assertThat(theta[1]).isCloseTo(t1, within(1e-8));
    assertThat(theta[3]).isCloseTo(t3, within(1e-8));
    assertThat(theta[4]).isCloseTo(t4, within(1e-8));
  }
}
