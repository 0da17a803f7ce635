package dev.ductile.base;

/**
 * Names that users gave, as a terminal may have them: a file may be called anything, and its name
 * must not move the cursor, change colours or turn the line around.
 */
public final class Printable {
  private static final int ZERO_WIDTH_NON_JOINER = 0x200C;
  private static final int ZERO_WIDTH_JOINER = 0x200D;

  private Printable() {}

  /**
   * The text with control and direction characters, line ends among them, written as {@code
   * \}{@code u001b}.
   *
   * @param named a name, a path, or any text in one line
   * @return text of one line
   */
  public static String of(Object named) {
    String text = String.valueOf(named);
    StringBuilder printable = new StringBuilder(text.length());
    text.codePoints()
        .forEach(
            point -> {
              if (isHarmless(point)) {
                printable.appendCodePoint(point);
              } else {
                printable.append("\\u").append(hex(point));
              }
            });
    return printable.toString();
  }

  private static String hex(int point) {
    String digits = Integer.toHexString(point);
    return "0".repeat(Math.max(0, 4 - digits.length())) + digits;
  }

  private static boolean isHarmless(int point) {
    return switch (Character.getType(point)) {
      case Character.CONTROL,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE ->
          false;
      // Joiners belong to scripts and emoji; the rest of their kind sets directions or hides.
      case Character.FORMAT -> point == ZERO_WIDTH_NON_JOINER || point == ZERO_WIDTH_JOINER;
      default -> true;
    };
  }
}
