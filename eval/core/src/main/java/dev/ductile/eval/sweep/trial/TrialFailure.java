package dev.ductile.eval.sweep.trial;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ductile.base.files.OutputException;
import dev.ductile.eval.folder.SummaryFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Optional;

/**
 * How a trial failed the last time that it ran, written down for those who ask later or elsewhere:
 * {@code failure.json} in its folder, which is gone once the trial is begun again.
 *
 * @param exitCode of its process
 * @param reason in one line
 */
public record TrialFailure(int exitCode, String reason) {
  private static Path file(TrialFolder folder) {
    return folder.path().resolve("failure.json");
  }

  /** The failure of a trial; empty if it did not fail, or was begun again. */
  public static Optional<TrialFailure> of(TrialFolder folder) {
    JsonNode node = SummaryFile.readOrMissing(file(folder));
    return node.path("exitCode").isInt()
        ? Optional.of(new TrialFailure(node.get("exitCode").asInt(), node.path("reason").asText()))
        : Optional.empty();
  }

  static void forget(TrialFolder folder) {
    try {
      Files.deleteIfExists(file(folder));
    } catch (IOException e) {
      throw OutputException.cannotWrite(file(folder), e);
    }
  }

  void write(TrialFolder folder) {
    LinkedHashMap<String, Object> failure = new LinkedHashMap<>();
    failure.put("exitCode", exitCode);
    failure.put("reason", reason);
    SummaryFile.write(file(folder), failure);
  }
}
