package dev.ductile.eval.score;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ductile.agent.config.RunConfig;
import dev.ductile.agent.settings.ConfigDifferences;
import dev.ductile.agent.settings.RunName;
import dev.ductile.agent.settings.WrittenConfig;
import dev.ductile.base.ConfigurationException;
import dev.ductile.base.files.TextFiles;
import dev.ductile.eval.folder.RunFolder;
import dev.ductile.eval.folder.RunLock;
import dev.ductile.eval.folder.SummaryFile;
import dev.ductile.eval.run.stored.Provenance;
import dev.ductile.eval.run.stored.SavedConfig;
import java.nio.file.Path;
import java.util.Collections;
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
  private final Map<String, String> values;
  private final Provenance provenance;
  private final JsonNode summary;
  private final RunState state;
  private RunConfig config;
  private RunRecord record;

  private ScoredRun(
      RunFolder folder, Map<String, String> values, Provenance provenance, JsonNode summary) {
    this.folder = folder;
    this.values = values;
    this.provenance = provenance;
    this.summary = summary;
    this.state = state(folder.path(), summary);
  }

  /**
   * Reads a run's folder.
   *
   * @throws ConfigurationException if it is not a run folder or its configuration is not right
   */
  public static ScoredRun read(Path path) {
    RunFolder folder = SavedConfig.folder(path);
    String yaml = TextFiles.read(folder.configFile(), "the run's");
    JsonNode summary = SummaryFile.readOrMissing(folder.summaryFile());
    Optional<Map<String, String>> written = WrittenConfig.read(yaml);
    if (written.isPresent()) {
      return new ScoredRun(folder, written.get(), Provenance.read(yaml), summary);
    }
    SavedConfig saved = SavedConfig.read(path); // edited by hand, or to be refused with reasons
    Map<String, String> values = ConfigDifferences.flatten(saved.config());
    return new ScoredRun(folder, values, saved.provenance(), summary);
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
    return RunGame.of(values);
  }

  /** Name of the agent. */
  public String agent() {
    return values.get("agent");
  }

  /** Name of the preset. */
  public String preset() {
    return values.get("preset");
  }

  /** All interventions as {@code --with} takes them; empty for none. */
  public String interventions() {
    return values.get("interventions");
  }

  /** The agent and what was switched on over its preset: {@code rainbow + layer-norm}. */
  public String agentTitle() {
    return RunName.agent(config());
  }

  /** Runs of equal seeds share their random streams. */
  public long seed() {
    return Long.parseLong(values.get("run.seed"));
  }

  /** Every value of the resolved configuration as text, by dotted key. */
  public Map<String, String> values() {
    return Collections.unmodifiableMap(values);
  }

  /**
   * The resolved configuration with its types, read and checked at the first call, which takes some
   * milliseconds; {@link #values} does not.
   *
   * @throws ConfigurationException if a value is not right
   */
  public synchronized RunConfig config() {
    if (config == null) {
      config = SavedConfig.read(folder.path()).config();
    }
    return config;
  }

  /** Where the run comes from; empty facts in runs of earlier versions. */
  public Provenance provenance() {
    return provenance;
  }

  /** All of {@code summary.json}; a missing node where there is none. */
  public JsonNode summary() {
    return summary;
  }

  /** Emulator frames that it is to be trained for. */
  public long plannedFrames() {
    return Long.parseLong(values.get("run.frames"));
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
