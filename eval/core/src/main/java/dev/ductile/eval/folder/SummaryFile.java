package dev.ductile.eval.folder;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.ductile.base.files.AtomicFiles;
import dev.ductile.base.files.OutputException;
import dev.ductile.base.files.ReadFailures;
import dev.ductile.eval.log.MetricsLog;
import dev.ductile.eval.text.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;

/** {@code summary.json}: the figures of a finished run, for people and for scripts. */
public final class SummaryFile {
  private SummaryFile() {}

  /**
   * Writes the summary in one step, indented, with keys in the map's order. Values may be numbers,
   * strings, booleans, null, lists and maps; NaN and the infinities become strings as in {@link
   * MetricsLog}.
   *
   * @throws OutputException if it cannot be written
   */
  @SuppressWarnings("NonApiType") // the order of keys is part of the contract
  public static void write(Path file, LinkedHashMap<String, ?> summary) {
    AtomicFiles.write(file, Json.pretty(summary));
  }

  /**
   * A summary's figures; a missing node where there is none, and where it is damaged: the run is as
   * after a kill then.
   */
  public static JsonNode readOrMissing(Path file) {
    try {
      return Files.isRegularFile(file)
          ? Json.MAPPER.readTree(Files.readString(file))
          : Json.MAPPER.missingNode();
    } catch (IOException e) {
      return Json.MAPPER.missingNode();
    }
  }

  /** Whether there is a summary, and of a run that was completed. */
  public static boolean isCompleted(Path file) {
    if (!Files.isRegularFile(file)) {
      return false;
    }
    try {
      return Json.MAPPER.readTree(Files.readString(file)).path("completed").asBoolean();
    } catch (JsonProcessingException e) {
      throw new OutputException(
          file.toAbsolutePath()
              + " is damaged: "
              + e.getOriginalMessage().lines().findFirst().orElse("not JSON")
              + "; delete it",
          e);
    } catch (IOException e) {
      throw new OutputException(
          "cannot read " + file.toAbsolutePath() + ": " + ReadFailures.reason(e) + "; delete it",
          e);
    }
  }

  /**
   * Removes the summary of a completed run that is to go on: it would call the run complete.
   *
   * @throws OutputException if it cannot be removed
   */
  public static void removeIfCompleted(Path file) {
    if (isCompleted(file)) {
      try {
        Files.delete(file);
      } catch (IOException e) {
        throw OutputException.cannotWrite(file, e);
      }
    }
  }
}
