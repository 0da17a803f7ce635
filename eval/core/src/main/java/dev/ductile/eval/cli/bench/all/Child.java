package dev.ductile.eval.cli.bench.all;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.ductile.eval.text.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A process that measures: it begins with nothing in memory, and is ended after its time. */
final class Child implements AutoCloseable {
  private static final long NANOS = 1_000_000_000L;

  private final Process process;
  private final Path out;
  private final Path err;
  private final long startNanos = System.nanoTime();

  /** What is told to stop ends what it started. */
  private final Thread atExit;

  private Child(List<String> command) throws IOException {
    out = Files.createTempFile("ductile-bench", ".out");
    err = Files.createTempFile("ductile-bench", ".err");
    process =
        new ProcessBuilder(command)
            .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
            .redirectOutput(out.toFile())
            .redirectError(err.toFile())
            .start();
    atExit = new Thread(process::destroyForcibly, "end of a measurement");
    Runtime.getRuntime().addShutdownHook(atExit);
  }

  /**
   * Starts a process.
   *
   * @throws RowFailure if that cannot be
   */
  static Child start(List<String> command) throws RowFailure {
    try {
      return new Child(command);
    } catch (IOException e) {
      throw RowFailure.failed("cannot start " + command.get(0) + ": " + e.getMessage());
    }
  }

  /** Whether it still runs. */
  boolean isAlive() {
    return process.isAlive();
  }

  /** Since it was started. */
  double seconds() {
    return (System.nanoTime() - startNanos) / (double) NANOS;
  }

  /**
   * Waits for its end.
   *
   * @return the JSON object that it printed
   * @throws RowFailure if it failed, printed none, or took too long
   */
  JsonNode figures(Duration patience) throws RowFailure, InterruptedException {
    long left = patience.toNanos() - (System.nanoTime() - startNanos);
    if (!process.waitFor(left, TimeUnit.NANOSECONDS)) {
      throw RowFailure.failed("not done after " + patience.toSeconds() + " s");
    }
    if (process.exitValue() != 0) {
      throw ended();
    }
    String line =
        text(out).lines().filter(each -> each.startsWith("{")).reduce((a, b) -> b).orElse("");
    try {
      JsonNode json = Json.MAPPER.readTree(line);
      if (json.isObject()) {
        return json;
      }
    } catch (JsonProcessingException e) {
      throw RowFailure.failed("printed no JSON: " + e.getOriginalMessage());
    }
    throw RowFailure.failed("printed no JSON");
  }

  /** What to say of a process that ended where it should not have. */
  RowFailure ended() {
    String words =
        text(err).lines().filter(line -> !line.isBlank()).reduce((a, b) -> b).orElse("no message");
    return RowFailure.failed("exit code " + process.exitValue() + ": " + words.strip());
  }

  private static String text(Path file) {
    try {
      return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    } catch (IOException e) {
      return "";
    }
  }

  /** Ends it, and what it started. */
  @Override
  public void close() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
    try {
      Runtime.getRuntime().removeShutdownHook(atExit);
    } catch (IllegalStateException e) {
      return; // this process is ending
    }
    try {
      process.waitFor();
      Files.deleteIfExists(out);
      Files.deleteIfExists(err);
    } catch (IOException e) {
      return; // the system clears its temporary files
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
