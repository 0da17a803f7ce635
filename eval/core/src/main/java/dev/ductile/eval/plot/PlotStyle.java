package dev.ductile.eval.plot;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.util.List;
import org.knowm.xchart.style.markers.Marker;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * The one look of all pictures. Series are told apart by colour, line and marker, so that
 * colour-blind readers and black-and-white prints can do so too.
 */
public final class PlotStyle {
  /** First line of a picture. */
  public static final Font TITLE = new Font(Font.SANS_SERIF, Font.BOLD, 19);

  /** Titles of groups and claims. */
  public static final Font HEADING = new Font(Font.SANS_SERIF, Font.BOLD, 15);

  /** Second line of a picture, legends, labels of axes. */
  public static final Font LABEL = new Font(Font.SANS_SERIF, Font.PLAIN, 13);

  /** Titles of panels. */
  public static final Font PANEL = new Font(Font.SANS_SERIF, Font.BOLD, 13);

  /** Ticks, marks, and everything in small panels. */
  public static final Font SMALL = new Font(Font.SANS_SERIF, Font.PLAIN, 11);

  /** Titles and the whole of something. */
  public static final Color DARK = new Color(0x22, 0x22, 0x22);

  /** Text. */
  public static final Color TEXT = new Color(0x33, 0x33, 0x33);

  /** What stands behind: second lines, marks, lines to compare with. */
  public static final Color GREY = new Color(0x66, 0x66, 0x66);

  /** Lines of the grid. */
  static final Color GRID = new Color(0xE4, 0xE4, 0xE4);

  /** The frame's left and lower line. */
  static final Color FRAME = new Color(0x88, 0x88, 0x88);

  /** What is supported. */
  public static final Color GOOD = new Color(0x00, 0x72, 0x52);

  /** What is contradicted. */
  public static final Color BAD = new Color(0xB0, 0x45, 0x00);

  /** Space around everything, in pixels. */
  public static final int MARGIN = 18;

  private static final int BAND_ALPHA = 45;

  /** Okabe and Ito 2008, without the yellow, which white paper swallows. */
  private static final List<Color> COLORS =
      List.of(
          new Color(0x00, 0x72, 0xB2),
          new Color(0xD5, 0x5E, 0x00),
          new Color(0x00, 0x9E, 0x73),
          new Color(0xCC, 0x79, 0xA7),
          new Color(0xE6, 0x9F, 0x00),
          new Color(0x56, 0xB4, 0xE9),
          DARK);

  private static final List<float[]> DASHES =
      List.of(
          new float[0],
          new float[] {9, 4},
          new float[] {9, 3, 2, 3},
          new float[] {3, 3},
          new float[] {15, 4});

  private static final List<Marker> MARKERS =
      List.of(
          SeriesMarkers.CIRCLE,
          SeriesMarkers.DIAMOND,
          SeriesMarkers.SQUARE,
          SeriesMarkers.TRIANGLE_UP,
          SeriesMarkers.TRIANGLE_DOWN,
          SeriesMarkers.CROSS);

  private PlotStyle() {}

  /**
   * How one series is drawn.
   *
   * @param marker at some of its points, or null for none
   */
  public record Series(Color color, BasicStroke stroke, Marker marker) {
    /** The same in another width. */
    public Series width(float pixels) {
      BasicStroke s = stroke;
      return new Series(color, PlotStyle.stroke(pixels, s.getDashArray()), marker);
    }

    /** The same without markers. */
    public Series plain() {
      return new Series(color, stroke, null);
    }

    /** The same with a whole line. */
    public Series solid() {
      return new Series(color, PlotStyle.stroke(stroke.getLineWidth(), DASHES.get(0)), marker);
    }

    /** The same, dashed. */
    public Series dashed() {
      return new Series(color, PlotStyle.stroke(stroke.getLineWidth(), DASHES.get(1)), marker);
    }

    /** The colour of its band. */
    public Color band() {
      return new Color(color.getRed(), color.getGreen(), color.getBlue(), BAND_ALPHA);
    }

    /** The colour of its many single points. */
    public Color faint() {
      return new Color(color.getRed(), color.getGreen(), color.getBlue(), 2 * BAND_ALPHA);
    }
  }

  /** The look of the i-th series of a picture; 210 of them differ. */
  public static Series series(int i) {
    return new Series(
        COLORS.get(i % COLORS.size()),
        stroke(2f, DASHES.get(i % DASHES.size())),
        MARKERS.get(i % MARKERS.size()));
  }

  /** A line that stands for the whole of what other lines are parts of. */
  public static Series whole() {
    return new Series(DARK, stroke(2.4f, new float[0]), null);
  }

  /** The i-th horizontal line to compare with. */
  public static Series reference(int i) {
    Color color = i % 2 == 0 ? GREY : DARK;
    return new Series(color, stroke(1.6f, DASHES.get(3 - i % 3)), null);
  }

  private static BasicStroke stroke(float width, float[] dashes) {
    return dashes == null || dashes.length == 0
        ? new BasicStroke(width, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND)
        : new BasicStroke(
            width, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 10f, dashes.clone(), 0f);
  }
}
