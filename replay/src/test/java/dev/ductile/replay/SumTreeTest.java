package dev.ductile.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SumTreeTest {

  /** Values that are multiples of 1/8 make every sum exact, so the two must agree to the bit. */
  @Test
  void agreesWithALinearScan() {
    for (long seed = 1; seed <= 60; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      int size = 1 + random.nextInt(70);
      SumTree tree = new SumTree(size);
      double[] naive = new double[size];
      for (int i = 0; i < 3_000; i++) {
        int index = random.nextInt(size);
        naive[index] = random.nextInt(3) == 0 ? 0 : random.nextInt(1000) / 8.0;
        tree.set(index, naive[index]);
        double total = Arrays.stream(naive).sum();
        assertThat(tree.total()).as("seed %d", seed).isEqualTo(total);
        if (total > 0) {
          double target = random.nextBoolean() ? random.nextInt((int) total + 1) : total * 0.37;
          assertThat(tree.find(target))
              .as("seed %d, operation %d, target %s", seed, i, target)
              .isEqualTo(scan(naive, target));
        }
      }
      tree.checkInvariants();
    }
  }

  /** The first index whose cumulative sum exceeds the target, else the last positive one. */
  static int scan(double[] values, double target) {
    double sum = 0;
    int lastPositive = -1;
    for (int i = 0; i < values.length; i++) {
      sum += values[i];
      if (values[i] > 0) {
        lastPositive = i;
        if (target < sum) {
          return i;
        }
      }
    }
    return lastPositive;
  }

  @Test
  void findsByHand() {
    SumTree tree = new SumTree(5);
    tree.setAll(new double[] {1, 0, 2, 0, 3});
    assertThat(tree.total()).isEqualTo(6);
    assertThat(tree.find(0)).isEqualTo(0);
    assertThat(tree.find(Math.nextDown(1))).isEqualTo(0);
    assertThat(tree.find(1)).isEqualTo(2);
    assertThat(tree.find(Math.nextDown(3))).isEqualTo(2);
    assertThat(tree.find(3)).isEqualTo(4);
    assertThat(tree.find(6)).isEqualTo(4); // exactly the total
    assertThat(tree.find(7)).isEqualTo(4);
    tree.set(4, 0);
    assertThat(tree.find(6)).isEqualTo(2); // never a value of 0
    tree.set(0, 0);
    assertThat(tree.find(0)).isEqualTo(2);
    tree.set(2, 0);
    assertThatThrownBy(() -> tree.find(0)).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void neverDriftsAndNeverFindsZero() {
    SplittableRandom random = new SplittableRandom(5);
    int size = 1000;
    SumTree tree = new SumTree(size);
    double[] values = new double[size];
    for (int i = 0; i < 1_000_000; i++) {
      int index = random.nextInt(size);
      // Over thirty orders of magnitude, where differences would lose everything.
      values[index] = i % 7 == 0 ? 0 : Math.pow(10, random.nextInt(30) - 20) * random.nextDouble();
      tree.set(index, values[index]);
      if (i % 16 == 0 && tree.total() > 0) {
        double u = i % 64 == 0 ? Math.nextDown(1.0) : random.nextDouble();
        assertThat(values[tree.find(tree.total() * u)]).isPositive();
      }
    }
    SumTree fresh = new SumTree(size);
    fresh.setAll(values);
    assertThat(tree.total()).isEqualTo(fresh.total());
    tree.checkInvariants();
  }

  @Test
  void refusesBadValues() {
    SumTree tree = new SumTree(3);
    assertThatThrownBy(() -> tree.set(3, 1)).hasMessage("index must be in 0…2, was 3");
    for (double bad : new double[] {-1, Double.NaN, Double.POSITIVE_INFINITY}) {
      assertThatThrownBy(() -> tree.set(0, bad)).hasMessageContaining("was " + bad);
    }
    assertThatThrownBy(() -> new SumTree(0)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> tree.setAll(new double[2])).hasMessageContaining("expected 3");
  }
}
