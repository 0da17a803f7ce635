package dev.ductile.eval.cli.options;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ductile.base.Printable;
import java.io.PrintStream;
import java.util.Locale;
import java.util.Map;

/** Prints figures as one JSON object or as aligned lines. */
public final class JsonOutput {
  private static final ObjectMapper JSON = new ObjectMapper();

  private JsonOutput() {}

  /**
   * Prints figures.
   *
   * @param json whether as one JSON object
   */
  public static void print(PrintStream out, Map<String, ?> figures, boolean json) {
    if (json) {
      out.println(line(figures));
      return;
    }
    int width = figures.keySet().stream().mapToInt(String::length).max().orElse(0);
    figures.forEach(
        (key, value) ->
            out.printf(Locale.ROOT, "%-" + width + "s  %s%n", key, Printable.of(text(value))));
  }

  /** One JSON object in one line, keys in their order. */
  public static String line(Map<String, ?> figures) {
    try {
      return JSON.writeValueAsString(figures);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String text(Object value) {
    if (value instanceof Double number) {
      return String.format(Locale.ROOT, Math.abs(number) >= 1000 ? "%,.0f" : "%.4g", number);
    }
    return value == null ? "-" : String.valueOf(value);
  }
}
