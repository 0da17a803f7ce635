package dev.ductile.base;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Lists of names as people type them: separated by commas. */
public final class NameLists {
  private NameLists() {}

  /**
   * The parts of a list.
   *
   * @param what the list holds, such as {@code interventions}, named in messages
   * @param text the list; a blank text is an empty list
   * @return the parts, without blanks around them
   * @throws ConfigurationException if a place between the commas is empty, as in {@code a,,b}:
   *     something was to stand there
   */
  public static List<String> parts(String what, String text) {
    if (text.isBlank()) {
      return List.of();
    }
    List<String> parts = Arrays.stream(text.split(",", -1)).map(String::strip).toList();
    int empty = parts.indexOf("");
    if (empty >= 0) {
      throw new ConfigurationException(
          String.format(
              Locale.ROOT,
              "the list of %s '%s' has nothing at place %d: put a name there, or leave the comma"
                  + " out",
              what,
              text,
              empty + 1));
    }
    return parts;
  }
}
