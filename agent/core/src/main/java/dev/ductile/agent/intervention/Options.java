package dev.ductile.agent.intervention;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;

/** The parameters of an intervention with their values, all of them and checked. */
public final class Options {
  private final Map<String, String> values;

  /**
   * @param values by name, in the order of the type
   */
  Options(Map<String, String> values) {
    this.values = values;
  }

  /** A number. */
  public double number(String name) {
    return Double.parseDouble(word(name));
  }

  /** A whole number. */
  public long whole(String name) {
    return Long.parseLong(word(name));
  }

  /** Several whole numbers. */
  public long[] wholes(String name) {
    String text = word(name);
    return text.equals(OptionType.NONE)
        ? new long[0]
        : Arrays.stream(text.split("\\+")).mapToLong(Long::parseLong).toArray();
  }

  /** A choice. */
  public String word(String name) {
    String value = values.get(name);
    if (value == null) {
      throw new IllegalArgumentException("no parameter " + name + " in " + values.keySet());
    }
    return value;
  }

  /** A choice among an enum's constants: {@code residual-blocks} is {@code RESIDUAL_BLOCKS}. */
  public <E extends Enum<E>> E constant(String name, Class<E> of) {
    return Enum.valueOf(of, word(name).toUpperCase(Locale.ROOT).replace('-', '_'));
  }

  /** Whether a choice is the given word. */
  public boolean is(String name, String word) {
    return word(name).equals(word);
  }

  /** {@code :name=value} for each. */
  String text() {
    StringBuilder text = new StringBuilder();
    values.forEach((name, value) -> text.append(':').append(name).append('=').append(value));
    return text.toString();
  }
}
