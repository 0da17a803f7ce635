package dev.ductile.eval.progress;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ductile.eval.text.Numbers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProgressTextTest {
  private static final ProgressSnapshot HALF = training(250_000, -12.34, 0.01234, 0.5);

  private final ProgressText text = new ProgressText("volley");

  private static ProgressSnapshot training(
      long frames, double recentMeanReturn, double loss, double epsilon) {
    return ProgressSnapshot.training(frames, 500_000, recentMeanReturn, loss, epsilon);
  }

  @Test
  void barShowsEverythingWhereThereIsRoom() {
    assertThat(text.bar(HALF, 1234.4, 120, false))
        .isEqualTo(
            "volley  50% ###############............... "
                + "250k/500k frames  1,234/s  return -12.3  loss 0.0123  eps 0.50  ETA 3:23");
  }

  @Test
  void eightyColumnsStillShowLossAndTime() {
    String line = text.bar(HALF, 1234.4, 79, true);
    assertThat(line).hasSizeLessThanOrEqualTo(79);
    assertThat(line).contains("250k/500k frames", "1,234/s", "-12.3", "0.0123", "ETA 3:23");
    assertThat(text.bar(HALF, 1234.4, 90, true)).contains("\u2588").contains("\u2591");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 10, 20, 40, 60, 80, 100, 200})
  void neverWiderThanTheTerminal(int columns) {
    assertThat(text.bar(HALF, 1234.4, columns, true)).hasSizeLessThanOrEqualTo(columns);
  }

  @Test
  void unknownFiguresAreDashes() {
    ProgressSnapshot start = training(0, Double.NaN, Double.NaN, Double.NaN);
    assertThat(text.plain(start, Double.NaN))
        .isEqualTo(
            "volley: 0 of 500,000 frames (0 %), - frames/s, return -, loss -, epsilon -, ETA -");
    assertThat(text.plain(start, 0)).endsWith("ETA -");
  }

  @Test
  void timesAndOverrunsAreSensible() {
    assertThat(text.plain(HALF, 10)).endsWith("ETA 6:56:40");
    ProgressSnapshot beyond = training(500_003, 1, 1, 0.01);
    assertThat(text.plain(beyond, 10)).contains("(100 %)").endsWith("ETA 0:00");
    assertThat(text.bar(beyond, 10, 100, false)).startsWith("volley 100% ");
  }

  @Test
  void evaluationsCountGamesAndSayWhatIsOnlyABound() {
    ProgressText evaluating = new ProgressText("evaluating");
    ProgressSnapshot first = ProgressSnapshot.evaluation(2000, 500_000, 0, 30, Double.NaN);
    assertThat(evaluating.plain(first, 1000))
        .isEqualTo(
            "evaluating: 2,000 of <500,000 frames (0 %), 1,000 frames/s, games 0/30, return -,"
                + " ETA <8:18");
    ProgressSnapshot later = ProgressSnapshot.evaluation(30_000, 60_000, 12, 30, -19.5);
    assertThat(evaluating.bar(later, 1000, 120, false))
        .isEqualTo(
            "evaluating  50% ###############............... 30k/60k frames  1,000/s  games 12/30"
                + "  return -19.5  ETA 0:30");
    ProgressSnapshot unbounded = ProgressSnapshot.evaluation(2000, 0, 0, 30, Double.NaN);
    assertThat(evaluating.plain(unbounded, 1000))
        .startsWith("evaluating: 2,000 of ? frames (0 %)")
        .endsWith("ETA -");
  }

  @Test
  void theBarSaysWhatIsDoneMeanwhile() {
    assertThat(text.bar(HALF, "measuring gram, 3 of 24  0:48", 80, false))
        .isEqualTo("volley  50% ###############............... measuring gram, 3 of 24  0:48");
    assertThat(text.bar(HALF, "measuring gram, 3 of 24  0:48", 30, false)).hasSize(30);
  }

  @Test
  void rateForgetsTheSlowStart() {
    RateMeter rate = new RateMeter(1000, 0);
    assertThat(rate.framesPerSecond()).isNaN();
    long second = 1_000_000_000L;
    for (int i = 1; i <= 60; i++) {
      rate.add(1000 + i * 10L, i * second);
    }
    assertThat(rate.framesPerSecond()).isEqualTo(10);
    for (int i = 1; i <= 40; i++) {
      rate.add(1600 + i * 500L, (60 + i) * second);
    }
    assertThat(rate.framesPerSecond()).isEqualTo(500);
  }

  @Test
  void numbersAreShort() {
    assertThat(Numbers.shortCount(0)).isEqualTo("0");
    assertThat(Numbers.shortCount(950)).isEqualTo("950");
    assertThat(Numbers.shortCount(50_000)).isEqualTo("50k");
    assertThat(Numbers.shortCount(1_250_000)).isEqualTo("1.25M");
    assertThat(Numbers.shortCount(2e9)).isEqualTo("2B");
    assertThat(Numbers.plain(-20.7)).isEqualTo("-20.7");
    assertThat(Numbers.plain(100)).isEqualTo("100");
    assertThat(Numbers.plain(-0.001)).isEqualTo("0");
    assertThat(Numbers.plain(7127)).isEqualTo("7,127");
  }
}
