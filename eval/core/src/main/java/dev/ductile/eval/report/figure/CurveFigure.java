package dev.ductile.eval.report.figure;

import dev.ductile.eval.plot.Axis;
import dev.ductile.eval.statistics.Interval;
import dev.ductile.eval.statistics.IntervalText;
import dev.ductile.eval.text.Csv;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;

/** Lines with bands over one axis, each of a group, and what was published beside them. */
public final class CurveFigure {
  private static final int WIDTH = 340;
  private static final int LEFT = 56;
  private static final int TOP = 30;
  private static final int HEIGHT = 170;
  private static final int TICKS = 4;

  private final String title;
  private final String unit;
  private final Over over;
  private final List<Curve> curves = new ArrayList<>();
  private final List<Level> levels = new ArrayList<>();
  private String levelName = "";

  /** What lines run over. */
  public enum Over {
    /** Emulator frames. */
    FRAMES("frames"),
    /** Scores that are to be passed. */
    THRESHOLD("score");

    private final String label;

    Over(String label) {
      this.label = label;
    }
  }

  private record Curve(String name, double[] at, List<Interval> values, int series) {}

  private record Level(double from, double to, double mean, double deviation) {}

  /**
   * Without lines yet.
   *
   * @param title in a few words
   * @param unit of the values
   */
  public CurveFigure(String title, String unit, Over over) {
    this.title = title;
    this.unit = unit;
    this.over = over;
  }

  /**
   * Adds a line.
   *
   * @param at ascending
   * @param values as many
   */
  public CurveFigure add(String name, double[] at, List<Interval> values, int series) {
    curves.add(new Curve(name, at.clone(), List.copyOf(values), series));
    return this;
  }

  /** Adds what others published for a stretch. */
  public CurveFigure level(String name, double from, double to, double mean, double deviation) {
    levelName = name;
    levels.add(new Level(from, to, mean, deviation));
    return this;
  }

  /** Whether there is anything to draw. */
  public boolean isEmpty() {
    return curves.isEmpty();
  }

  /** The figure under a name. */
  public Figure named(String name) {
    return new Figure(name, drawing(), csv());
  }

  private Drawing drawing() {
    List<String> names = new ArrayList<>();
    List<Stroke> strokes = new ArrayList<>();
    curves.forEach(
        curve -> {
          names.add(curve.name());
          strokes.add(Stroke.series(curve.series()));
        });
    if (!levels.isEmpty()) {
      names.add(levelName);
      strokes.add(Stroke.reference());
    }
    int bottom = TOP + HEIGHT + Plot.BELOW;
    Drawing drawing =
        new Drawing(WIDTH, bottom + Legend.height(names), title + ": " + unit, description());
    drawing.text(10, 18, Markup.shortened(title, 19), Words.Look.TITLE);
    drawing.text(WIDTH - 10, 18, unit, Words.Look.END);
    double last = all(curve -> curve.at()[curve.at().length - 1]).max().orElse(1);
    double first = all(curve -> curve.at()[0]).min().orElse(0);
    Axis x =
        over == Over.FRAMES
            ? Axis.counts(over.label, last, TICKS)
            : Axis.linear(over.label, first, last, TICKS);
    Plot plot = new Plot(drawing, x, yAxis(), LEFT, TOP, WIDTH - LEFT - 16, HEIGHT);
    plot.frame();
    for (Level level : levels) {
      double[] at = {plot.x(level.from()), plot.x(level.to())};
      double low = plot.y(level.mean() - level.deviation());
      double high = plot.y(level.mean() + level.deviation());
      drawing.band(at, new double[] {low, low}, new double[] {high, high}, Ink.AXIS);
      drawing.line(at[0], plot.y(level.mean()), at[1], plot.y(level.mean()), Stroke.reference());
    }
    curves.forEach(curve -> plot.curve(curve.at(), curve.values(), curve.series()));
    Legend.draw(drawing, names, strokes, bottom);
    return drawing;
  }

  private Axis yAxis() {
    if (over == Over.THRESHOLD) {
      return Axis.share(unit, 5);
    }
    double low = Double.NaN;
    double high = Double.NaN;
    for (Curve curve : curves) {
      for (Interval value : curve.values()) {
        low = least(low, value.hasEnds() ? value.low() : value.estimate());
        high = -least(-high, -(value.hasEnds() ? value.high() : value.estimate()));
      }
    }
    for (Level level : levels) {
      low = least(low, level.mean() - level.deviation());
      high = -least(-high, -level.mean() - level.deviation());
    }
    return Axis.linear(unit, low, high, 5);
  }

  private static double least(double one, double other) {
    return Double.isNaN(one) ? other : Double.isNaN(other) ? one : Math.min(one, other);
  }

  private DoubleStream all(ToDoubleFunction<Curve> value) {
    return curves.stream().filter(curve -> curve.at().length > 0).mapToDouble(value);
  }

  private String description() {
    StringBuilder text = new StringBuilder(unit + " over " + over.label + ". ");
    for (Curve curve : curves) {
      if (curve.at().length > 0) {
        Interval last = curve.values().get(curve.at().length - 1);
        text.append(curve.name()).append(" ends at ").append(IntervalText.brief(last)).append(". ");
      }
    }
    return text.toString().strip();
  }

  private String csv() {
    StringBuilder csv =
        new StringBuilder(Csv.guardedLine("line", over.label, "value", "low", "high"));
    for (Curve curve : curves) {
      for (int i = 0; i < curve.at().length; i++) {
        Interval value = curve.values().get(i);
        csv.append(
            Csv.guardedLine(
                curve.name(),
                number(curve.at()[i]),
                number(value.estimate()),
                number(value.low()),
                number(value.high())));
      }
    }
    for (Level level : levels) {
      csv.append(
          Csv.guardedLine(
              levelName,
              number(level.from()) + " to " + number(level.to()),
              number(level.mean()),
              number(level.mean() - level.deviation()),
              number(level.mean() + level.deviation())));
    }
    return csv.toString();
  }

  /** Seven digits, more than a figure shows: a page of many points is to stay small. */
  private static String number(double value) {
    return Double.isNaN(value)
        ? ""
        : new BigDecimal(value, new MathContext(7)).stripTrailingZeros().toPlainString();
  }
}
