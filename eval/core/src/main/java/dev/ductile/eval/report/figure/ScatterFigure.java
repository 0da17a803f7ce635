package dev.ductile.eval.report.figure;

import dev.ductile.eval.plot.Axis;
import dev.ductile.eval.text.Csv;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;

/** Points of two numbers, by group. */
public final class ScatterFigure {
  private static final int WIDTH = 340;
  private static final int LEFT = 60;
  private static final int TOP = 30;
  private static final int HEIGHT = 180;

  private final String title;
  private final String across;
  private final String up;
  private final List<Cloud> clouds = new ArrayList<>();

  private record Cloud(String name, List<String> points, double[] x, double[] y, int series) {}

  /**
   * Without points yet.
   *
   * @param title in a few words
   * @param across what is counted from left to right
   * @param up what is counted upwards
   */
  public ScatterFigure(String title, String across, String up) {
    this.title = title;
    this.across = across;
    this.up = up;
  }

  /**
   * Adds a group.
   *
   * @param points names, as many as there are values
   */
  public ScatterFigure add(String name, List<String> points, double[] x, double[] y, int series) {
    clouds.add(new Cloud(name, List.copyOf(points), x.clone(), y.clone(), series));
    return this;
  }

  /** The figure under a name. */
  public Figure named(String name) {
    return new Figure(name, drawing(), csv());
  }

  private Drawing drawing() {
    List<String> names = clouds.stream().map(Cloud::name).toList();
    int bottom = TOP + HEIGHT + Plot.BELOW;
    String description =
        up
            + " against "
            + across
            + ": "
            + all(true).length
            + " points of "
            + String.join(", ", names);
    Drawing drawing =
        new Drawing(WIDTH, bottom + Legend.height(names), title + " and score", description);
    drawing.text(10, 18, Markup.shortened(title, 26), Words.Look.TITLE);
    drawing.text(WIDTH - 10, 18, up, Words.Look.END);
    Axis x = axis(across, all(true), 4);
    Axis y = axis(up, all(false), 5);
    Plot plot = new Plot(drawing, x, y, LEFT, TOP, WIDTH - LEFT - 16, HEIGHT);
    plot.frame();
    if (x.min() < 0 && x.max() > 0) {
      drawing.line(plot.x(0), TOP, plot.x(0), TOP + HEIGHT, Stroke.reference());
    }
    if (y.min() < 0 && y.max() > 0) {
      drawing.line(LEFT, plot.y(0), WIDTH - 16, plot.y(0), Stroke.reference());
    }
    List<Stroke> strokes = new ArrayList<>();
    for (Cloud cloud : clouds) {
      for (int i = 0; i < cloud.x().length; i++) {
        drawing.dot(plot.x(cloud.x()[i]), plot.y(cloud.y()[i]), 3.5, Ink.series(cloud.series()));
      }
      strokes.add(Stroke.whole(Ink.series(cloud.series()), 7));
    }
    Legend.draw(drawing, names, strokes, bottom);
    return drawing;
  }

  private static Axis axis(String label, double[] values, int ticks) {
    return Axis.linear(
        label,
        Arrays.stream(values).min().orElse(Double.NaN),
        Arrays.stream(values).max().orElse(Double.NaN),
        ticks);
  }

  private double[] all(boolean horizontal) {
    return clouds.stream()
        .flatMapToDouble(cloud -> DoubleStream.of(horizontal ? cloud.x() : cloud.y()))
        .toArray();
  }

  private String csv() {
    StringBuilder csv = new StringBuilder(Csv.guardedLine("group", "pair", across, up));
    for (Cloud cloud : clouds) {
      for (int i = 0; i < cloud.x().length; i++) {
        csv.append(
            Csv.guardedLine(
                cloud.name(),
                cloud.points().get(i),
                Csv.number(cloud.x()[i]),
                Csv.number(cloud.y()[i])));
      }
    }
    return csv.toString();
  }
}
