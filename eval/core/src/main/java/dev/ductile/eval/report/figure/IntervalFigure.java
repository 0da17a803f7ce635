package dev.ductile.eval.report.figure;

import dev.ductile.eval.plot.Axis;
import dev.ductile.eval.statistics.Interval;
import dev.ductile.eval.statistics.IntervalText;
import dev.ductile.eval.text.Csv;
import java.util.ArrayList;
import java.util.List;

/** Estimates below each other, each a point with its interval under its name. */
public final class IntervalFigure {
  private static final int WIDTH = 340;
  private static final int SIDE = 14;
  private static final int TOP = 30;
  private static final int ROW = 42;
  private static final int MOST_CHARACTERS = 24;

  private final String title;
  private final String axis;
  private final List<Entry> entries = new ArrayList<>();
  private double reference = Double.NaN;

  private record Entry(String name, Interval interval, int series) {}

  /**
   * Without estimates yet.
   *
   * @param title in a few words
   * @param axis what is estimated, with its unit
   */
  public IntervalFigure(String title, String axis) {
    this.title = title;
    this.axis = axis;
  }

  /** Adds an estimate below the others; NaN shows as none. */
  public IntervalFigure add(String name, Interval interval, int series) {
    entries.add(new Entry(name, interval, series));
    return this;
  }

  /** Where nothing differs. */
  public IntervalFigure reference(double value) {
    reference = value;
    return this;
  }

  /** The figure under a name. */
  public Figure named(String name) {
    return new Figure(name, drawing(), csv());
  }

  private Drawing drawing() {
    int plotHeight = ROW * entries.size() + 4;
    Drawing drawing =
        new Drawing(WIDTH, TOP + plotHeight + Plot.BELOW, title + ": " + axis, description());
    drawing.text(SIDE, 18, Markup.shortened(title, 44), Words.Look.TITLE);
    Axis x = Axis.linear(axis, ends(true), ends(false), 5);
    Axis none = new Axis("", 0, 1, false, List.of(), List.of());
    Plot plot = new Plot(drawing, x, none, SIDE + 6, TOP, WIDTH - 2 * SIDE - 12, plotHeight);
    plot.frame();
    if (Double.isFinite(reference)) {
      double at = plot.x(reference);
      drawing.line(at, TOP, at, TOP + plotHeight, Stroke.reference());
    }
    for (int i = 0; i < entries.size(); i++) {
      row(drawing, plot, entries.get(i), TOP + ROW * i);
    }
    return drawing;
  }

  private static void row(Drawing drawing, Plot plot, Entry entry, double top) {
    Interval interval = entry.interval();
    drawing.text(SIDE, top + 15, Markup.shortened(entry.name(), MOST_CHARACTERS), Words.Look.START);
    drawing.text(WIDTH - SIDE, top + 15, IntervalText.brief(interval), Words.Look.END);
    double y = top + 28;
    Ink ink = Ink.series(entry.series());
    if (interval.hasEnds()) {
      drawing.line(plot.x(interval.low()), y, plot.x(interval.high()), y, Stroke.whole(ink, 3));
    }
    if (Double.isFinite(interval.estimate())) {
      drawing.dot(plot.x(interval.estimate()), y, 5, ink);
    }
  }

  private double ends(boolean least) {
    double end = reference;
    for (Entry entry : entries) {
      Interval interval = entry.interval();
      double here =
          interval.hasEnds() ? (least ? interval.low() : interval.high()) : interval.estimate();
      if (Double.isFinite(here) && !(least ? here >= end : here <= end)) {
        end = here;
      }
    }
    return end;
  }

  private String description() {
    StringBuilder text = new StringBuilder();
    entries.forEach(
        entry ->
            text.append(entry.name())
                .append(": ")
                .append(IntervalText.brief(entry.interval()))
                .append(". "));
    return text.toString().strip();
  }

  private String csv() {
    StringBuilder csv =
        new StringBuilder(Csv.guardedLine("group", "estimate", "low", "high", "no_interval"));
    for (Entry entry : entries) {
      Interval interval = entry.interval();
      csv.append(
          Csv.guardedLine(
              entry.name(),
              Csv.number(interval.estimate()),
              Csv.number(interval.low()),
              Csv.number(interval.high()),
              interval.missing()));
    }
    return csv.toString();
  }
}
