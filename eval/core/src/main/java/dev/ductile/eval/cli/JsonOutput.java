package dev.ductile.eval.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ductile.base.Printable;
import java.io.PrintStream;
import java.util.Locale;
import java.util.Map;

/** Prints figures as one JSON object or as aligned lines. */
final class JsonOutput {
  private static final ObjectMapper JSON = new ObjectMapper();

  private JsonOutput() {}

  static void print(PrintStream out, Map<String, ?> figures, boolean json) {
    if (json) {
      out.println(line(figures));
      return;
    }
    int width = figures.keySet().stream().mapToInt(String::length).max().orElse(0);
    figures.forEach(
        (key, value) ->
            out.printf(Locale.ROOT, "%-" + width + "s  %s%n", key, Printable.of(text(value))));
  }

  static String line(Map<String, ?> figures) {
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
