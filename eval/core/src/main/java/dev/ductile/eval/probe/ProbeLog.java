package dev.ductile.eval.probe;

import dev.ductile.eval.log.MetricsLog;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Writes {@code metrics.jsonl}: lines of kind {@code training} (means since the line before) and
 * {@code task} (figures at a task's end).
 */
final class ProbeLog implements ProbeListener, AutoCloseable {
  private final MetricsLog log;
  private final ProbeProgress progress;
  private final Runnable guard;

  /**
   * @param guard called before every line; throws if the folder is no longer this run's
   */
  ProbeLog(Path file, ProbeProgress progress, Runnable guard) {
    this.log = MetricsLog.create(file);
    this.progress = progress;
    this.guard = guard;
  }

  private static LinkedHashMap<String, Object> line(String kind, int task, long updates) {
    LinkedHashMap<String, Object> line = new LinkedHashMap<>();
    line.put("kind", kind);
    line.put("task", task);
    line.put("updates", updates);
    return line;
  }

  @Override
  public void onPoint(ProbeResult.Point point, Map<String, Double> measurements) {
    LinkedHashMap<String, Object> line = line("training", point.task(), point.updates());
    line.put("loss", point.loss());
    line.put("score", point.score());
    line.putAll(measurements);
    guard.run();
    log.write(line);
    progress.point(point);
  }

  @Override
  public void onTaskEnd(int task, long updates, Map<String, Double> figures) {
    LinkedHashMap<String, Object> line = line("task", task, updates);
    line.putAll(figures);
    guard.run();
    log.write(line);
  }

  @Override
  public void onMeasuring(String name, int number, int of) {
    progress.measuring(name, number, of);
  }

  @Override
  public void onMeasured() {
    progress.measured();
  }

  @Override
  public void close() {
    log.close();
  }
}
