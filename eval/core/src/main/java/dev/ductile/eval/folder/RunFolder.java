package dev.ductile.eval.folder;

import dev.ductile.base.files.AtomicFiles;
import dev.ductile.base.files.OutputException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * The folder of one run, and where each of its files lies. A folder is a run when it holds {@code
 * config.yaml}.
 *
 * @param path the folder
 */
public record RunFolder(Path path) {
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT);
  private static final String METRICS = "metrics.jsonl";
  private static final String CHECKPOINTS = "checkpoints";
  private static final int PROBE_BYTES = 64 * 1024;

  /**
   * Makes the folder of a new run, with its parents, and proves that it can be written. A folder
   * that is empty, or was left by a start that was killed, is taken as it is.
   *
   * @throws OutputException if the folder holds something, be it a run or not, or cannot be written
   */
  public static RunFolder create(Path path) {
    try {
      if (Files.exists(path) && !isEmptyFolder(path)) {
        throw new OutputException(refusal(path));
      }
      Files.createDirectories(path);
    } catch (IOException e) {
      throw OutputException.cannotWrite(path, e);
    }
    RunFolder run = new RunFolder(path);
    run.requireWritable();
    return run;
  }

  /**
   * Opens the folder of an existing run to go on with it, proves that it can be written, and
   * removes temporary files that a killed process left. No other process may be writing to it.
   *
   * @throws OutputException if the folder is missing, is not a run, or cannot be written
   */
  public static RunFolder open(Path path) {
    RunFolder run = new RunFolder(path);
    if (!run.isRun()) {
      throw new OutputException(
          (Files.exists(path) ? "not a run folder (no config.yaml in it): " : "no such run: ")
              + path.toAbsolutePath()
              + "; give the folder that a training run made, such as runs/NAME");
    }
    run.requireWritable();
    AtomicFiles.removeLeftovers(path);
    return run;
  }

  /**
   * Makes the folder of a new run under {@code parent} with the name {@link #name}; a second run in
   * the same second gets {@code -2} after it, and so on.
   *
   * @param slug what the run is, as {@link dev.ductile.agent.settings.RunName#slug} says it
   * @throws OutputException if it cannot be written
   */
  public static RunFolder createUnique(Path parent, String slug, LocalDateTime time, long seed) {
    String name = name(slug, time, seed);
    try {
      Files.createDirectories(parent);
      for (int attempt = 1; ; attempt++) {
        Path path = parent.resolve(attempt == 1 ? name : name + "-" + attempt);
        if (createdNow(path)) {
          RunFolder run = new RunFolder(path);
          run.requireWritable();
          return run;
        }
      }
    } catch (IOException e) {
      throw OutputException.cannotWrite(parent, e);
    }
  }

  /**
   * A run's usual name, such as {@code volley-dqn-redo_5-20261122-093015-s1}: what it is, local
   * time, seed.
   */
  public static String name(String slug, LocalDateTime time, long seed) {
    return slug + "-" + STAMP.format(time) + "-s" + seed;
  }

  /** Whether this folder holds a run. */
  public boolean isRun() {
    return Files.isRegularFile(configFile());
  }

  /** Whether the run was a probe: its configuration says how many images it drew from. */
  public boolean isProbe() {
    try (Stream<String> lines = Files.lines(configFile())) {
      return lines.anyMatch(line -> line.startsWith("imageCount:"));
    } catch (IOException | UncheckedIOException e) {
      return false; // its reader says why
    }
  }

  /** The resolved configuration: {@code config.yaml}. */
  public Path configFile() {
    return path.resolve("config.yaml");
  }

  /** One JSON object a line: {@code metrics.jsonl}. */
  public Path metricsFile() {
    return path.resolve(METRICS);
  }

  /** The final figures: {@code summary.json}. */
  public Path summaryFile() {
    return path.resolve("summary.json");
  }

  /** What the run is and came to, for people: {@code run.md}. */
  public Path cardFile() {
    return path.resolve("run.md");
  }

  /** The learning curve: {@code learning-curve.png}. */
  public Path learningCurveFile() {
    return path.resolve("learning-curve.png");
  }

  /** Measurements over frames: {@code measurements.png}. */
  public Path measurementsFile() {
    return path.resolve("measurements.png");
  }

  /** Checkpoints: the folder {@code checkpoints}. */
  public Path checkpointFolder() {
    return path.resolve(CHECKPOINTS);
  }

  private void requireWritable() {
    requireOwnFiles();
    Path probe = path.resolve(".probe." + ProcessHandle.current().pid() + ".tmp");
    try {
      // A new file: one of that name may be a link to something else.
      Files.deleteIfExists(probe);
      try (FileChannel channel =
          FileChannel.open(probe, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
        // Real bytes, since a full disk still lets empty files be created.
        ByteBuffer bytes = ByteBuffer.allocate(PROBE_BYTES);
        while (bytes.hasRemaining()) {
          channel.write(bytes);
        }
        channel.force(false);
      } finally {
        Files.deleteIfExists(probe);
      }
    } catch (IOException e) {
      throw OutputException.cannotWrite(path, e);
    }
  }

  /** A link would be followed out of the folder, to what may be another run's. */
  private void requireOwnFiles() {
    for (String name : List.of(METRICS, CHECKPOINTS, RunLock.FILE_NAME)) {
      Path file = path.resolve(name);
      if (Files.isSymbolicLink(file)) {
        throw new OutputException(
            file.toAbsolutePath()
                + " is a link, and a run writes into its own folder only; put there what the link"
                + " points to, or make the whole run folder a link");
      }
    }
  }

  private static String refusal(Path path) {
    if (new RunFolder(path).isRun()) {
      return "there is a run in "
          + path.toAbsolutePath()
          + " already; resume it or choose another name";
    }
    return Files.isDirectory(path)
        ? path.toAbsolutePath() + " is not empty and not a run; choose another folder"
        : path.toAbsolutePath() + " is a file, not a folder; choose another folder";
  }

  private static boolean isEmptyFolder(Path path) {
    if (!Files.isDirectory(path)) {
      return false;
    }
    try (Stream<Path> children = Files.list(path)) {
      return children.allMatch(RunFolder::isOfAKilledStart);
    } catch (IOException e) {
      return false; // what cannot be looked at is not ours to take
    }
  }

  /** What a process leaves that was killed before its run had begun. */
  private static boolean isOfAKilledStart(Path child) {
    String name = child.getFileName().toString();
    return name.equals(RunLock.FILE_NAME)
        || name.matches("\\..*\\.tmp")
        || (name.equals(CHECKPOINTS) && isEmptyFolder(child))
        || (name.equals(METRICS) && isEmptyFile(child));
  }

  private static boolean isEmptyFile(Path file) {
    try {
      BasicFileAttributes found =
          Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      return found.isRegularFile() && found.size() == 0;
    } catch (IOException e) {
      return false;
    }
  }

  private static boolean createdNow(Path path) throws IOException {
    try {
      Files.createDirectory(path);
      return true;
    } catch (FileAlreadyExistsException e) {
      return false;
    }
  }
}
