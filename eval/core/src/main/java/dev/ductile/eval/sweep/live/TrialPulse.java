package dev.ductile.eval.sweep.live;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.ductile.agent.settings.WrittenConfig;
import dev.ductile.eval.folder.RunFolder;
import dev.ductile.eval.sweep.trial.TrialFolder;
import dev.ductile.eval.text.Json;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * How a trial that runs is getting on, from the end of its log; only looks.
 *
 * @param frames emulator frames at the last line; -1 if there is none
 * @param plannedFrames frames that it is to have; -1 if they are not known
 * @param framesPerSecond at the last line about speed; NaN before one
 * @param lastReturn of the last game; NaN before one
 * @param lastSign when its process last wrote anything
 */
public record TrialPulse(
    long frames, long plannedFrames, double framesPerSecond, double lastReturn, Instant lastSign) {
  private static final int TAIL_BYTES = 16 * 1024;

  /** Looks at a trial. */
  public static TrialPulse of(TrialFolder folder) {
    RunFolder run = new RunFolder(folder.run());
    long frames = -1;
    double speed = Double.NaN;
    double lastReturn = Double.NaN;
    String[] lines = tail(run.metricsFile()).split("\n");
    for (int i = 0; i < lines.length; i++) {
      try {
        JsonNode line = Json.MAPPER.readTree(lines[i]);
        frames = Math.max(frames, line.path("frames").asLong(-1));
        speed = line.path("framesPerSecond").asDouble(speed);
        lastReturn = line.path("return").asDouble(lastReturn);
      } catch (JsonProcessingException e) {
        continue; // the first line is cut, and the last may be half written
      }
    }
    Instant sign = newest(folder.logFile()).orElse(Instant.EPOCH);
    Instant metrics = newest(run.metricsFile()).orElse(Instant.EPOCH);
    return new TrialPulse(
        frames,
        plannedFrames(run.configFile()),
        speed,
        lastReturn,
        metrics.isAfter(sign) ? metrics : sign);
  }

  /** Time that the rest takes at the last speed. */
  public Optional<Duration> left() {
    return frames < 0 || plannedFrames < frames || !(framesPerSecond > 0)
        ? Optional.empty()
        : Optional.of(Duration.ofSeconds((long) ((plannedFrames - frames) / framesPerSecond)));
  }

  private static String tail(Path file) {
    if (!Files.isRegularFile(file)) {
      return "";
    }
    try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
      byte[] end = new byte[(int) Math.min(TAIL_BYTES, in.length())];
      in.seek(in.length() - end.length);
      in.readFully(end);
      return new String(end, StandardCharsets.UTF_8);
    } catch (IOException e) {
      return ""; // a run that begins anew replaces its files
    }
  }

  private static long plannedFrames(Path config) {
    try {
      return Files.isRegularFile(config)
          ? WrittenConfig.read(Files.readString(config))
              .map(values -> Long.parseLong(values.get("run.frames")))
              .orElse(-1L)
          : -1;
    } catch (IOException | NumberFormatException e) {
      return -1;
    }
  }

  private static Optional<Instant> newest(Path file) {
    try {
      return Optional.of(Files.getLastModifiedTime(file).toInstant());
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
