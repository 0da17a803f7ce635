package dev.ductile.eval.report.figure;

import dev.ductile.eval.plot.PlotStyle;
import java.awt.Font;
import java.awt.Graphics2D;
import java.util.function.Function;

/** A line of text. */
record Words(double x, double y, String text, Look look) implements Shape {
  /** How large all text of figures is, in pixels. */
  static final int SIZE = 12;

  /** How a text stands at its place. */
  enum Look {
    /** Begins there. */
    START("start", Ink.TEXT, false),
    /** Is centred on it. */
    MIDDLE("middle", Ink.MUTED, false),
    /** Ends there. */
    END("end", Ink.MUTED, false),
    /** Is centred, and to be read. */
    CELL("middle", Ink.TEXT, false),
    /** Begins there, as a title. */
    TITLE("start", Ink.TEXT, true);

    private final String anchor;
    private final Ink ink;
    private final boolean bold;

    Look(String anchor, Ink ink, boolean bold) {
      this.anchor = anchor;
      this.ink = ink;
      this.bold = bold;
    }
  }

  @Override
  public String svg(Function<Ink, String> color) {
    return "<text x=\""
        + Svg.number(x)
        + "\" y=\""
        + Svg.number(y)
        + "\" fill=\""
        + color.apply(look.ink)
        + "\""
        + (look.anchor.equals("start") ? "" : " text-anchor=\"" + look.anchor + "\"")
        + (look.bold ? " font-weight=\"600\"" : "")
        + ">"
        + Markup.escape(text)
        + "</text>";
  }

  @Override
  public void paint(Graphics2D graphics) {
    Font font = (look.bold ? PlotStyle.PANEL : PlotStyle.LABEL).deriveFont((float) SIZE);
    graphics.setFont(font);
    graphics.setColor(look.ink.light());
    double width = graphics.getFontMetrics(font).stringWidth(text);
    double left =
        look.anchor.equals("start") ? x : look.anchor.equals("end") ? x - width : x - width / 2;
    graphics.drawString(text, (float) left, (float) y);
  }
}
