package dev.ductile.eval.plot;

import dev.ductile.eval.output.Numbers;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.knowm.xchart.AnnotationText;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.style.XYStyler;
import org.knowm.xchart.style.markers.Marker;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * Turns a {@link LearningCurve} into an XChart chart. Colours are told apart by colour-blind eyes.
 */
final class LearningCurveChart {
  /** Beyond this many episodes only every n-th is drawn as a point; averages use all of them. */
  static final int MAX_POINTS = 3000;

  private static final int FEW_POINTS = 30;

  private static final Color TRAINING = new Color(0x33, 0x66, 0xAA);
  private static final Color TRAINING_FAINT = new Color(0x33, 0x66, 0xAA, 85);
  private static final Color EVALUATION = new Color(0xCC, 0x44, 0x11);
  private static final Color EVALUATION_BAND = new Color(0xEE, 0x77, 0x33, 55);
  private static final Color STRETCH = new Color(0x22, 0x88, 0x33);
  private static final Color STRETCH_BAND = new Color(0x22, 0x88, 0x33, 60);
  private static final List<Color> REFERENCES =
      List.of(
          new Color(0x77, 0x77, 0x77), new Color(0x22, 0x22, 0x22), new Color(0x88, 0x66, 0xAA));
  private static final List<float[]> DASHES =
      List.of(new float[] {2, 4}, new float[] {9, 5}, new float[] {9, 4, 2, 4});
  private static final Color INVISIBLE = new Color(0, 0, 0, 0);
  private static final BasicStroke CURVE_STROKE =
      new BasicStroke(2.2f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND);
  private static final BasicStroke OWN_STROKE = dashed(DASHES.get(1));
  private static final Color GRID = new Color(0xE4, 0xE4, 0xE4);
  private static final Color TEXT = new Color(0x33, 0x33, 0x33);
  private static final Font LABEL_FONT = new Font(Font.SANS_SERIF, Font.PLAIN, 14);

  private final LearningCurve curve;
  private final XYChart chart;
  private final List<XYSeries> series = new ArrayList<>();
  private final List<PlotLegend.Entry> legend = new ArrayList<>();
  private final double firstFrame;
  private final double lastFrame;

  private LearningCurveChart(LearningCurve curve, int width, int height) {
    this.curve = curve;
    this.chart =
        new XYChartBuilder()
            .width(width)
            .height(height)
            .xAxisTitle(
                curve.logarithmicFrames() ? "emulator frames (log scale)" : "emulator frames")
            .yAxisTitle("return per game")
            .build();
    double last = Math.max(max(curve.episodeFrames()), max(evaluationFrames()));
    this.lastFrame = last > 0 ? last : 1;
    this.firstFrame = curve.logarithmicFrames() ? firstPositiveFrame(lastFrame) : 0;
  }

  static LearningCurveChart of(LearningCurve curve, int width, int height) {
    LearningCurveChart builder = new LearningCurveChart(curve, width, height);
    builder.style();
    builder.addStretches();
    builder.addEvaluationBand();
    builder.addEpisodes();
    builder.addEvaluationMeans();
    builder.addReferences();
    builder.sayIfEmpty();
    builder.limitAxes();
    return builder;
  }

  XYChart chart() {
    return chart;
  }

  List<PlotLegend.Entry> legend() {
    return List.copyOf(legend);
  }

  private void style() {
    XYStyler styler = chart.getStyler();
    styler.setChartTitleVisible(false);
    styler.setChartBackgroundColor(Color.WHITE);
    styler.setPlotBackgroundColor(Color.WHITE);
    styler.setPlotBorderVisible(false);
    styler.setPlotGridLinesColor(GRID);
    styler.setPlotGridLinesStroke(new BasicStroke(1f));
    styler.setPlotGridVerticalLinesVisible(false);
    styler.setPlotMargin(0);
    styler.setChartPadding(14);
    styler.setAxisTitleFont(LABEL_FONT);
    styler.setAxisTickLabelsFont(LABEL_FONT.deriveFont(13f));
    styler.setAxisTickLabelsColor(TEXT);
    styler.setChartFontColor(TEXT);
    styler.setLegendVisible(false);
    styler.setPlotContentSize(0.98);
    styler.setMarkerSize(4);
    styler.setXAxisLogarithmic(curve.logarithmicFrames());
    styler.setXAxisTickMarkSpacingHint(110);
    styler.setYAxisTickMarkSpacingHint(55);
    styler.setXAxisTickLabelsFormattingFunction(Numbers::shortCount);
    styler.setYAxisTickLabelsFormattingFunction(Numbers::plain);
  }

