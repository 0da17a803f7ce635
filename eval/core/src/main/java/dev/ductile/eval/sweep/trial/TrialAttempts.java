package dev.ductile.eval.sweep.trial;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.ductile.base.files.OutputException;
import dev.ductile.eval.machine.HostName;
import dev.ductile.eval.text.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * {@code attempts.jsonl}: a line when a trial's process starts, with its number and host, and one
 * when it has ended, with the exit code and the cause. A start without an end is a process whose
 * sweep was killed.
 *
 * @param file the file
 */
public record TrialAttempts(Path file) {
  private static final String EVENT = "event";
  private static final String START = "start";
  private static final String END = "end";
  private static final String CAUSE = "cause";
  private static final String NO_CAUSE = "none";

  /** Writes down that a process was started. */
  void started(ProcessHandle process) {
    Map<String, Object> line = new LinkedHashMap<>();
    line.put(EVENT, START);
    line.put("at", now());
    line.put("host", HostName.ofThisMachine());
    line.put("pid", process.pid());
    line.put("pidStarted", startedAt(process));
    append(line);
  }

  /**
   * Writes down that it has ended.
   *
   * @param exitCode -1 where nobody saw it
   * @param cause empty for a trial that is done, or was told to stop by its sweep
   */
  void ended(int exitCode, Optional<TrialCause> cause, String reason) {
    Map<String, Object> line = new LinkedHashMap<>();
    line.put(EVENT, END);
    line.put("at", now());
    line.put("exit", exitCode);
    line.put(CAUSE, cause.map(TrialCause::text).orElse(NO_CAUSE));
    line.put("reason", reason);
    append(line);
  }

  /** How many processes were started. */
  public long count() {
    return lines().stream().filter(line -> line.path(EVENT).asText().equals(START)).count();
  }

  /** Whether the last process ended for a cause of its own. */
  boolean lastFailed() {
    List<JsonNode> lines = lines();
    if (lines.isEmpty()) {
      return false;
    }
    JsonNode last = lines.get(lines.size() - 1);
    String cause = last.path(CAUSE).asText(NO_CAUSE);
    return last.path(EVENT).asText().equals(END)
        && !cause.equals(NO_CAUSE)
        && !cause.equals(TrialCause.STOPPED.text());
  }

  /** Why the last process ended; empty if it did not fail. */
  public String lastReason() {
    List<JsonNode> lines = lines();
    return lastFailed() ? lines.get(lines.size() - 1).path("reason").asText() : "";
  }

  /** The cause for which the last process ended; empty if it did not fail. */
  public Optional<TrialCause> lastCause() {
    List<JsonNode> lines = lines();
    String text = lastFailed() ? lines.get(lines.size() - 1).path(CAUSE).asText() : NO_CAUSE;
    return Arrays.stream(TrialCause.values()).filter(cause -> cause.text().equals(text)).findAny();
  }

  /** The process that was started last and has not ended, where it runs on this host. */
  Optional<ProcessHandle> alive() {
    List<JsonNode> lines = lines();
    if (lines.isEmpty()) {
      return Optional.empty();
    }
    JsonNode last = lines.get(lines.size() - 1);
    if (!last.path(EVENT).asText().equals(START)
        || !last.path("host").asText().equals(HostName.ofThisMachine())) {
      return Optional.empty();
    }
    String since = last.path("pidStarted").asText();
    // The system gives numbers of processes again: the time of the start tells them apart.
    return ProcessHandle.of(last.path("pid").asLong(-1))
        .filter(ProcessHandle::isAlive)
        .filter(process -> startedAt(process).equals(since));
  }

  private static String startedAt(ProcessHandle process) {
    return process.info().startInstant().map(Instant::toString).orElse("");
  }

  private static String now() {
    return Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
  }

  private void append(Map<String, Object> line) {
    try {
      Files.writeString(
          file,
          Json.line(line) + "\n",
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND,
          LinkOption.NOFOLLOW_LINKS);
    } catch (IOException e) {
      throw OutputException.cannotWrite(file, e);
    }
  }

  private List<JsonNode> lines() {
    List<JsonNode> lines = new ArrayList<>();
    if (!Files.isRegularFile(file)) {
      return lines;
    }
    try {
      for (String line : Files.readAllLines(file, StandardCharsets.UTF_8)) {
        lines.add(Json.MAPPER.readTree(line));
      }
    } catch (JsonProcessingException e) {
      return lines; // its last line was cut by a crash of the machine
    } catch (IOException e) {
      return List.of();
    }
    return lines;
  }
}
