package dev.ductile.eval.run;

import dev.ductile.agent.config.RunConfig;
import dev.ductile.agent.settings.ConfigurationHash;
import dev.ductile.agent.training.Counters;
import dev.ductile.agent.training.Episode;
import dev.ductile.agent.training.ScalarMetric;
import dev.ductile.agent.training.TrainingMetrics;
import dev.ductile.eval.evaluation.EvaluationResult;
import dev.ductile.eval.folder.RunFolder;
import dev.ductile.eval.log.MetricsLog;
import dev.ductile.eval.log.StepMeans;
import dev.ductile.eval.log.TensorBoardWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Writes what happens in a run to {@code metrics.jsonl} and to TensorBoard's event file. */
final class RunLog implements AutoCloseable {
  /** What every line begins with. */
  static final Set<String> COUNTER_KEYS =
      Set.of("kind", "frames", "agentSteps", "updates", "episodes");

  /** What figures of an evaluation are called in its line, where counters have their names. */
  static final Map<String, String> EVALUATION_KEYS =
      Map.of("frames", "evaluationFrames", "episodes", "evaluationEpisodes");

  private static final ScalarMetric RETURN =
      new ScalarMetric(
          "return",
          "train/mean_return",
          "Mean return of the training games that ended at this emulator frame: of one game, or of"
              + " several where several environments run. Each game's own return is in"
              + " metrics.jsonl.",
          "return");
  private static final ScalarMetric LENGTH =
      new ScalarMetric(
          "lengthFrames",
          "train/mean_length_frames",
          "Mean length, in emulator frames, of the training games that ended at this frame.",
          "frames");
  private static final ScalarMetric EVALUATION =
      new ScalarMetric(
          "meanReturn",
          "evaluation/mean_return",
          "Mean return of the evaluation's games; each one's is in metrics.jsonl.",
          "return");
  private static final ScalarMetric WALL =
      new ScalarMetric("wallSeconds", "", "Time since this process opened the log.", "seconds");
  private static final ScalarMetric SPEED =
      new ScalarMetric(
          "framesPerSecond",
          "speed/frames_per_second",
          "Emulator frames a second since the last line.",
          "frames / second");

  private final MetricsLog metrics;
  private final TensorBoardWriter tensorBoard;
  private final StepMeans games;
  private final long startNanos = System.nanoTime();
  private long lastFrames;
  private long lastNanos = startNanos;

  private RunLog(MetricsLog metrics, TensorBoardWriter tensorBoard, long frames) {
    this.metrics = metrics;
    this.tensorBoard = tensorBoard;
    games = new StepMeans(tensorBoard);
    // Curves of means where the log has each game.
    for (ScalarMetric mean : List.of(RETURN, LENGTH, EVALUATION)) {
      tensorBoard.describe(mean.tag(), mean.meaning());
    }
    lastFrames = frames;
  }

  /**
   * Starts the log of a new run.
   *
   * @param frames at which it begins: 0, but of a fork
   */
  static RunLog create(RunFolder folder, String configYaml, RunConfig config, long frames) {
    MetricsLog metrics = MetricsLog.create(folder.metricsFile());
    TensorBoardWriter tensorBoard = TensorBoardWriter.create(folder.path());
    describe(tensorBoard, config);
    tensorBoard.text("config", 0, "```yaml\n" + configYaml + "```");
    return new RunLog(metrics, tensorBoard, frames);
  }

  private static void describe(TensorBoardWriter tensorBoard, RunConfig config) {
    tensorBoard.hyperParameters(ConfigurationHash.sha256(config), ComparedParameters.of(config));
  }

  /**
   * Goes on with a log, cut to the length that it had at a checkpoint.
   *
   * @param checksum of the log at the checkpoint; null if that did not remember it
   * @throws dev.ductile.base.files.OutputException if it is another log, which stays as it is
   */
  static RunLog resume(RunFolder folder, long bytes, Long checksum, long frames, RunConfig config) {
    MetricsLog metrics = MetricsLog.append(folder.metricsFile());
    try {
      metrics.rewindTo(bytes, checksum);
      // Events of the checkpoint's own frame were written before it, and stay.
      long firstLost = frames == 0 ? 0 : frames + 1;
      TensorBoardWriter tensorBoard = TensorBoardWriter.resume(folder.path(), firstLost);
      if (frames == 0) { // what the first process wrote is dropped with all else of it
        describe(tensorBoard, config);
      }
      return new RunLog(metrics, tensorBoard, frames);
    } catch (RuntimeException e) {
      metrics.close();
      throw e;
    }
  }

