package dev.ductile.agent.measurement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.ductile.agent.learner.LearnerCopy.Matrix;
import dev.ductile.agent.learner.MeasurementBatch;
import dev.ductile.agent.learner.UnitStatistics;
import dev.ductile.agent.network.Activation;
import dev.ductile.agent.network.Dormancy;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import org.apache.commons.rng.simple.RandomSource;
import org.junit.jupiter.api.Test;

/** Formulas against cases worked by hand or by plain loops. */
class FormulasTest {
  private static BitSet set(int... members) {
    BitSet set = new BitSet();
    for (int member : members) {
      set.set(member);
    }
    return set;
  }

  @Test
  void dormancyDividesByTheMean() {
    // Mean 1: scores are the numbers themselves.
    float[] activity = {0, 0.025f, 0.1f, 1.875f, 3};
    assertThat(Dormancy.dormant(activity, 0)).isEqualTo(set(0));
    assertThat(Dormancy.dormant(activity, 0.02501)).isEqualTo(set(0, 1));
    assertThat(Dormancy.dormant(activity, 0.1001)).isEqualTo(set(0, 1, 2));
    float[] twice = {0, 0.05f, 0.2f, 3.75f, 6};
    assertThat(Dormancy.dormant(twice, 0.1001)).isEqualTo(set(0, 1, 2));
    assertThat(Dormancy.dormant(new float[3], 0)).isEqualTo(set(0, 1, 2));
  }

  @Test
  void overlapIsRelativeToTheSmallerSet() {
    assertThat(Dormancy.overlap(set(1, 2, 3), set(2, 3, 4, 5))).isEqualTo(2 / 3.0);
    assertThat(Dormancy.overlap(set(1), set(1, 2))).isEqualTo(1);
    assertThat(Dormancy.overlap(set(), set(1, 2))).isNaN();
  }

  @Test
  void unitsAreDeadOrLinearByTheirKind() {
    // max a, min a, min |h|, residual share of four units
    UnitStatistics units =
        new UnitStatistics(
            "layer",
            new float[] {1, 1, 1, 1},
            new float[4],
            new float[] {0.995f, 0.5f, 0, 0},
            new float[] {0, 0.5f, 0.005f, 0.02f},
            new float[] {-1, -2, 0.1f, -1},
            new float[] {0, 3, 2, -0.1f},
            new float[4],
            new float[4]);
    assertThat(which(UnitKind.RECTIFIED, units, true)).isEqualTo(set(0, 3));
    assertThat(which(UnitKind.RECTIFIED, units, false)).isEqualTo(set(2));
    assertThat(which(UnitKind.TWO_SLOPES, units, true)).isEqualTo(set());
    assertThat(which(UnitKind.TWO_SLOPES, units, false)).isEqualTo(set(2, 3));
    assertThat(which(UnitKind.SATURATING, units, true)).isEqualTo(set(0));
    assertThat(which(UnitKind.SATURATING, units, false)).isEqualTo(set(2));
    assertThat(which(UnitKind.SMOOTH, units, true)).isEqualTo(set());
    assertThat(which(UnitKind.SMOOTH, units, false)).isEqualTo(set(0, 2));
  }

  private static BitSet which(UnitKind kind, UnitStatistics units, boolean dead) {
    BitSet found = new BitSet();
    for (int i = 0; i < kind.units(units); i++) {
      found.set(i, dead ? kind.isDead(units, i) : kind.isLinear(units, i));
    }
    return found;
  }

  @Test
  void churnOfThreeObservations() {
    float[] before = {1, 2, 5, 5, 0, -1};
    float[] after = {3, 2, 5, 5.5f, 0, -2};
    // Greedy: 1 → 0; 0 (first of equals) → 1; 0 → 0.
    assertThat(Churn.policy(before, after, 2)).isCloseTo(2 / 3.0, within(1e-12));
    assertThat(Churn.value(before, after)).isCloseTo((2 + 0.5 + 1) / 6, within(1e-12));
    assertThat(Churn.policy(before, before, 2)).isZero();
  }

