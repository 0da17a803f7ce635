package dev.ductile.eval.watch;

import dev.ductile.eval.folder.RunFolder;
import dev.ductile.eval.folder.RunLock;
import dev.ductile.eval.run.stored.RunOverview;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A run on the page. Its overview is read again only when its files say that it changed; the log of
 * one that trains or that somebody looks at is read as it grows.
 */
final class WatchedRun {
  private static final String RUNNING = "running";
  private static final String DONE = "done";

  private final Path path;
  private final String name;
  private final String id;
  private final LogTail log;
  private final RunCurves curves = new RunCurves();
  private final AtomicInteger viewers = new AtomicInteger();
  private RunOverview overview;
  private String stamp;

  /**
   * @param name what it is called on the page
   */
  WatchedRun(Path path, String name) {
    this.path = path;
    this.name = name;
    this.id = id(path);
    this.log = new LogTail(new RunFolder(path).metricsFile());
    overview = RunOverview.of(path);
    stamp = stamp();
  }

  /** A run's name in addresses: nothing of its path, so that addresses lead to no file. */
  private static String id(Path path) {
    try {
      byte[] text = path.toAbsolutePath().normalize().toString().getBytes(StandardCharsets.UTF_8);
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(text);
      return HexFormat.of().formatHex(hash, 0, 8);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  String id() {
    return id;
  }

  /** What its log came to. */
  RunCurves curves() {
    return curves;
  }

  /** How many look at its curves. */
  AtomicInteger viewers() {
    return viewers;
  }

  /** Looks whether something changed, for the list. */
  void refresh() {
    String now = stamp();
    if (!now.equals(stamp)) {
      stamp = now;
      overview = RunOverview.of(path);
    }
    if (isRunning()) {
      readLog();
    }
  }

  boolean isRunning() {
    return overview.state().equals(RUNNING);
  }

  /** What changes when the run does; a log that grows does not count, it is read by its end. */
  private String stamp() {
    RunFolder folder = new RunFolder(path);
    String files = stamp(folder.configFile()) + stamp(folder.summaryFile());
    // A finished run loses its summary before it goes on: no need to look at its lock.
    boolean mayRun = stamp == null || !overview.state().equals(DONE) || !files.equals(files(stamp));
    return files + "|" + (mayRun && RunLock.isTaken(path));
  }

  private static String files(String stamp) {
    return stamp.substring(0, stamp.indexOf('|'));
  }

  private static String stamp(Path file) {
    try {
      BasicFileAttributes found = Files.readAttributes(file, BasicFileAttributes.class);
      return found.lastModifiedTime() + " " + found.size() + ";";
    } catch (IOException e) {
      return "none;";
    }
  }

  /** Reads what was appended to the log. */
  void readLog() {
    try {
      log.poll(curves::clear, curves::take);
    } catch (IOException e) {
      return; // removed or not to be read now: the page keeps what it has
    }
  }

  private long frames() {
    return isRunning() ? curves.frames() : overview.frames();
  }

  /** What stands in the list. */
  Map<String, Object> row() {
    Map<String, Object> row = new LinkedHashMap<>();
    double speed = isRunning() ? curves.framesPerSecond() : Double.NaN;
    double games = isRunning() ? curves.recentMeanReturn() : Double.NaN;
    row.put("id", id);
    row.put("name", name);
    row.put("title", overview.title());
    row.put("seed", overview.seed() < 0 ? null : overview.seed());
    row.put("state", overview.state());
    row.put("frames", frames());
    row.put("plannedFrames", overview.plannedFrames());
    row.put("lastReturn", orNull(Double.isNaN(games) ? overview.lastReturn() : games));
    row.put("framesPerSecond", orNull(speed));
    row.put("secondsLeft", orNull(Math.max(0, overview.plannedFrames() - frames()) / speed));
    return row;
  }

  /** What the page shows of the one run that is looked at. */
  Map<String, Object> figures() {
    Map<String, Object> figures = row();
    figures.putAll(curves.games());
    return figures;
  }

  private static Double orNull(double value) {
    return Double.isFinite(value) ? (Double) value : null;
  }
}