  /** Forces the metrics to disk; their length in bytes. All games of this frame have ended. */
  long forcedBytes() {
    games.flush();
    metrics.force();
    return metrics.byteOffset();
  }

  /** CRC-32C of the metrics so far. */
  long checksum() {
    return metrics.checksum();
  }

  private static LinkedHashMap<String, Object> line(String kind, Counters counters) {
    LinkedHashMap<String, Object> line = new LinkedHashMap<>();
    line.put("kind", kind);
    line.put("frames", counters.frames());
    line.put("agentSteps", counters.agentSteps());
    line.put("updates", counters.updates());
    line.put("episodes", counters.episodes());
    return line;
  }

  void episode(Counters counters, Episode episode) {
    LinkedHashMap<String, Object> line = line("episode", counters);
    line.put("slot", episode.slot());
    line.put(RETURN.key(), episode.gameReturn());
    line.put(LENGTH.key(), episode.frames());
    line.put("truncated", episode.truncated());
    metrics.write(line);
    games.add(RETURN.tag(), counters.frames(), episode.gameReturn());
    games.add(LENGTH.tag(), counters.frames(), episode.frames());
  }

  /**
   * A visit of a continual run begins.
   *
   * @param label its game, mode and difficulty
   */
  void visit(Counters counters, int visit, String label) {
    LinkedHashMap<String, Object> line = line("visit", counters);
    line.put("visit", visit);
    line.put("game", label);
    metrics.write(line);
  }

  void training(Counters counters, TrainingMetrics metrics) {
    long now = System.nanoTime();
    double rate = (counters.frames() - lastFrames) / ((now - lastNanos) / 1e9);
    lastFrames = counters.frames();
    lastNanos = now;
    Map<ScalarMetric, Number> values = new LinkedHashMap<>(metrics.values());
    values.put(WALL, (now - startNanos) / 1e9);
    values.put(SPEED, rate);
    LinkedHashMap<String, Object> line = line("training", counters);
    values.forEach((metric, value) -> line.put(metric.key(), isKnown(value) ? value : null));
    this.metrics.write(line);
    games.flushBefore(counters.frames());
    values.forEach(
        (metric, value) -> {
          if (metric.hasCurve() && isKnown(value)) {
            tensorBoard.scalar(metric.tag(), counters.frames(), value.doubleValue());
          }
        });
  }

  /** Nothing was measured where there is NaN. */
  private static boolean isKnown(Number value) {
    return !Double.isNaN(value.doubleValue());
  }

  void evaluation(Counters counters, EvaluationResult result) {
    LinkedHashMap<String, Object> line = line("evaluation", counters);
    result.toMap().forEach((key, value) -> line.put(EVALUATION_KEYS.getOrDefault(key, key), value));
    metrics.write(line);
    if (result.hasMean()) {
      tensorBoard.scalar(EVALUATION.tag(), counters.frames(), result.mean());
    }
  }

  void measurement(Counters counters, Map<String, Double> values) {
    LinkedHashMap<String, Object> line = line("measurement", counters);
    line.putAll(values);
    metrics.write(line);
    values.forEach(
        (name, value) -> {
          if (Double.isFinite(value)) {
            tensorBoard.scalar(name, counters.frames(), value);
          }
        });
  }

  void checkpoint(Counters counters, String parametersSha256) {
    LinkedHashMap<String, Object> line = line("checkpoint", counters);
    line.put("parametersSha256", parametersSha256);
    metrics.write(line);
  }

  /** The run is complete, with its last evaluation. */
  void completed(Counters counters) {
    tensorBoard.completed(counters.frames());
  }

  @Override
  public void close() {
    metrics.close();
    games.flush();
    tensorBoard.close();
  }
}
