package dev.ductile.eval.score;

import dev.ductile.agent.config.RunConfig;
import dev.ductile.agent.settings.AgentPresets;
import dev.ductile.agent.settings.ConfigYaml;
import dev.ductile.agent.settings.Settings;
import dev.ductile.eval.folder.RunFolder;
import dev.ductile.eval.run.stored.ForkOrigin;
import dev.ductile.eval.run.stored.Provenance;
import dev.ductile.eval.text.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A run's folder as a training leaves it, made without training. */
public final class WrittenRun {
  private final Settings<RunConfig> settings;
  private final StringBuilder metrics = new StringBuilder();
  private final LinkedHashMap<String, Object> summary = new LinkedHashMap<>();
  private String comments = "";

  private WrittenRun(Settings<RunConfig> settings) {
    this.settings = settings;
    RunConfig config = settings.toConfig();
    summary.put("completed", true);
    summary.put("frames", config.run().frames());
  }

  /** A completed run of Dopamine's DQN, with assignments over its preset. */
  public static WrittenRun of(String game, long seed, String... assignments) {
    Settings<RunConfig> settings =
        AgentPresets.load("dqn", "dopamine")
            .put("env.game", game, "test")
            .put("run.seed", seed, "test")
            .put("run.frames", 1_000_000, "test");
    for (String assignment : assignments) {
      settings.putText(assignment, "test");
    }
    return new WrittenRun(settings);
  }

  /** Puts comments before the configuration. */
  public WrittenRun provenance(String comments) {
    this.comments = comments;
    return this;
  }

  /** Says that it was forked. */
  public WrittenRun forked(ForkOrigin origin) {
    settings.put("fork.prefixSha256", origin.configurationSha256(), "--fork");
    settings.put("fork.atFrames", origin.frames(), "--fork");
    return provenance(new Provenance(origin.facts(), List.of()).comments());
  }

  /** Puts a value into the summary. */
  public WrittenRun summary(String key, Object value) {
    summary.put(key, value);
    return this;
  }

  /** A training game that ends at these frames. */
  public WrittenRun game(long frames, double gameReturn, int lengthFrames) {
    return line(frames, Map.of("return", gameReturn, "lengthFrames", lengthFrames), "episode");
  }

  /** An evaluation at these frames, which of the last becomes the summary's. */
  public WrittenRun evaluation(long frames, double... returns) {
    List<Map<String, Object>> games = new ArrayList<>();
    double sum = 0;
    for (double each : returns) {
      games.add(Map.of("return", each, "lengthFrames", 1000, "end", "over"));
      sum += each;
    }
    LinkedHashMap<String, Object> figures = new LinkedHashMap<>();
    figures.put("meanReturn", sum / returns.length);
    figures.put("games", games);
    LinkedHashMap<String, Object> line = new LinkedHashMap<>(figures);
    line.put("evaluationEpisodes", returns.length);
    figures.put("episodes", returns.length);
    summary.put("evaluation", figures);
    return line(frames, line, "evaluation");
  }

  /** Measurements at these frames. */
  public WrittenRun measurement(long frames, Map<String, ?> values) {
    return line(frames, values, "measurement");
  }

  /** A line of the log. */
  public WrittenRun line(long frames, Map<String, ?> values, String kind) {
    LinkedHashMap<String, Object> line = new LinkedHashMap<>();
    line.put("kind", kind);
    line.put("frames", frames);
    line.putAll(values);
    metrics.append(Json.line(line)).append('\n');
    return this;
  }

  /** Writes the folder. */
  public Path write(Path path) throws IOException {
    Files.createDirectories(path);
    RunFolder folder = new RunFolder(path);
    Files.writeString(folder.configFile(), comments + ConfigYaml.write(settings));
    Files.writeString(folder.metricsFile(), metrics);
    Files.writeString(folder.summaryFile(), Json.pretty(summary));
    return path;
  }
}
