package dev.ductile.eval.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.ductile.eval.text.Json;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the lines of a log come to. */
class RunCurvesTest {
  private final RunCurves curves = new RunCurves();

  private void take(String line) throws JsonProcessingException {
    curves.take(Json.MAPPER.readTree(line));
  }

  @Test
  void aLongCurveIsThinnedToMeansAndKeepsItsMean() {
    ThinnedSeries series = new ThinnedSeries();
    int values = 100_000;
    for (int i = 1; i <= values; i++) {
      series.add(i, i % 10);
    }
    List<List<Number>> points = series.points();
    assertThat(points).hasSizeBetween(ThinnedSeries.MAX_POINTS / 2, ThinnedSeries.MAX_POINTS + 1);
    assertThat(points.stream().mapToDouble(point -> point.get(1).doubleValue()).average())
        .hasValueCloseTo(4.5, within(0.05));
    assertThat(points.get(0).get(0).doubleValue()).isLessThan(1000);
    assertThat(points.get(points.size() - 1).get(0).doubleValue()).isGreaterThan(99_000);
    for (int i = 1; i < points.size(); i++) {
      assertThat(points.get(i).get(0).longValue())
          .isGreaterThan(points.get(i - 1).get(0).longValue());
    }
  }

  @Test
  void valuesHaveFiveDigits() {
    for (double value : new double[] {0, 1, -21, 1 / 3.0, -2e-7 / 3, 123456.7, 4.2e9}) {
      double expected =
          new java.math.BigDecimal(value).round(new java.math.MathContext(5)).doubleValue();
      assertThat(ThinnedSeries.rounded(value)).isEqualTo(expected);
    }
  }

  @Test
  void curvesSayWhenTheyChange() throws JsonProcessingException {
    long training = curves.trainingChanges();
    long measured = curves.measurementChanges();
    take("{\"kind\":\"episode\",\"frames\":40,\"return\":1.0}");
    assertThat(curves.trainingChanges()).isEqualTo(training);
    take("{\"kind\":\"training\",\"frames\":40,\"loss\":1.0}");
    assertThat(curves.trainingChanges()).isGreaterThan(training);
    assertThat(curves.measurementChanges()).isEqualTo(measured);
    take("{\"kind\":\"measurement\",\"frames\":40,\"rank\":1.0}");
    assertThat(curves.measurementChanges()).isGreaterThan(measured);
    training = curves.trainingChanges();
    curves.clear();
    assertThat(curves.trainingChanges()).isGreaterThan(training);
  }

  @Test
  void aShortCurveIsExact() {
    ThinnedSeries series = new ThinnedSeries();
    series.add(4, 1.5);
    series.add(8, Double.NaN);
    series.add(12, -3);
    assertThat(series.points()).containsExactly(List.of(4L, 1.5), List.of(12L, -3.0));
  }

  @Test
  void speedIsThatOfTheNewestLinesTogether() throws JsonProcessingException {
    take("{\"kind\":\"training\",\"frames\":4000,\"framesPerSecond\":1000.0,\"loss\":null}");
    take("{\"kind\":\"training\",\"frames\":8000,\"framesPerSecond\":500.0,\"loss\":0.25}");
    assertThat(curves.framesPerSecond()).isEqualTo(8000 / 12.0, within(1e-9));
    assertThat(curves.frames()).isEqualTo(8000);
    assertThat(curves.training().toString()).contains("loss=[[8000, 0.25]]");
  }

  @Test
  void gamesEvaluationsAndMeasurementsAreApart() throws JsonProcessingException {
    take("{\"kind\":\"episode\",\"frames\":40,\"episodes\":1,\"return\":-21.0}");
    take("{\"kind\":\"evaluation\",\"frames\":80,\"meanReturn\":3.0}");
    take("{\"kind\":\"measurement\",\"frames\":80,\"plasticity/rank\":7.0,\"x\":\"NaN\"}");
    assertThat(curves.games().get("games")).isEqualTo(List.of(List.of(40L, -21.0)));
    take("{\"kind\":\"episode\",\"frames\":60,\"episodes\":2,\"return\":-11.0}");
    assertThat(curves.games().get("means"))
        .isEqualTo(List.of(List.of(40L, -21.0), List.of(60L, -16.0)));
    assertThat(curves.games().get("evaluations")).isEqualTo(List.of(List.of(80L, 3.0)));
    assertThat(curves.measurements().toString()).isEqualTo("{plasticity/rank=[[80, 7.0]]}");
    assertThat(curves.recentMeanReturn()).isEqualTo(-16);
    curves.clear();
    assertThat(curves.frames()).isZero();
    assertThat(curves.games().get("means")).isEqualTo(List.of());
    assertThat(curves.recentMeanReturn()).isNaN();
  }
}