  @Test
  void gramInBlocksEqualsGramAtOnce() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    float[][] vectors = new float[7][11];
    for (float[] vector : vectors) {
      for (int i = 0; i < vector.length; i++) {
        vector[i] = (float) random.nextGaussian();
      }
    }
    for (int kept : new int[] {1, 2, 3, 7, 20}) {
      double[][] gram =
          Gram.of(7, 11, (i, into) -> System.arraycopy(vectors[i], 0, into, 0, 11), kept);
      for (int i = 0; i < 7; i++) {
        for (int j = 0; j < 7; j++) {
          double product = 0;
          for (int k = 0; k < 11; k++) {
            product += (double) vectors[i][k] * vectors[j][k];
          }
          assertThat(gram[i][j])
              .as("seed %d, %d kept, (%d, %d)", seed, kept, i, j)
              .isCloseTo(product, within(1e-9));
        }
      }
    }
  }

  @Test
  void cosinesOfFourVectors() {
    // (1,0), (1,1), (−1,0), (0,0)
    double[][] gram = {{1, 1, -1, 0}, {1, 2, -1, 0}, {-1, -1, 1, 0}, {0, 0, 0, 0}};
    double[][] cosines = Gram.cosines(gram);
    double root = Math.sqrt(0.5);
    assertThat(Gram.meanOffDiagonal(cosines)).isCloseTo((root - 1 - root) / 3, within(1e-12));
    assertThat(Gram.negativeShare(cosines)).isCloseTo(2 / 3.0, within(1e-12));
    assertThat(Gram.withoutZeros(cosines)).hasDimensions(3, 3);
    assertThat(Gram.offDiagonalShare(gram)).isCloseTo(6.0 / (3 * 4), within(1e-12));
    assertThat(Gram.offDiagonal(gram)[1]).containsExactly(1, 0, -1, 0);
  }

  @Test
  void powerIterationFindsTheLargestEvenBesideALargerNegative() {
    double[] diagonal = {-5, 3, 1};
    LargestEigenvalue power =
        new LargestEigenvalue(
            v -> new double[] {diagonal[0] * v[0], diagonal[1] * v[1], diagonal[2] * v[2]},
            3,
            500,
            1e-12);
    assertThat(power.largest(RandomSource.XO_SHI_RO_256_PP.create(3))).isCloseTo(3, within(1e-6));
    diagonal[0] = 0;
    assertThat(power.largest(RandomSource.XO_SHI_RO_256_PP.create(3))).isCloseTo(3, within(1e-6));
    diagonal[1] = 0;
    diagonal[2] = 0;
    assertThat(power.largest(RandomSource.XO_SHI_RO_256_PP.create(3))).isZero();
  }

  /** Units of GELU: far below 0 throughout, of constant input, and in the linear part. */
  @Test
  void whatGivesNothingIsNotLinear() {
    float[] none = new float[3];
    UnitStatistics units =
        new UnitStatistics(
            "hidden",
            new float[] {5e-7f, 0, 9},
            none,
            none,
            none,
            new float[] {-9, 0, 8},
            new float[] {-8, 0, 10},
            none,
            none);
    UnitKind gelu = UnitKind.of(Activation.GELU);
    assertThat(gelu.isLinear(units, 0)).isFalse();
    assertThat(gelu.isLinear(units, 1)).isTrue();
    assertThat(gelu.isLinear(units, 2)).isTrue();
  }

  @Test
  void normsByHand() {
    float[] x = {9, 3, 0, -4, 9};
    assertThat(Vectors.l1(x, 1, 4)).isEqualTo(7);
    assertThat(Vectors.squares(x, 1, 4)).isEqualTo(25);
    assertThat(Vectors.nonZero(x, 1, 4)).isEqualTo(2);
    assertThat(Vectors.dot(x, x)).isEqualTo(81 + 25 + 81);
    assertThat(Vectors.squaredDistance(x, new float[5], 1, 3)).isEqualTo(9);
  }

  @Test
  void matricesSideBySide() {
    Matrix both =
        FeatureMeasurements.sideBySide(
            List.of(
                new Matrix(new float[] {1, 2, 3, 4}, 2, 2), new Matrix(new float[] {5, 6}, 2, 1)));
    assertThat(both.values()).containsExactly(1, 2, 5, 3, 4, 6);
    assertThat(both.columns()).isEqualTo(3);
  }

  @Test
  void goalsSwingAroundTheCentre() {
    float[] goals = PlasticityProbe.goals(new float[] {0, 1e-5f}, 2);
    assertThat(goals[0]).isEqualTo(2);
    assertThat((double) goals[1]).isCloseTo(2 + Math.sin(1), within(1e-4));
  }

  @Test
  void whatIsTimedInsideIsTakenOut() {
    CostClock clock = new CostClock();
    clock.timed(
        "outer",
        () -> {
          sleep(20);
          return clock.timed(
              "inner",
              () -> {
                sleep(200);
                return 1;
              });
        });
    assertThat(clock.seconds().get("inner")).isGreaterThan(0.19);
    assertThat(clock.seconds().get("outer")).isBetween(0.019, 0.19);
  }

  private static void sleep(long milliseconds) {
    try {
      Thread.sleep(milliseconds);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void stateAndBatchComeBack() throws IOException {
    MeasurementState state = new MeasurementState();
    state.seed = 17;
    state.initial = new float[] {1, -2.5f};
    state.dormant = set(3, 70);
    MeasurementBatch batch =
        new MeasurementBatch(
            new byte[] {1, 2, 3, 4},
            new byte[] {5, 6, 7, 8},
            new int[] {2, 0},
            new float[] {1, -1},
            new float[] {0.9f, 0},
            new float[] {1, 0.5f});
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    state.save(out);
    batch.save(out);
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes.toByteArray()));
    MeasurementState restored = new MeasurementState();
    restored.restore(in);
    assertThat(restored).usingRecursiveComparison().isEqualTo(state);
    assertThat(MeasurementBatch.restore(in)).usingRecursiveComparison().isEqualTo(batch);
    assertThat(in.available()).isZero();
  }
}
