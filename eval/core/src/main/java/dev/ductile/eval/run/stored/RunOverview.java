package dev.ductile.eval.run.stored;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ductile.agent.config.RunConfig;
import dev.ductile.agent.settings.RunName;
import dev.ductile.agent.settings.WrittenConfig;
import dev.ductile.base.ConfigurationException;
import dev.ductile.base.files.OutputException;
import dev.ductile.base.files.ReadFailures;
import dev.ductile.base.files.TextFiles;
import dev.ductile.eval.folder.RunFolder;
import dev.ductile.eval.folder.RunLock;
import dev.ductile.eval.folder.SummaryFile;
import dev.ductile.eval.log.LogLines;
import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A run as a list shows it. Only looks: a run may be shown while it trains.
 *
 * @param path its folder
 * @param title what it is, or why that cannot be read
 * @param seed its seed; -1 if its configuration cannot be read
 * @param frames emulator frames done; at the last line of the log, if there is no summary
 * @param plannedFrames emulator frames that it is to have
 * @param state {@code running}, {@code done}, {@code stopped} (resumable), {@code killed}
 *     (resumable), {@code unreadable}
 * @param lastReturn mean return of the last evaluation, else of the last training games; NaN
 *     without any
 * @param bytes of all its files
 */
public record RunOverview(
    Path path,
    String title,
    long seed,
    long frames,
    long plannedFrames,
    String state,
    double lastReturn,
    long bytes) {
  /** How deep below a folder runs are looked for: a sweep's lie in trials/HASH/run. */
  private static final int DEPTH = 5;

  private static final int RECENT_GAMES = 20;
  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * The run in a folder, or all runs below it, by name.
   *
   * @throws OutputException if there is no such folder or it cannot be read
   */
  public static List<Path> find(Path folder) {
    if (new RunFolder(folder).isRun()) {
      return List.of(folder);
    }
    if (!Files.isDirectory(folder)) {
      throw new OutputException("no such folder: " + folder.toAbsolutePath());
    }
    List<Path> runs = new ArrayList<>();
    try {
      Files.walkFileTree(
          folder,
          EnumSet.noneOf(FileVisitOption.class),
          DEPTH,
          new SimpleFileVisitor<>() {
            /** A run's own files are many, and no run is among them. */
            @Override
            public FileVisitResult preVisitDirectory(Path path, BasicFileAttributes attributes) {
              if (!new RunFolder(path).isRun()) {
                return FileVisitResult.CONTINUE;
              }
              runs.add(path);
              return FileVisitResult.SKIP_SUBTREE;
            }
          });
    } catch (IOException | java.io.UncheckedIOException e) {
      throw new OutputException(
          "cannot read " + folder.toAbsolutePath() + ": " + ReadFailures.reason(e), e);
    }
    Collections.sort(runs);
    return runs;
  }

  /** Looks at runs, in their order. */
  public static List<RunOverview> of(List<Path> paths) {
    return paths.parallelStream().map(RunOverview::of).toList();
  }

  /** Looks at a run. */
  public static RunOverview of(Path path) {
    RunFolder folder = new RunFolder(path);
    JsonNode summary = SummaryFile.readOrMissing(folder.summaryFile());
    String title = summary.path("title").asText("");
    long seed;
    long planned;
    try {
      String yaml = TextFiles.read(folder.configFile(), "the run's");
      Optional<Map<String, String>> values =
          title.isEmpty() ? Optional.empty() : WrittenConfig.read(yaml);
      if (values.isPresent()) {
        seed = Long.parseLong(values.get().get("run.seed"));
        planned = Long.parseLong(values.get().get("run.frames"));
      } else {
        RunConfig config = SavedConfig.read(path).config(); // takes some milliseconds
        title = RunName.title(config);
        seed = config.run().seed();
        planned = config.run().frames();
      }
    } catch (ConfigurationException e) {
      String reason = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
      return new RunOverview(path, reason, -1, 0, 0, "unreadable", Double.NaN, bytes(path));
    }
    boolean running = RunLock.isTaken(path);
    long frames = summary.path("frames").asLong(-1);
    double last =
        summary
            .path("evaluation")
            .path("meanReturn")
            .asDouble(summary.path("recentMeanReturn").asDouble(Double.NaN));
    if (running || frames < 0) {
      Log log = Log.read(folder.metricsFile());
      frames = log.frames;
      last = log.lastReturn();
    }
    String state =
        running
            ? "running"
            : summary.isMissingNode()
                ? "killed"
                : summary.path("completed").asBoolean() ? "done" : "stopped";
    return new RunOverview(path, title, seed, frames, planned, state, last, bytes(path));
  }

  private static long bytes(Path folder) {
    long[] sum = {0};
    try (Stream<Path> files = Files.walk(folder)) {
      files.filter(Files::isRegularFile).forEach(file -> sum[0] += file.toFile().length());
    } catch (IOException | java.io.UncheckedIOException e) {
      return sum[0]; // a running run removes files while they are counted
    }
    return sum[0];
  }

  /** What a run without a summary had come to. */
  private static final class Log {
    private final java.util.ArrayDeque<Double> returns = new java.util.ArrayDeque<>();
    private double evaluation = Double.NaN;
    private long frames;

    static Log read(Path file) {
      Log log = new Log();
      try {
        if (Files.exists(file)) {
          LogLines.forEach(file, log::take);
        }
      } catch (OutputException e) {
        return log; // a running run is writing its last line
      }
      return log;
    }

    private void take(JsonNode line) {
      frames = Math.max(frames, line.path("frames").asLong());
      if (line.path("kind").asText().equals("episode")) {
        returns.addLast(line.path("return").asDouble());
        if (returns.size() > RECENT_GAMES) {
          returns.removeFirst();
        }
      } else if (line.path("kind").asText().equals("evaluation")) {
        evaluation = line.path("meanReturn").asDouble(Double.NaN);
      }
    }

    private double lastReturn() {
      return Double.isNaN(evaluation)
          ? returns.stream().mapToDouble(Double::doubleValue).average().orElse(Double.NaN)
          : evaluation;
    }
  }

  /** For JSON. */
  public Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("run", path.toString());
    map.put("title", title);
    map.put("seed", seed);
    map.put("frames", frames);
    map.put("plannedFrames", plannedFrames);
    map.put("state", state);
    map.put("lastReturn", Double.isNaN(lastReturn) ? null : lastReturn);
    map.put("bytes", bytes);
    return map;
  }
}
