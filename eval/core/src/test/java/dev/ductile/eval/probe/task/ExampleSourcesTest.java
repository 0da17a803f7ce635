package dev.ductile.eval.probe.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.ductile.base.RandomStreams;
import dev.ductile.eval.probe.data.Glyphs;
import dev.ductile.eval.probe.data.ImageSet;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.apache.commons.rng.UniformRandomProvider;
import org.junit.jupiter.api.Test;

/** What each chain of tasks changes from task to task, and what not. */
class ExampleSourcesTest {
  private static final ImageSet IMAGES = Glyphs.draw(1, 400);

  private static UniformRandomProvider random(long seed) {
    return new RandomStreams(seed).stream("task", 0);
  }

  private static int differences(int[] a, int[] b) {
    int count = 0;
    for (int i = 0; i < a.length; i++) {
      count += a[i] == b[i] ? 0 : 1;
    }
    return count;
  }

  @Test
  void randomLabelsRedrawTheirFraction() {
    for (double fraction : new double[] {0, 0.01, 0.1, 0.5, 1}) {
      RandomLabels source = new RandomLabels(IMAGES, fraction, random(3));
      int[] before = source.next(0).labels();
      double changed = 0;
      int tasks = 50;
      for (int task = 1; task <= tasks; task++) {
        int[] now = source.next(task).labels();
        int differ = differences(before, now);
        assertThat(differ).isLessThanOrEqualTo((int) Math.round(fraction * IMAGES.count()));
        changed += differ / (double) tasks / IMAGES.count();
        before = now;
      }
      // One in ten is drawn as it was.
      assertThat(changed).as("fraction %s", fraction).isCloseTo(0.9 * fraction, within(0.02));
    }
  }

  @Test
  void randomLabelsHaveNothingToDoWithTheTrueOnes() {
    int[] labels = new RandomLabels(IMAGES, 1, random(3)).next(0).labels();
    int equal = 0;
    for (int i = 0; i < labels.length; i++) {
      equal += labels[i] == IMAGES.label(i) ? 1 : 0;
    }
    assertThat(equal / 400.0).isCloseTo(0.1, within(0.06));
  }

  @Test
  void classPermutationIsOne() {
    ClassPermutation source = new ClassPermutation(IMAGES, random(4));
    Set<String> seen = new HashSet<>();
    for (int task = 0; task < 5; task++) {
      int[] labels = source.next(task).labels();
      int[] names = new int[10];
      Arrays.fill(names, -1);
      for (int i = 0; i < labels.length; i++) {
        int truth = IMAGES.label(i);
        assertThat(names[truth]).isIn(-1, labels[i]);
        names[truth] = labels[i];
      }
      assertThat(names).containsExactlyInAnyOrder(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
      seen.add(Arrays.toString(names));
    }
    assertThat(seen).hasSize(5);
  }

  @Test
  void inputTransformationMovesPixelsAndKeepsLabels() {
    InputTransformation source = new InputTransformation(IMAGES, random(5));
    Examples first = source.next(0);
    Examples second = source.next(1);
    assertThat(first.images()).isSameAs(IMAGES);
    assertThat(second.labels()).isEqualTo(first.labels());
    int moved = 0;
    int[] histogram = new int[256];
    for (int p = 0; p < IMAGES.imageBytes(); p++) {
      histogram[IMAGES.pixel(7, p)]++;
      histogram[second.images().pixel(7, p)]--;
      moved += IMAGES.pixel(7, p) == second.images().pixel(7, p) ? 0 : 1;
    }
    assertThat(histogram).as("the same pixels").containsOnly(0);
    assertThat(moved).isGreaterThan(IMAGES.imageBytes() / 2);
  }

  private static double mean(float[] values) {
    double sum = 0;
    for (float value : values) {
      sum += value;
    }
    return sum / values.length;
  }

  @Test
  void growingTargetsGrow() {
    RandomTargets targets = new RandomTargets(IMAGES, 0);
    RandomRegression source = RandomRegression.growing(IMAGES, targets, 2, random(6));
    for (int task = 0; task < 4; task++) {
      Examples examples = source.next(task);
      double scale = Math.pow(2, task);
      assertThat(mean(examples.targets())).isCloseTo(0, within(1e-3 * scale));
      assertThat(examples.targetVariance()).isCloseTo(scale * scale, within(1e-3 * scale * scale));
    }
  }

  @Test
  void offsetIsThereInTheFirstTaskOnly() {
    RandomRegression source =
        RandomRegression.afterOffset(IMAGES, new RandomTargets(IMAGES, 3), 100, random(7));
    Examples first = source.next(0);
    assertThat(mean(first.targets())).isCloseTo(100, within(1e-3));
    assertThat(first.targetVariance()).isCloseTo(1, within(1e-3));
    Examples second = source.next(1);
    assertThat(mean(second.targets())).isCloseTo(0, within(1e-3));
    assertThat(second.targetVariance()).isCloseTo(1, within(1e-3));
    assertThat(second.targets()).isNotEqualTo(source.next(2).targets());
  }

  @Test
  void compositeChangesEverything() {
    CompositeTask source = new CompositeTask(IMAGES, 0.5, 2, random(8));
    Examples first = source.next(0);
    Examples third = null;
    for (int task = 1; task < 3; task++) {
      third = source.next(task);
    }
    assertThat(third.targetVariance() / first.targetVariance()).isBetween(13.0, 19.0);
    assertThat(
            first.images().pixel(0, 300) == third.images().pixel(0, 300)
                && first.images().pixel(1, 301) == third.images().pixel(1, 301)
                && first.images().pixel(2, 302) == third.images().pixel(2, 302)
                && first.images().pixel(3, 303) == third.images().pixel(3, 303))
        .isFalse();
  }

  @Test
  void equalSeedsGiveEqualChains() {
    for (int task = 0; task < 3; task++) {
      RandomLabels a = new RandomLabels(IMAGES, 0.3, random(9));
      RandomLabels b = new RandomLabels(IMAGES, 0.3, random(9));
      for (int t = 0; t <= task; t++) {
        assertThat(a.next(t).labels()).isEqualTo(b.next(t).labels());
      }
    }
    assertThat(new RandomTargets(IMAGES, 2).draw(random(1)))
        .isEqualTo(new RandomTargets(IMAGES, 2).draw(random(1)))
        .isNotEqualTo(new RandomTargets(IMAGES, 2).draw(random(2)));
  }
}
