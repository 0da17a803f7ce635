package dev.ductile.agent.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.ductile.agent.contract.Graphs.Argument;
import dev.ductile.agent.engine.Engine;
import dev.ductile.agent.engine.Shape;
import dev.ductile.agent.objective.C51Objective;
import dev.ductile.agent.objective.HlGauss;
import dev.ductile.agent.objective.QuantileObjective;
import dev.ductile.agent.objective.Support;
import dev.ductile.agent.objective.TwoHot;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Formulas of the objectives against hand-worked cases and naive loops; run by every engine. */
public abstract class ObjectiveContract {
  private static final float EXACT = 1e-5f;

  /** The engine under test. */
  protected abstract Engine engine();

  private float[] project(Support s, float[] returns, float[] discounts, float[] p) {
    int batch = returns.length;
    return Graphs.run(
        engine(),
        (f, x) -> C51Objective.project(f, s, x.get(0), x.get(1), x.get(2)),
        new Argument(Shape.of(batch), returns),
        new Argument(Shape.of(batch), discounts),
        new Argument(Shape.of(batch, s.atoms()), p));
  }

  @Test
  void projectionOfHandWorkedCases() {
    Support s = new Support(3, 0, 2);
    // Exactly on an atom; half-way; beyond the ends; terminal.
    float[] m =
        project(
            s,
            new float[] {0, 0.5f, 5, -9, 1.25f},
            new float[] {1, 1, 1, 1, 0},
            new float[] {.2f, .3f, .5f, 1, 0, 0, 0, 1, 0, 0, 1, 0, .6f, .3f, .1f});
    assertThat(m)
        .containsExactly(
            new float[] {.2f, .3f, .5f, .5f, .5f, 0, 0, 0, 1, 1, 0, 0, 0, .75f, .25f},
            within(EXACT));
  }

  @Test
  void projectionEqualsScatterAndKeepsMass() {
    long seed = 20260101;
    SplittableRandom random = new SplittableRandom(seed);
    Support s = new Support(51, -10, 10);
    int batch = 64;
    float[] returns = new float[batch];
    float[] discounts = new float[batch];
    float[] p = new float[batch * 51];
    for (int b = 0; b < batch; b++) {
      returns[b] = (float) (random.nextDouble() * 30 - 15);
      discounts[b] = b % 5 == 0 ? 0 : (float) random.nextDouble();
      distribution(random, p, b * 51, 51);
    }
    float[] m = project(s, returns, discounts, p);
    for (int b = 0; b < batch; b++) {
      double[] expected = scatter(returns[b], discounts[b], p, b * 51);
      double mass = 0;
      for (int i = 0; i < 51; i++) {
        mass += m[b * 51 + i];
        assertThat((double) m[b * 51 + i])
            .as("seed %d sample %d atom %d", seed, b, i)
            .isCloseTo(expected[i], within(2e-5));
      }
      assertThat(mass).as("seed %d mass of %d", seed, b).isCloseTo(1, within(1e-4));
    }
  }

  /** Bellemare et al. 2017, algorithm 1, with the case l = u handled. */
  private static double[] scatter(double r, double discount, float[] p, int from) {
    double[] m = new double[51];
    for (int j = 0; j < 51; j++) {
      double tz = Math.max(-10, Math.min(10, r + discount * (-10 + j * 0.4)));
      double b = (tz + 10) / 0.4;
      int low = (int) Math.floor(b);
      int high = (int) Math.ceil(b);
      if (low == high) {
        m[Math.min(low, 50)] += p[from + j];
      } else {
        m[low] += p[from + j] * (high - b);
        m[Math.min(high, 50)] += p[from + j] * (b - low);
      }
    }
    return m;
  }

  private static void distribution(SplittableRandom random, float[] p, int from, int n) {
    double sum = 0;
    double[] raw = new double[n];
    for (int i = 0; i < n; i++) {
      raw[i] = random.nextDouble();
      sum += raw[i];
    }
    for (int i = 0; i < n; i++) {
      p[from + i] = (float) (raw[i] / sum);
    }
  }

  @Test
  void twoHotOfHandWorkedCases() {
    TwoHot classes = new TwoHot(new Support(5, -2, 2));
    float[] labels =
        Graphs.run(
            engine(),
            (f, x) -> classes.labels(f, x.get(0)),
            new Argument(Shape.of(5), -2, 0.25f, 1, 2, 7));
    assertThat(labels)
        .containsExactly(
            new float[] {
              1, 0, 0, 0, 0, 0, 0, .75f, .25f, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1
            },
            within(EXACT));
    float[] back =
        Graphs.run(
            engine(),
            (f, x) -> classes.expectation(f, classes.labels(f, x.get(0))),
            new Argument(Shape.of(4), -1.7f, 0.3f, 1.9f, -2));
    assertThat(back).containsExactly(new float[] {-1.7f, 0.3f, 1.9f, -2}, within(EXACT));
  }

