package dev.ductile.eval.plot;

import dev.ductile.base.files.OutputException;
import java.awt.Graphics2D;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Draws measurements over frames: a small panel for each quantity, a line for each layer, panels of
 * one kind under one heading.
 */
public final class MeasurementPlot {
  /** Layer name of what concerns the whole network. */
  static final String TOTAL = "total";

  private static final int COLUMNS = 4;
  private static final int PANEL_WIDTH = 360;
  private static final int PANEL_HEIGHT = 230;
  private static final int TITLE_HEIGHT = 26;
  private static final int HEADING_HEIGHT = 34;
  private static final int GAP = 14;

  private final Map<String, PlotStyle.Series> styles = new LinkedHashMap<>();
  private final Map<String, List<Cell>> groups = new LinkedHashMap<>();
  private final List<Mark> marks;
  private final double lastFrame;
  private final int columns;

  /** A panel: a quantity, and what else it may stand for. */
  private record Cell(
      Quantity quantity, String names, Map<String, List<MeasurementCurves.Point>> lines) {}

  private MeasurementPlot(MeasurementCurves curves, List<Mark> marks) {
    this.marks = marks.stream().map(mark -> new Mark(mark.at(), "")).toList();
    int next = 0;
    for (String layer : curves.layers()) {
      styles.put(
          layer, layer.equals(TOTAL) ? PlotStyle.whole() : PlotStyle.series(next++).width(1.5f));
    }
    lastFrame =
        curves.quantities().values().stream()
            .flatMap(lines -> lines.values().stream().flatMap(List::stream))
            .mapToDouble(MeasurementCurves.Point::frames)
            .max()
            .orElse(1);
    for (String group : Quantity.groups()) {
      // Equal curves, such as dead and dormant units of ReLUs, share a panel that says so.
      Map<Map<String, List<MeasurementCurves.Point>>, List<String>> equal = new LinkedHashMap<>();
      curves
          .quantities()
          .forEach(
              (name, lines) -> {
                if (Quantity.named(name).group().equals(group)) {
                  equal.computeIfAbsent(lines, l -> new ArrayList<>()).add(name);
                }
              });
      List<Cell> cells = new ArrayList<>();
      equal.forEach(
          (lines, names) ->
              cells.add(new Cell(Quantity.named(names.get(0)), String.join(" = ", names), lines)));
      if (!cells.isEmpty()) {
        groups.put(group, cells);
      }
    }
    int most = groups.values().stream().mapToInt(List::size).max().orElse(1);
    columns = Math.max(2, Math.min(COLUMNS, most));
  }

  /**
   * Writes a PNG and an SVG beside it, each in one step.
   *
   * @param marks where something begins; dotted lines, whose labels stand below the title
   * @throws OutputException if they cannot be written
   */
  public static void write(
      Path png, MeasurementCurves curves, List<Mark> marks, String title, String subtitle) {
    new MeasurementPlot(curves, marks).figure(title, subtitle + dotted(marks)).write(png);
  }

  private static String dotted(List<Mark> marks) {
    String labels =
        marks.stream()
            .map(Mark::label)
            .filter(label -> !label.isEmpty())
            .distinct()
            .collect(Collectors.joining(", "));
    return labels.isEmpty() ? "" : "; dotted: " + labels;
  }

  private Figure figure(String title, String subtitle) {
    List<PlotLegend.Entry> legend = new ArrayList<>();
    styles.forEach(
        (layer, style) ->
            legend.add(
                PlotLegend.Entry.line(layer.equals(TOTAL) ? "whole network" : layer, style)));
    int height = GAP;
    for (List<Cell> cells : groups.values()) {
      int rows = (cells.size() + columns - 1) / columns;
      height += HEADING_HEIGHT + rows * (PANEL_HEIGHT + TITLE_HEIGHT);
    }
    int width = columns * PANEL_WIDTH + 2 * PlotStyle.MARGIN;
    return Figure.around(width, height, title, subtitle, legend, this::paint);
  }

  private void paint(Graphics2D graphics, int width, int height) {
    int top = 0;
    for (Map.Entry<String, List<Cell>> group : groups.entrySet()) {
      graphics.setColor(PlotStyle.DARK);
      graphics.setFont(PlotStyle.HEADING);
      graphics.drawString(group.getKey(), PlotStyle.MARGIN, top + HEADING_HEIGHT - 12);
      graphics.setColor(PlotStyle.GRID);
      graphics.fillRect(
          PlotStyle.MARGIN, top + HEADING_HEIGHT - 6, width - 2 * PlotStyle.MARGIN, 1);
      top += HEADING_HEIGHT;
      List<Cell> cells = group.getValue();
      for (int i = 0; i < cells.size(); i++) {
        int x = PlotStyle.MARGIN + i % columns * PANEL_WIDTH;
        int y = top + i / columns * (PANEL_HEIGHT + TITLE_HEIGHT);
        paintCell(graphics, x, y, cells.get(i));
      }
      top += (cells.size() + columns - 1) / columns * (PANEL_HEIGHT + TITLE_HEIGHT);
    }
  }

  private void paintCell(Graphics2D graphics, int x, int y, Cell cell) {
    int inner = PANEL_WIDTH - GAP;
    graphics.setColor(PlotStyle.TEXT);
    graphics.setFont(PlotStyle.PANEL);
    String title = TextLines.cut(cell.quantity().title(), PlotStyle.PANEL, inner);
    graphics.drawString(title, x, y + TITLE_HEIGHT - 8);
    int used = TextLines.width(title, PlotStyle.PANEL) + 8;
    graphics.setColor(PlotStyle.GREY);
    graphics.setFont(PlotStyle.SMALL);
    String name = TextLines.cut(cell.names(), PlotStyle.SMALL, inner - used);
    graphics.drawString(name, x + used, y + TITLE_HEIGHT - 8);
    panel(cell).paint(graphics, x, y + TITLE_HEIGHT, inner, PANEL_HEIGHT - GAP);
  }

  private Panel panel(Cell cell) {
    double[] finite =
        cell.lines().values().stream()
            .flatMap(List::stream)
            .mapToDouble(MeasurementCurves.Point::value)
            .filter(Double::isFinite)
            .sorted()
            .toArray();
    int n = finite.length;
    Quantity quantity = cell.quantity();
    Axis y =
        quantity.share()
            ? Axis.share(quantity.unit(), 5)
            : Axis.linear(
                quantity.unit(), n > 0 ? finite[0] : Double.NaN, n > 0 ? finite[n - 1] : 1, 5);
    Panel panel = new Panel(Axis.counts("emulator frames", lastFrame, 5), y, PlotStyle.SMALL);
    panel.marks(marks);
    cell.lines()
        .forEach(
            (layer, points) ->
                panel.line(
                    points.stream().mapToDouble(MeasurementCurves.Point::frames).toArray(),
                    points.stream().mapToDouble(MeasurementCurves.Point::value).toArray(),
                    styles.get(layer)));
    return n > 0 ? panel : panel.note("no number yet");
  }
}
