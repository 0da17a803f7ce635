package dev.ductile.eval.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ductile.agent.config.RunConfig;
import dev.ductile.agent.settings.Settings;
import dev.ductile.base.ConfigurationException;
import dev.ductile.env.rom.RomStore;
import dev.ductile.eval.folder.RunFolder;
import dev.ductile.eval.run.figure.VisitReport;
import dev.ductile.eval.run.stored.SavedConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run through modes of the built-in game: visits come in turn, and it resumes in any of them. */
class ContinualRunTest {
  private static final int VISIT_FRAMES = 800;

  @TempDir private Path scratch;

  private static Settings<RunConfig> settings(String... more) {
    List<String> assignments =
        new ArrayList<>(
            List.of(
                "continual.visitFrames=" + VISIT_FRAMES,
                "evaluation.periodFrames=0",
                "evaluation.finalEpisodes=0",
                "env.maxFramesPerEpisode=200",
                "network.torso=MLP",
                "run.frames=3200",
                "run.checkpointPeriodFrames=400"));
    assignments.addAll(List.of(more));
    return TinyTraining.settings(assignments.toArray(new String[0]))
        .put("continual.visits", "volley:mode=0,volley:mode=1:difficulty=2", "test");
  }

  private RunOutcome run(String name, Settings<RunConfig> settings) {
    try (TrainingRun run =
        TrainingRun.begin(settings, RunFolder.create(scratch.resolve(name)), RomStore.standard())) {
      return run.run(() -> false);
    }
  }

  private List<JsonNode> visits(String name) throws IOException {
    List<JsonNode> lines = new ArrayList<>();
    for (String line : Files.readAllLines(scratch.resolve(name).resolve("metrics.jsonl"))) {
      JsonNode node = new ObjectMapper().readTree(line);
      if (node.get("kind").asText().equals("visit")) {
        lines.add(node);
      }
    }
    return lines;
  }

  @Test
  void visitsComeInTurnAndAreReported() throws IOException {
    RunOutcome outcome = run("whole", settings());
    List<JsonNode> visits = visits("whole");
    assertThat(visits.stream().map(v -> v.get("game").asText()))
        .containsExactly(
            "volley:mode=0",
            "volley:mode=1:difficulty=2",
            "volley:mode=0",
            "volley:mode=1:difficulty=2");
    assertThat(visits.stream().map(v -> v.get("frames").asLong()))
        .containsExactly(0L, 800L, 1600L, 2400L);
    VisitReport report = VisitReport.read(scratch.resolve("whole/metrics.jsonl"), VISIT_FRAMES);
    assertThat(report.visits()).hasSize(4).allMatch(v -> !v.returns().isEmpty());
    assertThat(report.first(report.visits().get(3)).number()).isEqualTo(1);
    assertThat(outcome.summary().get("visits")).isNotNull();
    assertThat(outcome.visits().lines().toList()).hasSize(5);
    assertThat(outcome.visits().lines().skip(2).findFirst().orElseThrow())
        .matches("2 +volley:mode=1:difficulty=2 +\\d+ +-?\\d+\\.\\d\\d +-");
    assertThat(outcome.visits().lines().skip(3).findFirst().orElseThrow())
        .matches("3 +volley:mode=0 +\\d+ +-?\\d+\\.\\d\\d +[+-]\\d+\\.\\d\\d");
    assertThat(scratch.resolve("whole/visits.png")).isNotEmptyFile();
  }

  /** Twenty parts of 5 frames; games end at frames 1, 5, 6 and, with the last step, 100. */
  @Test
  void aCurveHasTheMeansOfEqualParts() {
    List<Long> frames = List.of(1001L, 1005L, 1006L, 1100L);
    VisitReport.Visit visit =
        new VisitReport.Visit(3, "volley", 1000, frames, List.of(1.0, 3.0, 7.0, -5.0));
    List<Double> curve = visit.curve(100);
    assertThat(curve).hasSize(20);
    assertThat(curve.subList(0, 3)).containsExactly(2.0, 7.0, Double.NaN);
    assertThat(curve.get(19)).isEqualTo(-5.0);
  }

