package dev.ductile.agent.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.ductile.agent.learner.Learner;
import dev.ductile.agent.learner.LearnerCopy;
import dev.ductile.agent.learner.LearnerGradients;
import dev.ductile.agent.learner.MeasurementBatch;
import dev.ductile.agent.network.NoisyConfig;
import dev.ductile.agent.network.Parameter;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Gradients, kernel and Hessian of small learners against closed forms; run by every engine. */
public abstract class CurvatureContract extends MeasuredLearners {
  @Test
  void gradientsOfSamplesAverageToThatOfTheBatch() {
    objectives()
        .forEach(
            (name, objective) -> {
              boolean noisy = name.equals("c51");
              NoisyConfig noise =
                  noisy
                      ? SmallLearners.noisy(
                          NoisyConfig.Kind.FACTORISED,
                          NoisyConfig.Sharing.SEPARATE,
                          NoisyConfig.Acting.EVERY_STEP)
                      : NoisyConfig.none();
              try (Learner learner = learner(noisy, noise, objective);
                  LearnerCopy copy = copyOf(learner)) {
                float[] weights = SmallLearners.measurementBatch(learner).weights();
                double[] sum = new double[copy.size()];
                float[] one = new float[copy.size()];
                for (int i = 0; i < BATCH; i++) {
                  copy.lossGradient(i, one);
                  for (int k = 0; k < sum.length; k++) {
                    sum[k] += (double) weights[i] * one[k] / BATCH;
                  }
                }
                float[] whole = copy.gradient();
                double largest = 0;
                for (int k = 0; k < sum.length; k++) {
                  assertThat((double) whole[k])
                      .as("%s, %d", name, k)
                      .isCloseTo(sum[k], within(1e-5));
                  largest = Math.max(largest, Math.abs(sum[k]));
                }
                assertThat(largest).as(name).isGreaterThan(1e-2);
              }
            });
  }

  /** Without noise and penalties the copy's gradient is the learner's own. */
  @Test
  void gradientEqualsTheLearners() {
    try (Learner learner = plain();
        LearnerCopy copy = copyOf(learner)) {
      float[] flat = copy.gradient();
      Map<String, float[]> theirs = LearnerGradients.of(engine(), SETTINGS, learner);
      int at = 0;
      for (Parameter p : copy.parameters()) {
        for (int i = 0; i < p.shape().elements(); i++) {
          assertThat(flat[at++]).as(p.name()).isEqualTo(theirs.get(p.name())[i], within(1e-6f));
        }
      }
      assertThat(at).isEqualTo(copy.size());
      double squares = 0;
      for (float g : flat) {
        squares += (double) g * g;
      }
      Map<String, Double> m = measure(learner, "gradients");
      assertThat(m.get("plasticity/gradient-l2/total")).isCloseTo(Math.sqrt(squares), within(1e-5));
    }
  }

  /**
   * With positive weights every unit is in its linear part, and the kernel is known: each layer
   * adds (⟨input, input′⟩ + 1)·‖∂f/∂output‖², the latter being the same for all observations.
   */
  @Test
  void kernelOfALinearNetworkHasAClosedForm() {
    try (Learner learner = plain();
        LearnerCopy copy = copyOf(learner)) {
      for (String layer : List.of("mlp1", "mlp2", "hidden", "out")) {
        set(learner, layer + ".weight", i -> 0.02 + 0.01 * (i % 7));
        set(learner, layer + ".bias", i -> 0.1);
      }
      copy.load(learner);
      double[][] gradients = new double[BATCH][];
      float[] one = new float[copy.size()];
      for (int b = 0; b < BATCH; b++) {
        copy.valueGradient(b, one);
        gradients[b] = new double[one.length];
        for (int k = 0; k < one.length; k++) {
          gradients[b][k] = one[k];
        }
      }
      for (int i = 0; i < BATCH; i++) {
        for (int j = 0; j < BATCH; j++) {
          double measured = 0;
          for (int k = 0; k < copy.size(); k++) {
            measured += gradients[i][k] * gradients[j][k];
          }
          double wanted = kernel(learner, i, j);
          assertThat(measured).isCloseTo(wanted, within(1e-4 * wanted));
        }
      }
      Map<String, Double> m = measure(learner, "ntk");
      double diagonal = 0;
      double off = 0;
      for (int i = 0; i < BATCH; i++) {
        diagonal += kernel(learner, i, i) / BATCH;
        for (int j = 0; j < i; j++) {
          off += kernel(learner, i, j) / 6;
        }
      }
      assertThat(m.get("plasticity/ntk-off-diagonal-share@4/total"))
          .isCloseTo(off / diagonal, within(1e-4));
      assertThat(m.get("plasticity/ntk-lambda-1@4/total")).isBetween(diagonal, 4 * diagonal);
      assertThat(m.get("plasticity/ntk-effective-rank@4/total")).isBetween(1.0, 4.0);
    }
  }

