package dev.ductile.eval.report.figure;

/**
 * A figure of a report.
 *
 * @param name of its files and its place in the page: letters, digits and dashes, of its own in the
 *     report
 * @param drawing what is seen
 * @param csv the numbers behind it
 */
public record Figure(String name, Drawing drawing, String csv) {
  /**
   * A name of what may hold anything.
   *
   * @param number what tells it from others with the same letters
   */
  static String name(String kind, int number, String text) {
    String letters = text.replaceAll("[^A-Za-z0-9]+", "-").replaceAll("^-|-$", "");
    String brief = letters.length() > 40 ? letters.substring(0, 40) : letters;
    return kind + "-" + number + (brief.isEmpty() ? "" : "-" + brief);
  }
}
