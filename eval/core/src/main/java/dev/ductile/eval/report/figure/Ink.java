package dev.ductile.eval.report.figure;

import dev.ductile.eval.plot.PlotStyle;
import java.awt.Color;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A colour by what it is for, on light and on dark ground.
 *
 * @param name of its custom property in style sheets, without the dashes
 * @param light on white
 * @param dark on the dark page
 */
public record Ink(String name, Color light, Color dark) {
  /** Text. */
  public static final Ink TEXT = new Ink("text", new Color(0x22, 0x22, 0x22), grey(0xE8));

  /** Text that stands back. */
  public static final Ink MUTED = new Ink("muted", grey(0x5A), grey(0xB0));

  /** Lines of the grid. */
  public static final Ink GRID = new Ink("grid", grey(0xE2), grey(0x3A));

  /** Axes, and lines to compare with. */
  public static final Ink AXIS = new Ink("axis", grey(0x80), grey(0x90));

  /** What figures stand on. */
  public static final Ink GROUND = new Ink("ground", Color.WHITE, grey(0x1C));

  /** Levels of a heat map on each side of none. */
  public static final int HEAT_LEVELS = 4;

  private static final int[] ON_DARK = {
    0x5FB3E8, 0xFF9A4D, 0x3CD0A5, 0xE8A0C8, 0xF2C14E, 0x9AD5F7, 0xE6E6E6
  };

  private static Ink grey(String name, int light, int dark) {
    return new Ink(name, grey(light), grey(dark));
  }

  private static Color grey(int value) {
    return new Color(value, value, value);
  }

  /** Of the i-th series, on white as in every picture of Ductile. */
  public static Ink series(int i) {
    int index = i % ON_DARK.length;
    return new Ink("s" + index, PlotStyle.series(i).color(), new Color(ON_DARK[index]));
  }

  /**
   * Behind text: the further from 0, the stronger; above is blue, below is orange.
   *
   * @param level from −{@link #HEAT_LEVELS} to {@link #HEAT_LEVELS}
   */
  public static Ink heat(int level) {
    if (level == 0) {
      return grey("h0", 0xF4, 0x2A);
    }
    double share = Math.abs(level) / (double) HEAT_LEVELS;
    boolean above = level > 0;
    Color light = above ? new Color(0x8C, 0xC4, 0xEA) : new Color(0xF5, 0xB0, 0x7A);
    Color dark = above ? new Color(0x0B, 0x4F, 0x7D) : new Color(0x86, 0x3E, 0x08);
    return new Ink(
        (above ? "ha" : "hb") + Math.abs(level),
        mixed(grey(0xF4), light, share),
        mixed(grey(0x2A), dark, share));
  }

  private static Color mixed(Color from, Color to, double share) {
    return new Color(
        (int) Math.round(from.getRed() + share * (to.getRed() - from.getRed())),
        (int) Math.round(from.getGreen() + share * (to.getGreen() - from.getGreen())),
        (int) Math.round(from.getBlue() + share * (to.getBlue() - from.getBlue())));
  }

  private static List<Ink> all() {
    List<Ink> all = new ArrayList<>(List.of(TEXT, MUTED, GRID, AXIS, GROUND));
    for (int i = 0; i < ON_DARK.length; i++) {
      all.add(series(i));
    }
    for (int level = -HEAT_LEVELS; level <= HEAT_LEVELS; level++) {
      all.add(heat(level));
    }
    return all;
  }

  /** All colours as custom properties. */
  public static String properties(boolean dark) {
    StringBuilder css = new StringBuilder();
    all().forEach(ink -> css.append(ink.property(dark)));
    return css.toString();
  }

  private String property(boolean onDark) {
    return "--" + name + ":" + hex(onDark ? dark : light) + ";";
  }

  /** On white, for files. */
  String lightHex() {
    return hex(light);
  }

  private static String hex(Color color) {
    return String.format(Locale.ROOT, "#%06x", color.getRGB() & 0xFFFFFF);
  }
}
