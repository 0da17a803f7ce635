package dev.ductile.eval.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ductile.env.rom.RomStore;
import dev.ductile.eval.folder.RunFolder;
import dev.ductile.eval.log.EventFileReader;
import dev.ductile.eval.log.LogLines;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** TensorBoard's default loader keeps the last of several values at one step; a run has none. */
class RunEventsTest {
  @TempDir Path scratch;

  @Test
  void noTagHasTwoValuesAtOneStepAndReturnsAreMeansOfTheGames() throws IOException {
    Path folder = scratch.resolve("run");
    // Games of eight environments, all cut at the same length, end together.
    try (TrainingRun run =
        TrainingRun.begin(
            TinyTraining.settings(
                "run.environments=8",
                "run.frames=2400",
                "run.checkpointPeriodFrames=800",
                "env.maxFramesPerEpisode=200",
                "measurement.names=dead,weights",
                "measurement.periodFrames=800"),
            RunFolder.create(folder),
            RomStore.standard())) {
      run.run(() -> false);
    }
    Map<String, List<Map.Entry<Long, Double>>> scalars = new TreeMap<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "events.*")) {
      for (Path file : files) {
        scalars.putAll(EventFileReader.scalars(file));
      }
    }
    scalars.forEach(
        (tag, points) ->
            assertThat(points).extracting(Map.Entry::getKey).as(tag).doesNotHaveDuplicates());

    Map<Long, List<Double>> games = new TreeMap<>();
    LogLines.forEach(
        folder.resolve("metrics.jsonl"),
        line -> {
          if (line.path("kind").asText().equals("episode")) {
            addTo(games, line);
          }
        });
    assertThat(games.values()).anySatisfy(returns -> assertThat(returns).hasSize(8));
    Map<Long, Double> means = new TreeMap<>();
    games.forEach(
        (frame, returns) ->
            means.put(
                frame,
                (double) (float) returns.stream().mapToDouble(r -> r).average().orElseThrow()));
    assertThat(scalars.get("train/mean_return")).containsExactlyElementsOf(means.entrySet());
    assertThat(scalars)
        .containsKeys("train/loss", "evaluation/mean_return", "plasticity/dead@0/total");
  }

  private static void addTo(Map<Long, List<Double>> games, JsonNode line) {
    games
        .computeIfAbsent(line.path("frames").asLong(), frame -> new java.util.ArrayList<>())
        .add(line.path("return").asDouble());
  }
}