  private void addEpisodes() {
    int[] shown = shownEpisodes();
    if (shown.length == 0) {
      return;
    }
    double[] frames = IntStream.of(shown).mapToDouble(i -> curve.episodeFrames()[i]).toArray();
    double[] returns = IntStream.of(shown).mapToDouble(i -> curve.episodeReturns()[i]).toArray();
    boolean thinned = shown.length < curve.episodeReturns().length;
    XYSeries points = add(frames, returns, XYSeriesRenderStyle.Scatter);
    Color color = shown.length <= FEW_POINTS ? TRAINING : TRAINING_FAINT;
    points.setMarker(SeriesMarkers.CIRCLE).setMarkerColor(color);
    legend.add(
        PlotLegend.Entry.point(thinned ? "training games (thinned)" : "training game", color));
    if (shown.length > 1) {
      double[] averages = curve.movingAverage();
      double[] means = IntStream.of(shown).mapToDouble(i -> averages[i]).toArray();
      int window = Math.min(curve.movingAverageEpisodes(), averages.length);
      addLine(frames, means, TRAINING, CURVE_STROKE, SeriesMarkers.NONE);
      addToLegend("mean of the last " + window + " training games", TRAINING, CURVE_STROKE, null);
    }
  }

  /** Episodes that can be drawn: a finite return, a frame that the axis has, at most MAX_POINTS. */
  private int[] shownEpisodes() {
    int[] drawable =
        IntStream.range(0, curve.episodeFrames().length)
            .filter(i -> Double.isFinite(curve.episodeReturns()[i]))
            .filter(i -> curve.episodeFrames()[i] >= firstFrame)
            .toArray();
    int stride = (drawable.length + MAX_POINTS - 1) / MAX_POINTS;
    return stride <= 1
        ? drawable
        : IntStream.range(0, drawable.length)
            // The last episode of each stretch, so that the curve ends where training ended.
            .filter(i -> (drawable.length - 1 - i) % stride == 0)
            .map(i -> drawable[i])
            .toArray();
  }

  private List<LearningCurve.Evaluation> shownEvaluations() {
    return curve.evaluations().stream()
        .filter(e -> e.frames() >= firstFrame && Double.isFinite(e.mean()))
        .toList();
  }

  private void addEvaluationBand() {
    List<LearningCurve.Evaluation> shown =
        shownEvaluations().stream()
            .filter(e -> Double.isFinite(e.low()) && Double.isFinite(e.high()))
            .toList();
    int count = shown.size();
    if (count == 1) {
      LearningCurve.Evaluation only = shown.get(0);
      double[] frames = {only.frames(), only.frames()};
      double[] ends = {only.low(), only.high()};
      addLine(frames, ends, EVALUATION_BAND, new BasicStroke(5f), SeriesMarkers.NONE);
    } else if (count > 1) {
      addBand(
          shown.stream().mapToDouble(LearningCurve.Evaluation::frames).toArray(),
          shown.stream().mapToDouble(LearningCurve.Evaluation::low).toArray(),
          shown.stream().mapToDouble(LearningCurve.Evaluation::high).toArray(),
          EVALUATION_BAND);
    }
  }

  /** Stretches of frames to compare with, behind all other series. */
  private void addStretches() {
    boolean own = false;
    for (LearningCurve.Stretch stretch : curve.stretches()) {
      double[] frames = {Math.max(stretch.fromFrames(), firstFrame), stretch.toFrames()};
      double[] lows = level(stretch.mean() - stretch.deviation());
      double[] highs = level(stretch.mean() + stretch.deviation());
      addBand(frames, lows, highs, STRETCH_BAND);
      addLine(frames, level(stretch.mean()), STRETCH, CURVE_STROKE, SeriesMarkers.NONE);
      if (Double.isFinite(stretch.own())) {
        addLine(frames, level(stretch.own()), TRAINING, OWN_STROKE, SeriesMarkers.NONE);
        own = true;
      }
    }
    if (!curve.stretches().isEmpty()) {
      addToLegend(curve.stretchLabel(), STRETCH, CURVE_STROKE, STRETCH_BAND);
    }
    if (own) {
      addToLegend("this run over the same frames", TRAINING, OWN_STROKE, null);
    }
  }

  private static double[] level(double value) {
    return new double[] {value, value};
  }