  /** A mean of no games is no number, and not the text NaN either. */
  @Test
  void aVisitWithoutGamesHasNullInTheSummary() throws IOException {
    Path log = scratch.resolve("metrics.jsonl");
    Files.writeString(
        log,
        """
        {"kind":"visit","frames":0,"visit":0,"game":"volley"}
        {"kind":"episode","frames":90,"return":-3.0}
        {"kind":"visit","frames":100,"visit":1,"game":"volley"}
        """);
    JsonNode figures = new ObjectMapper().valueToTree(VisitReport.read(log, 100).summary());
    JsonNode empty = figures.get("each").get(1);
    assertThat(figures.get("meanReturn").asDouble()).isEqualTo(-3);
    assertThat(figures.get("meanRevisitMinusFirst").isNull()).isTrue();
    assertThat(empty.get("meanReturn").isNull()).isTrue();
    assertThat(empty.get("minusFirstVisit").isNull()).isTrue();
    assertThat(empty.get("curve")).hasSize(20).allMatch(JsonNode::isNull);
    assertThat(figures.toString()).doesNotContain("NaN");
  }

  @Test
  void resumesInTheMiddleOfALaterVisit() throws IOException {
    for (String schedule : new String[] {"SERIAL", "OVERLAPPED"}) {
      Settings<RunConfig> settings = settings("run.schedule=" + schedule);
      Object expected = run("never-" + schedule, settings).summary().get("parametersSha256");
      Path folder = scratch.resolve("stopped-" + schedule);
      int checks = schedule.equals("SERIAL") ? 290 : 145; // overlapped rounds are of several steps
      AtomicInteger steps = new AtomicInteger();
      try (TrainingRun run =
          TrainingRun.begin(settings, RunFolder.create(folder), RomStore.standard())) {
        RunOutcome stopped = run.run(() -> steps.incrementAndGet() > checks);
        assertThat(stopped.completed()).isFalse();
        assertThat((Long) stopped.summary().get("frames")).isBetween(801L, 3100L);
      }
      try (TrainingRun run =
          TrainingRun.resume(
              SavedConfig.read(folder),
              RunFolder.open(folder),
              RomStore.standard(),
              RunStart.UNGUARDED)) {
        RunOutcome resumed = run.run(() -> false);
        assertThat(resumed.summary().get("parametersSha256")).as(schedule).isEqualTo(expected);
      }
      assertThat(visits("stopped-" + schedule)).isEqualTo(visits("never-" + schedule));
    }
  }

  @Test
  void refusesWhatHasNoMeaning() {
    assertThatThrownBy(() -> settings("evaluation.finalEpisodes=2").toConfig())
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("evaluation.finalEpisodes = 2")
        .hasMessageContaining("judged by its training returns");
    assertThatThrownBy(() -> settings("evaluation.periodFrames=800").toConfig())
        .hasMessageContaining("evaluation.periodFrames = 800");
    assertThatThrownBy(() -> visits("volley:mode=0,pong", 100).toConfig())
        .hasMessageContaining("use FULL");
    assertThatThrownBy(() -> visits("pong,volley", 100).toConfig())
        .hasMessageContaining("env.game = volley");
    assertThatThrownBy(() -> visits("volley:speed=1", 100).toConfig())
        .hasMessageContaining("'volley:speed=1' is not game");
    assertThatThrownBy(() -> visits("volley:mode", 100).toConfig())
        .hasMessageContaining("'volley:mode' is not game");
    assertThatThrownBy(() -> visits("volley", 0).toConfig())
        .hasMessageContaining("continual.visitFrames = 0");
  }

  /** Not when their turn comes, hours later. */
  @Test
  void allVisitsAreLookedAtBeforeTheFirstFrame() {
    assertThatThrownBy(() -> run("no-such-mode", visits("volley:mode=0,volley:mode=9", 100)))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("volley has no mode 9");
    assertThat(scratch.resolve("no-such-mode")).isEmptyDirectory();
  }

  private static Settings<RunConfig> visits(String visits, long frames) {
    return settings("continual.visitFrames=" + frames).put("continual.visits", visits, "test");
  }
}
