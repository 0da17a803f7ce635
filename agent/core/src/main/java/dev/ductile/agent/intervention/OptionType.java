package dev.ductile.agent.intervention;

import dev.ductile.base.ConfigurationException;
import dev.ductile.base.Quantities;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * A parameter of an intervention.
 *
 * @param name in lower case with hyphens, the unit last
 * @param does what it is
 * @param standard its value where none is given
 * @param whole whether only whole numbers will do
 * @param low least number
 * @param high greatest number
 * @param choices the words that it may be; empty for numbers
 * @param many whether it is several numbers, joined by {@code +}, or {@link #NONE}
 */
public record OptionType(
    String name,
    String does,
    String standard,
    boolean whole,
    double low,
    double high,
    List<String> choices,
    boolean many) {
  /** A list of no numbers. */
  static final String NONE = "none";

  static OptionType number(String name, double standard, double low, double high, String does) {
    return new OptionType(name, does, plain(standard), false, low, high, List.of(), false);
  }

  static OptionType whole(String name, long standard, long low, long high, String does) {
    return new OptionType(name, does, Long.toString(standard), true, low, high, List.of(), false);
  }

  static OptionType choice(String name, String does, String... choices) {
    return new OptionType(name, does, choices[0], false, 0, 0, List.of(choices), false);
  }

  /** Whole numbers joined by {@code +}, none being the standard. */
  static OptionType wholes(String name, long low, long high, String does) {
    return new OptionType(name, does, NONE, true, low, high, List.of(), true);
  }

  /**
   * The value in its standard form.
   *
   * @param owner what to call the intervention in messages
   * @throws ConfigurationException if it is not possible
   */
  String check(String owner, String value) {
    if (!choices.isEmpty()) {
      String word = value.toLowerCase(Locale.ROOT);
      if (!choices.contains(word)) {
        throw bad(owner, value, "use " + String.join(", ", choices));
      }
      return word;
    }
    if (many) {
      return value.equals(NONE)
          ? NONE
          : Arrays.stream(value.split("\\+", -1))
              .map(part -> checkNumber(owner, part.strip()))
              .collect(Collectors.joining("+"));
    }
    return checkNumber(owner, value);
  }

  private String checkNumber(String owner, String value) {
    double number;
    try {
      number = Quantities.real(value);
    } catch (NumberFormatException e) {
      throw bad(owner, value, "use a number: it " + e.getMessage());
    }
    if (!(number >= low && number <= high) || (whole && number != Math.rint(number))) {
      String kind = whole ? "a whole number" : "a number";
      throw bad(owner, value, "use " + kind + " from " + plain(low) + " to " + plain(high));
    }
    return plain(number);
  }

  /** The possible values in words. */
  public String range() {
    if (!choices.isEmpty()) {
      return String.join(", ", choices);
    }
    return (whole ? "whole, " : "") + plain(low) + " to " + plain(high);
  }

  private ConfigurationException bad(String owner, String value, String advice) {
    return new ConfigurationException(
        owner + ": " + name + "=" + value + " is not possible: " + advice);
  }

  /** Without trailing zeros; 1e-05 as 1E-5. */
  private static String plain(double number) {
    return number == Math.rint(number) && Math.abs(number) < 1e15
        ? Long.toString((long) number)
        : BigDecimal.valueOf(number).stripTrailingZeros().toString();
  }
}