  @Test
  void hlGaussEqualsIntegratedDensity() {
    int bins = 8;
    HlGauss classes = new HlGauss(bins, -2, 2, 0.75);
    float[] numbers = {0, -1.9f, 1.3f, 2.5f};
    float[] labels =
        Graphs.run(
            engine(),
            (f, x) -> classes.labels(f, x.get(0)),
            new Argument(Shape.of(numbers.length), numbers));
    for (int b = 0; b < numbers.length; b++) {
      double[] expected = integrate(Math.min(2, numbers[b]), 0.75 * 0.5, bins);
      for (int i = 0; i < bins; i++) {
        assertThat((double) labels[b * bins + i])
            .as("number %s bin %d", numbers[b], i)
            .isCloseTo(expected[i], within(1e-5));
      }
    }
    // Symmetric about 0, so the two middle bins agree and read back as 0.
    assertThat(labels[3]).isCloseTo(labels[4], within(EXACT));
  }

  /** Simpson's rule over each bin of [-2, 2], normalised. */
  private static double[] integrate(double mean, double sigma, int bins) {
    double[] mass = new double[bins];
    double total = 0;
    for (int i = 0; i < bins; i++) {
      double from = -2 + i * 4.0 / bins;
      int steps = 200;
      double h = 4.0 / bins / steps;
      for (int k = 0; k <= steps; k++) {
        double x = from + k * h;
        double density = Math.exp(-0.5 * Math.pow((x - mean) / sigma, 2));
        mass[i] += density * (k == 0 || k == steps ? 1 : k % 2 == 1 ? 4 : 2) * h / 3;
      }
      total += mass[i];
    }
    for (int i = 0; i < bins; i++) {
      mass[i] /= total;
    }
    return mass;
  }

  private float[] quantileLoss(float[] predicted, float[] tau, float[] targets, double kappa) {
    return Graphs.run(
        engine(),
        (f, x) -> QuantileObjective.quantileHuber(f, x.get(0), x.get(1), x.get(2), kappa),
        new Argument(Shape.of(1, predicted.length), predicted),
        new Argument(Shape.of(1, tau.length), tau),
        new Argument(Shape.of(1, targets.length), targets));
  }

  @Test
  void quantileLossOfHandWorkedCases() {
    // u = 2: .25·(2 − ½); u = −1/2 with τ = .25: .75·⅛.
    assertThat(quantileLoss(new float[] {0}, new float[] {.25f}, new float[] {2}, 1)[0])
        .isCloseTo(0.375f, within(EXACT));
    assertThat(quantileLoss(new float[] {.5f}, new float[] {.25f}, new float[] {0}, 1)[0])
        .isCloseTo(0.09375f, within(EXACT));
    // Plain quantile loss: |τ − 1[u<0]|·|u|, summed over predictions, averaged over targets.
    float plain =
        quantileLoss(new float[] {0, 1}, new float[] {.25f, .75f}, new float[] {2, -2}, 0)[0];
    assertThat(plain).isCloseTo((0.5f + 1.5f + 0.75f + 0.75f) / 2, within(EXACT));
  }

  @Test
  void quantileLossEqualsNaiveLoop() {
    long seed = 7;
    SplittableRandom random = new SplittableRandom(seed);
    for (double kappa : new double[] {0, 0.5, 1, 2}) {
      float[] predicted = floats(random, 9, 6);
      float[] tau = floats(random, 9, 1);
      float[] targets = floats(random, 5, 6);
      double expected = 0;
      for (int i = 0; i < 9; i++) {
        for (int j = 0; j < 5; j++) {
          double u = targets[j] - predicted[i];
          double huber = Math.abs(u) <= kappa ? u * u / 2 : kappa * (Math.abs(u) - kappa / 2);
          double loss = kappa == 0 ? Math.abs(u) : huber / kappa;
          expected += Math.abs(tau[i] - (u < 0 ? 1 : 0)) * loss / 5;
        }
      }
      assertThat((double) quantileLoss(predicted, tau, targets, kappa)[0])
          .as("seed %d kappa %s", seed, kappa)
          .isCloseTo(expected, within(1e-4));
    }
  }

  private static float[] floats(SplittableRandom random, int n, double scale) {
    float[] values = new float[n];
    for (int i = 0; i < n; i++) {
      values[i] = (float) (random.nextDouble() * scale);
    }
    return values;
  }
}