  private static double kernel(Learner learner, int i, int j) {
    String[] layers = {"mlp1", "mlp2", "hidden", "out"};
    double[][][] inputs = new double[2][layers.length][];
    for (int side = 0; side < 2; side++) {
      double[] x = input(learner, side == 0 ? i : j);
      for (int l = 0; l < layers.length; l++) {
        inputs[side][l] = x;
        x = NaiveMlp.dense(learner, layers[l], x);
      }
    }
    double[] delta = {1, 1, 1};
    double kernel = 0;
    for (int l = layers.length - 1; l >= 0; l--) {
      double product = 1;
      for (int k = 0; k < inputs[0][l].length; k++) {
        product += inputs[0][l][k] * inputs[1][l][k];
      }
      double squares = 0;
      for (double d : delta) {
        squares += d * d;
      }
      kernel += product * squares;
      float[] weight = NaiveMlp.parameter(learner, layers[l] + ".weight");
      double[] below = new double[inputs[0][l].length];
      for (int k = 0; k < below.length; k++) {
        for (int o = 0; o < delta.length; o++) {
          below[k] += weight[k * delta.length + o] * delta[o];
        }
      }
      delta = below;
    }
    return kernel;
  }

  /**
   * With output layer and targets 0 the residuals are 0 and only the output layer has gradients, so
   * that the squared loss is a quadratic of it: its Hessian has a block {@code 2/B Σ wᵢ h̃ᵢh̃ᵢᵀ}
   * for each action, h̃ the features and a 1, over the samples of that action.
   */
  @Test
  void hessianOfAQuadraticHasAClosedForm() {
    try (Learner learner = plain()) {
      set(learner, "out.weight", i -> 0);
      set(learner, "out.bias", i -> 0);
      for (int b = 0; b < BATCH; b++) {
        learner.updateInput("returns").putFloat(4 * b, 0);
        learner.updateInput("discounts").putFloat(4 * b, 0);
      }
      MeasurementBatch batch = SmallLearners.measurementBatch(learner);
      double largest = 0;
      for (int action = 0; action < ACTIONS; action++) {
        double[][] block = new double[7][7];
        for (int b = 0; b < BATCH; b++) {
          if (batch.actions()[b] == action) {
            double[] h =
                NaiveMlp.relu(NaiveMlp.dense(learner, "hidden", NaiveMlp.features(learner, b)));
            for (int r = 0; r < 7; r++) {
              for (int c = 0; c < 7; c++) {
                double product = (r < 6 ? h[r] : 1) * (c < 6 ? h[c] : 1);
                block[r][c] += 2 * batch.weights()[b] * product / BATCH;
              }
            }
          }
        }
        largest = Math.max(largest, largestEigenvalue(block));
      }
      Map<String, Double> m = measure(learner, "hessian");
      assertThat(m.get("plasticity/hessian-lambda-max/total"))
          .isCloseTo(largest, within(5e-3 * largest));
    }
  }

  /** Of a positive semidefinite matrix, by squaring it again and again. */
  private static double largestEigenvalue(double[][] a) {
    double[] v = new double[a.length];
    java.util.Arrays.fill(v, 1);
    double value = 0;
    for (int k = 0; k < 10_000; k++) {
      double[] w = new double[v.length];
      double norm = 0;
      for (int i = 0; i < v.length; i++) {
        for (int j = 0; j < v.length; j++) {
          w[i] += a[i][j] * v[j];
        }
        norm += w[i] * w[i];
      }
      value = Math.sqrt(norm);
      for (int i = 0; i < v.length && value > 0; i++) {
        v[i] = w[i] / value;
      }
    }
    return value;
  }
}
