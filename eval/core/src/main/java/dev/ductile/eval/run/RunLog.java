package dev.ductile.eval.run;

import dev.ductile.agent.training.Counters;
import dev.ductile.agent.training.Episode;
import dev.ductile.agent.training.TrainingMetrics;
import dev.ductile.eval.evaluation.EvaluationResult;
import dev.ductile.eval.folder.RunFolder;
import dev.ductile.eval.log.MetricsLog;
import dev.ductile.eval.log.StepMeans;
import dev.ductile.eval.log.TensorBoardWriter;
import java.util.LinkedHashMap;
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

  private static final String MEAN_RETURN = "train/mean_return";
  private static final String MEAN_LENGTH = "train/mean_length_frames";

  /** What TensorBoard says beside the curves. */
  private static final Map<String, String> DESCRIPTIONS =
      Map.of(
          MEAN_RETURN,
          "Mean return of the training games that ended at this emulator frame: of one game, or of"
              + " several where several environments run. Each game's own return is in"
              + " metrics.jsonl.",
          MEAN_LENGTH,
          "Mean length, in emulator frames, of the training games that ended at this frame.",
          "evaluation/mean_return",
          "Mean return of the evaluation's games; each one's is in metrics.jsonl.");

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
    DESCRIPTIONS.forEach(tensorBoard::describe);
    lastFrames = frames;
  }

  /** Starts the log of a new run. */
  static RunLog create(RunFolder folder, String configYaml) {
    MetricsLog metrics = MetricsLog.create(folder.metricsFile());
    TensorBoardWriter tensorBoard = TensorBoardWriter.create(folder.path());
    tensorBoard.text("config", 0, "```yaml\n" + configYaml + "```");
    return new RunLog(metrics, tensorBoard, 0);
  }

  /**
   * Goes on with a log, cut to the length that it had at a checkpoint.
   *
   * @param checksum of the log at the checkpoint; null if that did not remember it
   * @throws dev.ductile.base.files.OutputException if it is another log, which stays as it is
   */
  static RunLog resume(RunFolder folder, long bytes, Long checksum, long frames) {
    MetricsLog metrics = MetricsLog.append(folder.metricsFile());
    try {
      metrics.rewindTo(bytes, checksum);
      // Events of the checkpoint's own frame were written before it, and stay.
      long firstLost = frames == 0 ? 0 : frames + 1;
      return new RunLog(metrics, TensorBoardWriter.resume(folder.path(), firstLost), frames);
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
    line.put("return", episode.gameReturn());
    line.put("lengthFrames", episode.frames());
    line.put("truncated", episode.truncated());
    metrics.write(line);
    games.add(MEAN_RETURN, counters.frames(), episode.gameReturn());
    games.add(MEAN_LENGTH, counters.frames(), episode.frames());
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

  void training(Counters counters, TrainingMetrics values) {
    long now = System.nanoTime();
    double rate = (counters.frames() - lastFrames) / ((now - lastNanos) / 1e9);
    lastFrames = counters.frames();
    lastNanos = now;
    LinkedHashMap<String, Object> line = line("training", counters);
    line.put("loss", MetricsLog.orNull(values.loss()));
    line.put("meanValue", MetricsLog.orNull(values.meanValue()));
    line.put("epsilon", values.epsilon());
    line.put("replaySize", values.replaySize());
    line.put("wallSeconds", (now - startNanos) / 1e9);
    line.put("framesPerSecond", rate);
    metrics.write(line);
    long at = counters.frames();
    games.flushBefore(at);
    if (!Double.isNaN(values.loss())) {
      tensorBoard.scalar("train/loss", at, values.loss());
      tensorBoard.scalar("train/mean_value", at, values.meanValue());
    }
    tensorBoard.scalar("train/epsilon", at, values.epsilon());
    tensorBoard.scalar("speed/frames_per_second", at, rate);
  }

  void evaluation(Counters counters, EvaluationResult result) {
    LinkedHashMap<String, Object> line = line("evaluation", counters);
    result.toMap().forEach((key, value) -> line.put(EVALUATION_KEYS.getOrDefault(key, key), value));
    metrics.write(line);
    if (result.hasMean()) {
      tensorBoard.scalar("evaluation/mean_return", counters.frames(), result.mean());
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

  @Override
  public void close() {
    metrics.close();
    games.flush();
    tensorBoard.close();
  }
}
