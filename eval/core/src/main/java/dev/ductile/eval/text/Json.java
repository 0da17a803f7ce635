package dev.ductile.eval.text;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Map;

/**
 * The one way in which maps become JSON here: keys in the map's order; NaN and the infinities,
 * which JSON has no numbers for, as the strings {@code "NaN"}, {@code "Infinity"}, {@code
 * "-Infinity"}, which Java's {@code Double.parseDouble} and Python's {@code float} both read back.
 */
public final class Json {
  /** Refuses what is written twice and what stands after the end. */
  public static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private static final ObjectWriter LINE = MAPPER.writer();
  private static final ObjectWriter PRETTY = MAPPER.writer(prettyPrinter());

  private Json() {}

  /** One line of JSON without the line break. */
  public static String line(Map<String, ?> values) {
    return text(LINE, values);
  }

  /** Indented JSON with a line break at the end, the same on every platform. */
  public static String pretty(Map<String, ?> values) {
    return text(PRETTY, values) + "\n";
  }

  private static String text(ObjectWriter writer, Map<String, ?> values) {
    try {
      return writer.writeValueAsString(values);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(
          "cannot turn " + values.keySet() + " into JSON: " + e.getOriginalMessage(), e);
    }
  }

  private static DefaultPrettyPrinter prettyPrinter() {
    DefaultIndenter indenter = new DefaultIndenter("  ", "\n");
    DefaultPrettyPrinter printer = new DefaultPrettyPrinter();
    printer.indentObjectsWith(indenter);
    printer.indentArraysWith(indenter);
    return printer;
  }
}
