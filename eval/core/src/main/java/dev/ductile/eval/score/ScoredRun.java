package dev.ductile.eval.score;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ductile.agent.config.RunConfig;
import dev.ductile.agent.settings.ConfigDifferences;
import dev.ductile.agent.settings.RunName;
import dev.ductile.base.ConfigurationException;
import dev.ductile.eval.folder.RunFolder;
import dev.ductile.eval.folder.RunLock;
import dev.ductile.eval.run.stored.Provenance;
import dev.ductile.eval.run.stored.SavedConfig;
import dev.ductile.eval.text.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A run's folder, read to be compared with others. Only looks: a run may be read while it trains.
 * What {@link #read} gives comes of {@code config.yaml} and {@code summary.json} alone; {@code
 * metrics.jsonl}, which may be large, is read when {@link #record} is first asked for, and kept.
 */
public final class ScoredRun {
  private final RunFolder folder;
  private final SavedConfig saved;
  private final JsonNode summary;
  private final RunState state;
  private RunRecord record;

  private ScoredRun(RunFolder folder, SavedConfig saved, JsonNode summary, RunState state) {
    this.folder = folder;
    this.saved = saved;
    this.summary = summary;
    this.state = state;
  }

  /**
   * Reads a run's folder.
   *
   * @throws ConfigurationException if it is not a run folder or its configuration is not right
   */
  public static ScoredRun read(Path path) {
    RunFolder folder = SavedConfig.folder(path);
    SavedConfig saved = SavedConfig.read(path);
    JsonNode summary = summary(folder.summaryFile());
    return new ScoredRun(folder, saved, summary, state(path, summary));
  }

  /** Missing where there is none, and where it is damaged: the run is as after a kill then. */
  private static JsonNode summary(Path file) {
    try {
      return Files.isRegularFile(file)
          ? Json.MAPPER.readTree(Files.readString(file))
          : Json.MAPPER.missingNode();
    } catch (IOException e) {
      return Json.MAPPER.missingNode();
    }
  }

  private static RunState state(Path path, JsonNode summary) {
    if (summary.path("completed").asBoolean()) {
      return RunState.COMPLETED; // going on with it removes the summary first
    }
    if (RunLock.isTaken(path)) {
      return RunState.RUNNING;
    }
    return summary.isMissingNode() ? RunState.FAILED : RunState.STOPPED;
  }

  /** The folder, as it was given. */
  public Path path() {
    return folder.path();
  }

  /** How far it is. */
  public RunState state() {
    return state;
  }

  /** What it plays. */
  public RunGame game() {
    return RunGame.of(config());
  }

  /** Name of the agent. */
  public String agent() {
    return config().agent();
  }

  /** Name of the preset. */
  public String preset() {
    return config().preset();
  }

  /** All interventions as {@code --with} takes them; empty for none. */
  public String interventions() {
    return config().interventions().toString();
  }

  /** The agent and what was switched on over its preset: {@code rainbow + layer-norm}. */
  public String agentTitle() {
    return RunName.agent(config());
  }

  /** Runs of equal seeds share their random streams. */
  public long seed() {
    return config().run().seed();
  }

  /** The resolved configuration. */
  public RunConfig config() {
    return saved.config();
  }

  /** Every value of the resolved configuration as text, by dotted key. */
  public Map<String, String> values() {
    return ConfigDifferences.flatten(config());
  }

  /** Where the run comes from; empty facts in runs of earlier versions. */
  public Provenance provenance() {
    return saved.provenance();
  }

  /** All of {@code summary.json}; a missing node where there is none. */
  public JsonNode summary() {
    return summary;
  }

  /** Emulator frames that it is to be trained for. */
  public long plannedFrames() {
    return config().run().frames();
  }

  /**
   * Emulator frames that it was trained for. Without a summary as far as the log tells, which is
   * read for it.
   */
  public long frames() {
    long frames = summary.path("frames").asLong(-1);
    return frames >= 0 && state != RunState.RUNNING ? frames : record().lastFrames();
  }

  /** The evaluation at its end; empty if there was none, or it did not come so far. */
  public Optional<ScoredEvaluation> finalEvaluation() {
    JsonNode figures = summary.path("evaluation");
    return state == RunState.COMPLETED && figures.isObject()
        ? Optional.of(ScoredEvaluation.of(frames(), figures, "episodes"))
        : Optional.empty();
  }

  /** Training games, evaluations and measurements by frames, read at the first call. */
  public synchronized RunRecord record() {
    if (record == null) {
      record = RunRecordReader.read(folder.metricsFile());
    }
    return record;
  }

  /** What newer runs have and this one lacks, in words; empty if it lacks nothing. */
  public List<String> lacks() {
    return LackingFacts.of(this);
  }
}