  private void addEvaluationMeans() {
    List<LearningCurve.Evaluation> shown = shownEvaluations();
    if (!shown.isEmpty()) {
      double[] frames = shown.stream().mapToDouble(LearningCurve.Evaluation::frames).toArray();
      double[] means = shown.stream().mapToDouble(LearningCurve.Evaluation::mean).toArray();
      addLine(frames, means, EVALUATION, CURVE_STROKE, SeriesMarkers.DIAMOND);
      String label = "evaluation mean (band: " + curve.bandLabel() + ")";
      addToLegend(label, EVALUATION, CURVE_STROKE, EVALUATION_BAND);
    }
  }

  private void addReferences() {
    for (int i = 0; i < curve.references().size(); i++) {
      LearningCurve.Reference reference = curve.references().get(i);
      double[] frames = {firstFrame, lastFrame};
      double[] values = {reference.value(), reference.value()};
      Color color = REFERENCES.get(i % REFERENCES.size());
      BasicStroke stroke = dashed(DASHES.get(i % DASHES.size()));
      addLine(frames, values, color, stroke, SeriesMarkers.NONE);
      String label = reference.label() + " (" + Numbers.plain(reference.value()) + ")";
      addToLegend(label, color, stroke, null);
    }
  }

  private static BasicStroke dashed(float[] dashes) {
    return new BasicStroke(1.6f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 10f, dashes, 0f);
  }

  private void sayIfEmpty() {
    if (shownEpisodes().length > 0 || !shownEvaluations().isEmpty()) {
      return;
    }
    double low = curve.references().stream().mapToDouble(r -> r.value()).min().orElse(0);
    double high = curve.references().stream().mapToDouble(r -> r.value()).max().orElse(1);
    double top = high > low ? high : low + 1;
    // XChart needs a series to have axes at all.
    double[] frames = {firstFrame, lastFrame};
    addLine(frames, new double[] {low, top}, INVISIBLE, CURVE_STROKE, SeriesMarkers.NONE);
    AnnotationText text =
        new AnnotationText(
            "no game finished yet", (firstFrame + lastFrame) / 2, (low + top) / 2, false);
    chart.addAnnotation(text);
    chart.getStyler().setAnnotationTextFont(LABEL_FONT);
  }

  private void limitAxes() {
    XYStyler styler = chart.getStyler();
    styler.setXAxisMin(firstFrame);
    styler.setXAxisMax(
        curve.logarithmicFrames()
            ? Math.max(lastFrame, firstFrame * 10)
            : Numbers.roundedUp(lastFrame, lastFrame / 20));
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    for (XYSeries one : series) {
      for (double value : one.getYData()) {
        low = Math.min(low, value);
        high = Math.max(high, value);
      }
    }
    double margin = high > low ? (high - low) * 0.05 : 1;
    styler.setYAxisMin(low - margin);
    styler.setYAxisMax(high + margin);
  }

  /** A filled area between two curves. */
  private void addBand(double[] x, double[] low, double[] high, Color fill) {
    int count = x.length;
    double[] around = new double[2 * count];
    double[] ends = new double[2 * count];
    for (int i = 0; i < count; i++) {
      around[i] = x[i];
      ends[i] = high[i];
      around[2 * count - 1 - i] = x[i];
      ends[2 * count - 1 - i] = low[i];
    }
    XYSeries band = add(around, ends, XYSeriesRenderStyle.PolygonArea);
    band.setFillColor(fill);
    band.setLineColor(INVISIBLE).setLineWidth(0);
    band.setMarker(SeriesMarkers.NONE);
  }

  private void addLine(double[] x, double[] y, Color color, BasicStroke stroke, Marker marker) {
    XYSeries line = add(x, y, XYSeriesRenderStyle.Line);
    line.setLineColor(color).setLineStyle(stroke).setLineWidth(stroke.getLineWidth());
    line.setMarker(marker).setMarkerColor(color);
  }

  private XYSeries add(double[] x, double[] y, XYSeriesRenderStyle style) {
    XYSeries added = chart.addSeries("series " + series.size(), x, y);
    series.add(added);
    return added.setXYSeriesRenderStyle(style);
  }

  private void addToLegend(String label, Color color, BasicStroke stroke, Color band) {
    legend.add(new PlotLegend.Entry(label, color, stroke, band));
  }

  private long[] evaluationFrames() {
    return curve.evaluations().stream().mapToLong(LearningCurve.Evaluation::frames).toArray();
  }

  private double firstPositiveFrame(double otherwise) {
    return IntStream.of(0, 1)
        .mapToObj(i -> i == 0 ? curve.episodeFrames() : evaluationFrames())
        .flatMapToLong(Arrays::stream)
        .filter(frames -> frames > 0)
        .min()
        .orElse((long) otherwise);
  }

  private static double max(long[] values) {
    return Arrays.stream(values).max().orElse(0);
  }
}
