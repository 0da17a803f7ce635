package dev.ductile.agent.settings;

import dev.ductile.base.ConfigurationException;
import dev.ductile.base.Quantities;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** Makes of a text the value that a typed key needs; text stays text where a key is one. */
public final class TypedText {
  private static final Set<String> NONE = Set.of("", "null", "~");
  private static final Set<String> TRUE = Set.of("true", "yes", "on");
  private static final Set<String> FALSE = Set.of("false", "no", "off");

  /** What a key's need says already. */
  private static final Set<String> SAID =
      Set.of("is not a number", "is not a whole number", "is out of range", "is neither");

  private TypedText() {}

  /**
   * The value of a text.
   *
   * @param key what it is for, named in messages
   * @param type of the key: a number, a boolean, an enumeration or text
   * @param text as it was written
   * @param source where it was written, named in messages
   * @return a number, a boolean, or text for texts and enumerations; null where a key that may be
   *     without a value has none
   * @throws ConfigurationException if it is not such a value
   */
  public static Object read(String key, Class<?> type, String text, String source) {
    if (!type.isPrimitive() && !type.isEnum() && type != Integer.class) {
      return text;
    }
    if (NONE.contains(text)) {
      if (type == Integer.class) {
        return null;
      }
      throw unfit(key, text.isEmpty() ? "nothing" : text, source, type, "");
    }
    try {
      return switch (type.getSimpleName()) {
        case "int", "Integer" -> whole(text);
        case "long" -> Quantities.whole(text);
        case "double" -> Quantities.real(text);
        case "boolean" -> truth(text);
        default -> text;
      };
    } catch (NumberFormatException e) {
      boolean saysMore = !SAID.contains(e.getMessage());
      throw unfit(key, text, source, type, saysMore ? ": it " + e.getMessage() : "");
    }
  }

  private static Integer whole(String text) {
    long number = Quantities.whole(text);
    if (number != (int) number) {
      throw new NumberFormatException("is out of range");
    }
    return (int) number;
  }

  private static Boolean truth(String text) {
    String word = text.toLowerCase(Locale.ROOT);
    if (!TRUE.contains(word) && !FALSE.contains(word)) {
      throw new NumberFormatException("is neither");
    }
    return TRUE.contains(word);
  }

  /**
   * A number as wide as a key's type, which is how {@link #read} has it.
   *
   * @param value any value
   */
  static Object widened(Class<?> type, Object value) {
    if (value instanceof Number number && !(value instanceof Double)) {
      return type == double.class
          ? (Object) number.doubleValue()
          : type == long.class && value instanceof Integer ? (Object) number.longValue() : value;
    }
    return value;
  }

  /** A text without the quotation marks around it, which shells and YAML have taught to write. */
  public static String unquoted(String text) {
    boolean quoted =
        text.length() >= 2
            && (text.charAt(0) == '"' || text.charAt(0) == '\'')
            && text.indexOf(text.charAt(0), 1) == text.length() - 1;
    return quoted ? text.substring(1, text.length() - 1) : text;
  }

  static ConfigurationException unfit(
      String key, Object value, String source, Class<?> type, String why) {
    return new ConfigurationException(
        key + " = " + value + " (" + source + ") is not possible: needs " + describe(type) + why);
  }

  /** What a type needs, in words. */
  public static String describe(Class<?> type) {
    if (type.isEnum()) {
      return "one of "
          + Arrays.stream(type.getEnumConstants())
              .map(Object::toString)
              .collect(Collectors.joining(", "));
    }
    return switch (type.getSimpleName()) {
      case "int", "Integer" -> "a whole number up to " + Integer.MAX_VALUE;
      case "long" -> "a whole number";
      case "double" -> "a number";
      case "boolean" -> "true or false";
      default -> "text";
    };
  }
}
