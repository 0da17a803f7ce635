package dev.ductile.eval.log;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ductile.base.files.OutputException;
import dev.ductile.base.files.ReadFailures;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.Consumer;

/** Reads {@code metrics.jsonl} line by line. */
public final class LogLines {
  private static final ObjectMapper JSON = new ObjectMapper();

  private LogLines() {}

  /**
   * Hands on each line in its order.
   *
   * @throws OutputException if the file cannot be read
   */
  public static void forEach(Path metrics, Consumer<JsonNode> take) {
    int number = 1;
    try (BufferedReader lines = Files.newBufferedReader(metrics)) {
      for (String text = lines.readLine(); text != null; text = lines.readLine()) {
        take.accept(JSON.readTree(text));
        number++;
      }
    } catch (JsonProcessingException | CharacterCodingException e) {
      String what = e instanceof CharacterCodingException ? "UTF-8" : "JSON";
      throw new OutputException(
          String.format(
              Locale.ROOT,
              "%s is damaged: line %d or one soon after it is not %s; put the file back from a"
                  + " copy",
              metrics,
              number,
              what),
          e);
    } catch (IOException e) {
      throw new OutputException("cannot read " + metrics + ": " + ReadFailures.reason(e), e);
    }
  }
}
