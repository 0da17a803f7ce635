package dev.ductile.eval.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** Figures along tasks, worked by hand. */
class TaskCoursesTest {
  private static final String DEAD = "plasticity/dead@0/total";
  private static final String RANK = "plasticity/ntk-effective-rank@64/total";

  private static final String COST = "plasticity/seconds/ntk";

  private static Map<String, Map<String, Double>> figures(double[] dead, double[][] courses) {
    TaskCourses all = new TaskCourses();
    double[] ranks = {9, 7, 8, 2};
    double[] scores = {1, 0.9, 0.8, 0.5};
    for (int task = 0; task < dead.length; task++) {
      double[] course = courses[task];
      for (int point = 1; point <= course.length; point++) {
        all.point(task, point / (course.length + 1.0), Map.of(DEAD, course[point - 1]));
      }
      all.end(Map.of(DEAD, dead[task], RANK, ranks[task], COST, 1.0 * task), scores[task]);
    }
    return all.figures();
  }

  /** Seven points before the end: the first is at 1/8, the second at 1/4, the third behind it. */
  @Test
  void switchesAndRecoveries() {
    double[][] courses = {
      {9, 9, 9, 9, 9, 9, 9}, {5, 3, 99, 0, 0, 0, 0}, {2, 4, 99, 0, 0, 0, 0}, {1, 1, 99, 0, 0, 0, 0}
    };
    Map<String, Map<String, Double>> figures = figures(new double[] {1, 2, 2, 3}, courses);
    // First quarters 4, 3, 1 behind ends 1, 2, 2, and before ends 2, 2, 3.
    assertThat(figures.get("riseAtSwitch")).containsOnly(Map.entry(DEAD, (3 + 1 - 1) / 3.0));
    assertThat(figures.get("recovery")).containsOnly(Map.entry(DEAD, (2 + 1 - 2) / 3.0));
  }

  /** Spearman's by 1 − 6Σd²/(n(n² − 1)), which holds without ties. */
  @Test
  void correlationsOverTasks() {
    double[][] none = new double[4][0];
    Map<String, Map<String, Double>> figures = figures(new double[] {5, 5, 5, 5}, none);
    assertThat(figures).doesNotContainKeys("riseAtSwitch", "recovery");
    // Ranks 4, 2, 3, 1 against 4, 3, 2, 1; and 3, 1, 2 against those of the next tasks, 3, 2, 1.
    assertThat(figures.get("withScore").get(RANK)).isCloseTo(1 - 6 * 2 / 60.0, within(1e-12));
    assertThat(figures.get("withNextScore").get(RANK)).isCloseTo(1 - 6 * 2 / 24.0, within(1e-12));
    assertThat(figures.get("withScore")).as("no costs").containsOnlyKeys(DEAD, RANK);
    assertThat(figures.get("withScore").get(DEAD)).as("what never changes").isZero();
  }

  @Test
  void aMeasurementThatWasNotFiniteHasNoCorrelation() {
    double[][] none = new double[3][0];
    Map<String, Map<String, Double>> figures = figures(new double[] {1, Double.NaN, 2}, none);
    assertThat(figures.get("withScore").get(DEAD)).isNaN();
    assertThat(figures.get("withScore").get(RANK)).isFinite();
  }

  @Test
  void oneTaskHasNone() {
    assertThat(figures(new double[] {1}, new double[][] {{1, 2, 3}})).isEmpty();
    assertThat(new TaskCourses().figures()).isEmpty();
  }
}
