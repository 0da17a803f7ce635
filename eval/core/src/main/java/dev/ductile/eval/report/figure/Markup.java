package dev.ductile.eval.report.figure;

/** Text as HTML and SVG take it. Everything that is not markup of ours goes through here. */
public final class Markup {
  private Markup() {}

  /** For text and for attributes in double quotes; what XML has no place for becomes a space. */
  public static String escape(String text) {
    StringBuilder safe = new StringBuilder(text.length() + 16);
    text.codePoints()
        .forEach(
            point -> {
              switch (point) {
                case '&' -> safe.append("&amp;");
                case '<' -> safe.append("&lt;");
                case '>' -> safe.append("&gt;");
                case '"' -> safe.append("&quot;");
                case '\'' -> safe.append("&#39;");
                default -> safe.appendCodePoint(isText(point) ? point : ' ');
              }
            });
    return safe.toString();
  }

  private static boolean isText(int point) {
    return point == '\n'
        || !(Character.isISOControl(point)
            || Character.getType(point) == Character.SURROGATE
            || (point & 0xFFFE) == 0xFFFE);
  }

  /** So many characters at most, the last of which says that there were more. */
  public static String shortened(String text, int most) {
    int points = text.codePointCount(0, text.length());
    return points <= most
        ? text
        : text.substring(0, text.offsetByCodePoints(0, Math.max(0, most - 1))) + "…";
  }
}
