package dev.ductile.eval.sweep.report;

import dev.ductile.eval.plot.Axis;
import dev.ductile.eval.plot.MetricWords;
import dev.ductile.eval.plot.Panel;
import dev.ductile.eval.plot.PlotStyle;
import dev.ductile.eval.plot.TextLines;
import dev.ductile.eval.sweep.definition.Comparison;
import java.awt.Graphics2D;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * The plot of one claim: a column for each group with a point for each seed, the mean, and its
 * interval where there are seeds enough for one.
 */
final class ClaimPanel {
  static final PlotStyle.Series SEEDS = PlotStyle.series(0);
  static final PlotStyle.Series MEAN = PlotStyle.series(1).solid();
  private static final int LABEL_LINES = 3;
  private static final int BESIDE_COLUMNS = 90;

  /** Beyond this ratio of means the axis is logarithmic. */
  private static final double LOG_RATIO = 100;

  /** Shares that come this far are shown from 0 to 1. */
  private static final double LARGE_SHARE = 0.2;

  private final ClaimResult result;

  ClaimPanel(ClaimResult result) {
    this.result = result;
  }

  /** Paints into a rectangle. */
  void paint(Graphics2D graphics, int left, int top, int width, int height) {
    List<MetricGroup> groups = result.groups();
    int column = (width - BESIDE_COLUMNS) / Math.max(1, groups.size()) - 6;
    List<String> names =
        groups.stream()
            .map(
                group ->
                    String.join(
                            "\n",
                            TextLines.wrap(group.label(), PlotStyle.LABEL, column, LABEL_LINES - 1))
                        + "\nn = "
                        + group.values().length)
            .toList();
    Comparison comparison = result.claim().comparison();
    String along = comparison instanceof Comparison.Trend trend ? trend.along() : "";
    Axis y = yAxis();
    // A logarithmic axis has no place for an end at or below 0: the line leaves the plot.
    double lowest = y.logarithmic() ? y.min() : Double.NEGATIVE_INFINITY;
    Panel panel = new Panel(Axis.categories(along, names), y, PlotStyle.LABEL);
    level()
        .forEach(
            number ->
                panel.line(
                    new double[] {-0.5, 0.5},
                    new double[] {number, number},
                    PlotStyle.reference(0)));
    for (int i = 0; i < groups.size(); i++) {
      addGroup(panel, groups.get(i), i, lowest);
    }
    if (groups.stream().allMatch(group -> group.values().length == 0)) {
      panel.note("no data yet");
    }
    panel.paint(graphics, left, top, width, height);
  }

  private Axis yAxis() {
    String label = MetricWords.of(result.claim().metric());
    double[] seeds =
        result.groups().stream().flatMapToDouble(g -> Arrays.stream(g.values())).toArray();
    double least = Arrays.stream(seeds).min().orElse(Double.NaN);
    DoubleStream drawn = result.groups().stream().flatMapToDouble(ClaimPanel::heights);
    double[] all = DoubleStream.concat(drawn, level()).toArray();
    double low = Arrays.stream(all).min().orElse(Double.NaN);
    double high = Arrays.stream(all).max().orElse(Double.NaN);
    if (Math.min(least, level().min().orElse(least)) > 0 && isWide()) {
      return Axis.logarithmic(label + " (log scale)", least, high, 6);
    }
    if (MetricWords.isShare(result.claim().metric())) {
      return high > LARGE_SHARE ? Axis.share(label, 6) : Axis.linear(label, 0, high, 6);
    }
    return Axis.linear(label, low, high, 6);
  }

  /** The number that the claim is against, if it is against one. */
  private DoubleStream level() {
    return result.claim().comparison() instanceof Comparison.Level level
        ? DoubleStream.of(level.number())
        : DoubleStream.empty();
  }

  /** Everything of a group that is drawn. */
  private static DoubleStream heights(MetricGroup group) {
    DoubleStream values = Arrays.stream(group.values());
    return group.mean().hasEnds()
        ? DoubleStream.concat(values, DoubleStream.of(group.mean().low(), group.mean().high()))
        : values;
  }

  /** Means far apart. */
  private boolean isWide() {
    double[] means =
        result.groups().stream()
            .filter(group -> group.values().length > 0)
            .mapToDouble(group -> group.mean().estimate())
            .toArray();
    double low = Arrays.stream(means).min().orElse(1);
    double high = Arrays.stream(means).max().orElse(1);
    return high / low > LOG_RATIO;
  }

  private static void addGroup(Panel panel, MetricGroup group, int position, double lowest) {
    double[] values = group.values();
    // Seeds stand side by side left of the mean, so that equal values do not hide each other.
    double[] x = new double[values.length];
    for (int i = 0; i < x.length; i++) {
      x[i] = position - 0.28 + 0.22 * (values.length == 1 ? 0.5 : i / (values.length - 1.0));
    }
    panel.points(x, values, SEEDS.color(), SeriesMarkers.CIRCLE);
    if (values.length == 0) {
      return;
    }
    double at = position + 0.14;
    if (group.mean().hasEnds()) {
      double[] ends = {Math.max(group.mean().low(), lowest), group.mean().high()};
      panel.line(new double[] {at, at}, ends, MEAN.plain());
    }
    double[] mean = {group.mean().estimate()};
    panel.points(new double[] {at}, mean, MEAN.color(), SeriesMarkers.DIAMOND);
  }
}
