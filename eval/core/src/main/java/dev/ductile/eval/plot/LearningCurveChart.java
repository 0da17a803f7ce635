package dev.ductile.eval.plot;

import dev.ductile.eval.text.Numbers;
import java.awt.Graphics2D;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Turns a {@link LearningCurve} into a panel and its legend. */
final class LearningCurveChart {
  /** Beyond this many episodes only every n-th is drawn as a point; averages use all of them. */
  static final int MAX_POINTS = 3000;

  private static final int FEW_POINTS = 30;
  private static final PlotStyle.Series TRAINING = PlotStyle.series(0);
  private static final PlotStyle.Series EVALUATION = PlotStyle.series(1);
  private static final PlotStyle.Series STRETCH = PlotStyle.series(2).plain();
  private static final PlotStyle.Series OWN = PlotStyle.series(0).plain().dashed();

  private final LearningCurve curve;
  private final List<PlotLegend.Entry> legend = new ArrayList<>();
  private final List<Layer> layers = new ArrayList<>();
  private final List<Double> heights = new ArrayList<>();
  private final double firstFrame;
  private final double lastFrame;

  /** Something that is drawn. */
  private interface Layer {
    void addTo(Panel panel);
  }

  LearningCurveChart(LearningCurve curve) {
    this.curve = curve;
    double last = Math.max(max(curve.episodeFrames()), max(evaluationFrames()));
    lastFrame = last > 0 ? last : 1;
    firstFrame = curve.logarithmicFrames() ? firstPositiveFrame(lastFrame) : 0;
    addStretches();
    addEvaluationBand();
    addEpisodes();
    addEvaluationMeans();
    addReferences();
  }

  List<PlotLegend.Entry> legend() {
    return List.copyOf(legend);
  }

  void paint(Graphics2D graphics, int width, int height) {
    String label = "emulator frames since the start of training";
    Axis x =
        curve.logarithmicFrames()
            ? Axis.logarithmic(label + " (log scale)", firstFrame, lastFrame, 8)
            : Axis.counts(label, lastFrame, 10);
    double low = heights.stream().mapToDouble(h -> h).min().orElse(Double.NaN);
    double high = heights.stream().mapToDouble(h -> h).max().orElse(Double.NaN);
    Panel panel = new Panel(x, Axis.linear("return per game", low, high, 10), PlotStyle.LABEL);
    panel.marks(curve.marks());
    layers.forEach(layer -> layer.addTo(panel));
    if (shownEpisodes().length == 0 && shownEvaluations().isEmpty()) {
      panel.note("no game finished yet");
    }
    int margin = PlotStyle.MARGIN;
    panel.paint(graphics, margin, 0, width - 2 * margin, height - margin / 2);
  }

  private void addEpisodes() {
    int[] shown = shownEpisodes();
    if (shown.length == 0) {
      return;
    }
    double[] frames = IntStream.of(shown).mapToDouble(i -> curve.episodeFrames()[i]).toArray();
    double[] returns = IntStream.of(shown).mapToDouble(i -> curve.episodeReturns()[i]).toArray();
    int all = curve.episodeReturns().length;
    boolean thinned = shown.length < all;
    PlotStyle.Series style =
        shown.length <= FEW_POINTS
            ? TRAINING
            : new PlotStyle.Series(TRAINING.faint(), TRAINING.stroke(), TRAINING.marker());
    addHeights(returns);
    layers.add(panel -> panel.points(frames, returns, style.color(), SeriesMarkers.CIRCLE));
    String label = thinned ? "training games (thinned, n = %,d)" : "training game (n = %,d)";
    legend.add(PlotLegend.Entry.point(String.format(Locale.ROOT, label, all), style));
    double[] averages = curve.movingAverage();
    double[] means = IntStream.of(shown).mapToDouble(i -> averages[i]).toArray();
    if (DoubleStream.of(means).filter(Double::isFinite).count() > 1) {
      PlotStyle.Series line = TRAINING.plain();
      layers.add(panel -> panel.line(frames, means, line));
      legend.add(
          PlotLegend.Entry.line(
              "mean of the last " + curve.averagedEpisodes() + " training games", line));
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
    double[] frames = shown.stream().mapToDouble(LearningCurve.Evaluation::frames).toArray();
    double[] lows = shown.stream().mapToDouble(LearningCurve.Evaluation::low).toArray();
    double[] highs = shown.stream().mapToDouble(LearningCurve.Evaluation::high).toArray();
    addHeights(lows);
    addHeights(highs);
    layers.add(panel -> panel.band(frames, lows, highs, EVALUATION.band()));
  }

  /** Stretches of frames to compare with, behind all other series. */
  private void addStretches() {
    boolean own = false;
    for (LearningCurve.Stretch stretch : curve.stretches()) {
      double[] frames = {Math.max(stretch.fromFrames(), firstFrame), stretch.toFrames()};
      double[] lows = level(stretch.mean() - stretch.deviation());
      double[] highs = level(stretch.mean() + stretch.deviation());
      addHeights(lows);
      addHeights(highs);
      layers.add(panel -> panel.band(frames, lows, highs, STRETCH.band()));
      layers.add(panel -> panel.line(frames, level(stretch.mean()), STRETCH));
      if (Double.isFinite(stretch.own())) {
        addHeights(stretch.own());
        layers.add(panel -> panel.line(frames, level(stretch.own()), OWN));
        own = true;
      }
    }
    if (!curve.stretches().isEmpty()) {
      legend.add(PlotLegend.Entry.band(curve.stretchLabel(), STRETCH));
    }
    if (own) {
      legend.add(PlotLegend.Entry.line("this run over the same frames", OWN));
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
      PlotStyle.Series line = EVALUATION.plain();
      addHeights(means);
      layers.add(panel -> panel.line(frames, means, line));
      layers.add(panel -> panel.points(frames, means, EVALUATION.color(), SeriesMarkers.DIAMOND));
      String label = "evaluation mean (band: lowest to highest game; " + games(shown) + ")";
      legend.add(PlotLegend.Entry.band(label, EVALUATION));
    }
  }

  /** How many games stand behind each point. */
  private static String games(List<LearningCurve.Evaluation> shown) {
    int least = shown.stream().mapToInt(LearningCurve.Evaluation::games).min().orElseThrow();
    int most = shown.stream().mapToInt(LearningCurve.Evaluation::games).max().orElseThrow();
    int last = shown.get(shown.size() - 1).games();
    if (least == most) {
      return "n = " + least + (least == 1 ? " game" : " games");
    }
    return "n = " + least + " to " + most + " games, " + last + " at the last point";
  }

  private void addReferences() {
    for (int i = 0; i < curve.references().size(); i++) {
      LearningCurve.Reference reference = curve.references().get(i);
      if (!Double.isFinite(reference.value())) {
        continue;
      }
      PlotStyle.Series style = PlotStyle.reference(i);
      double[] ends = {firstFrame, lastFrame};
      addHeights(reference.value());
      layers.add(panel -> panel.line(ends, level(reference.value()), style));
      String value = Numbers.plain(reference.value());
      legend.add(PlotLegend.Entry.line(reference.label() + " (" + value + ")", style));
    }
  }

  private void addHeights(double... values) {
    DoubleStream.of(values).filter(Double::isFinite).forEach(heights::add);
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
