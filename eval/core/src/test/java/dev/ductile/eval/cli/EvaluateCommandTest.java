package dev.ductile.eval.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ductile.env.rom.RomStore;
import dev.ductile.eval.evaluation.EvaluationResult;
import dev.ductile.eval.folder.RunFolder;
import dev.ductile.eval.run.TinyTraining;
import dev.ductile.eval.run.TrainingRun;
import dev.ductile.eval.score.ProtocolIdentity;
import dev.ductile.eval.score.ScoreKind;
import dev.ductile.eval.score.ScoredRun;
import dev.ductile.eval.score.StoredEvaluation;
import dev.ductile.eval.score.protocol.Protocol;
import dev.ductile.eval.score.protocol.ProtocolEvaluation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What an evaluation tells of itself, by the run's own rules and by others'. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EvaluateCommandTest {
  @TempDir static Path scratch;
  private Path run;

  @BeforeAll
  void train() {
    run = scratch.resolve("run");
    try (TrainingRun training =
        TrainingRun.begin(TinyTraining.settings(), RunFolder.create(run), RomStore.standard())) {
      training.run(() -> false);
    }
  }

  private CapturedCommand evaluate(String... more) {
    List<String> line = new java.util.ArrayList<>(List.of("evaluate", run.toString()));
    line.addAll(List.of(more));
    return CapturedCommand.run(scratch.resolve("home"), line.toArray(String[]::new));
  }

  private static JsonNode json(Path file) throws IOException {
    return new ObjectMapper().readTree(file.toFile());
  }

  @Test
  void gamesAreKeptWithConditionsAndProvenance() throws IOException {
    Path out = scratch.resolve("evaluation.json");
    Path csv = scratch.resolve("games.csv");
    CapturedCommand command =
        evaluate("--episodes", "2", "--out", out.toString(), "--csv", csv.toString());
    assertThat(command.code()).as(command.err()).isZero();
    assertThat(command.out()).contains("mean return").doesNotContain("provenance");
    JsonNode figures = json(out);
    assertThat(figures.path("games")).hasSize(2);
    JsonNode conditions = figures.path("conditions");
    assertThat(conditions.path("stream").asText()).isEqualTo("evaluation");
    assertThat(conditions.path("index").asInt()).isEqualTo(1_000_000);
    assertThat(conditions.path("environmentSeed").isIntegralNumber()).isTrue();
    assertThat(conditions.path("env").path("actionSet").asText()).isEqualTo("MINIMAL");
    assertThat(conditions.path("env").path("imageOrder").asText()).isNotEmpty();
    assertThat(figures.path("provenance").path("command").asText()).contains("evaluate");
    for (String fact :
        List.of(
            "version",
            "commit",
            "configurationSha256",
            "romMd5",
            "libale",
            "engine",
            "cpu",
            "instructionSets",
            "threads",
            "started",
            "ended",
            "resumes")) {
      assertThat(figures.path("provenance").has(fact)).as(fact).isTrue();
    }
    List<String> rows = Files.readAllLines(csv);
    assertThat(rows).hasSize(3);
    assertThat(rows.get(0))
        .isEqualTo(
            "run,gameLabel,agent,preset,interventions,seed,trainedFrames,protocol,epsilon,stream,"
                + "index,environmentSeed,environment,return,lengthFrames,end");
    assertThat(rows.get(1).split(",", -1)).hasSize(rows.get(0).split(",").length);
  }

  @Test
  void itComparesWithTheRunsFinalEvaluation() throws IOException {
    Path out = scratch.resolve("own.json");
    assertThat(evaluate("--episodes", "2", "--out", out.toString()).code()).isZero();
    StoredEvaluation stored = StoredEvaluation.read(out);
    ScoredRun scored = ScoredRun.read(run);
    assertThat(stored.game()).isEqualTo(scored.game().label());
    assertThat(stored.seed()).isEqualTo(scored.seed());
    assertThat(stored.protocol())
        .isEqualTo(ProtocolIdentity.of(scored, ScoreKind.FINAL, OptionalLong.empty()));
  }

  /** What a training writes down lacks nothing that is asked for. */
  @Test
  void aRunOfThisVersionLacksNothing() throws IOException {
    assertThat(ScoredRun.read(run).lacks()).isEmpty();
    JsonNode summary = json(run.resolve("summary.json"));
    assertThat(summary.path("evaluation").path("conditions").path("index").asInt()).isPositive();
    assertThat(summary.path("randomPlayer").path("conditions").path("epsilon").isNull()).isTrue();
    String config = Files.readString(run.resolve("config.yaml"));
    assertThat(config)
        .contains(
            "configurationSha256: "
                + summary.path("provenance").path("configurationSha256").asText());
    for (String line : Files.readAllLines(run.resolve("metrics.jsonl"))) {
      assertThat(line).doesNotContain("\"ended\"").doesNotContain("\"started\"");
    }
  }

  @Test
  void theCardTellsScoresProtocolConfigurationAndProvenance() throws IOException {
    String card = Files.readString(run.resolve("run.md"));
    JsonNode summary = json(run.resolve("summary.json"));
    assertThat(card)
        .startsWith("# dqn on volley\n")
        .contains("Completed after 1,600 of 1,600 frames, seed 1.")
        .contains("| evaluation at the end | mean return ")
        .contains("| env.stickyActionProbability | 0.25 |")
        .contains("| network.hiddenUnits | 16 |")
        .contains(summary.path("provenance").path("configurationSha256").asText())
        .contains(summary.path("parametersSha256").asText())
        .contains("## Command");
    assertThat(card.lines()).allSatisfy(line -> assertThat(line).doesNotContain("null |"));
  }

  @Test
  void trainingReturnsAreReadAndNothingIsPlayed() {
    CapturedCommand command = evaluate("--protocol", "machado");
    assertThat(command.code()).as(command.err()).isZero();
    assertThat(command.out())
        .contains("none yet, as the run has")
        .contains("env.actionSet was MINIMAL, the protocol has FULL");
    assertThat(evaluate("--protocol", "machado", "--csv", "x.csv").code()).isEqualTo(2);
    assertThat(evaluate("--protocol", "machado", "--epsilon", "0.1").code()).isEqualTo(2);
    assertThat(evaluate("--protocol", "machada").code()).isEqualTo(2);
  }

  /** A protocol with another length, so that it does not take minutes. */
  private static Protocol shortened(String name, String key, String value) {
    Protocol whole = Protocol.named(name);
    Map<String, Protocol.Value> values = new LinkedHashMap<>(whole.values());
    values.put(key, new Protocol.Value(value, "test"));
    return new Protocol(name, values);
  }

  private Map<String, Object> by(Protocol protocol) {
    Map<String, Object> figures = new HashMap<>();
    EvaluationResult played =
        new ProtocolEvaluation(protocol, ScoredRun.read(run), RomStore.standard(), 7)
            .into(figures)
            .orElseThrow();
    figures.put("played", played);
    return figures;
  }

  @Test
  void evaluationsArePlayedByTheProtocolsRulesAndDifferByName() {
    Map<String, Object> zoo = by(shortened("dqn-zoo", "evaluation.phaseFrames", "3000"));
    Map<String, Object> hundred = by(shortened("atari-100k", "evaluation.games", "2"));
    assertThat(zoo.get("did").toString()).contains("played, 3,000 frames, the last game cut");
    assertThat(hundred.get("did").toString()).contains("played, 2 games, epsilon 0.001");
    EvaluationResult played = (EvaluationResult) zoo.get("played");
    assertThat(played.conditions().toString())
        .contains("noOpsMax=30", "stickyActionProbability=0.0", "epsilon=0.05", "environments=1");
    List<ProtocolIdentity.Of> both = List.of(of(zoo), of(hundred));
    assertThat(ProtocolIdentity.differences(both))
        .extracting(ProtocolIdentity.Difference::field)
        .contains("protocol", "score", "env.noOpsMax", "evaluation.epsilon");
  }

  @Test
  void aProtocolOfTrainingReturnsPlaysItsPhaseBeside() {
    Map<String, Object> dopamine = by(shortened("dopamine", "evaluation.phaseFrames", "1000"));
    assertThat(dopamine.get("did").toString())
        .contains("training returns: none yet")
        .contains("played, 1,000 frames, the last game to its end");
    assertThat(dopamine.get("score")).isNull();
    assertThat(dopamine.get("meanReturn")).isNotNull();
  }

  @SuppressWarnings("unchecked")
  private static ProtocolIdentity.Of of(Map<String, Object> figures) {
    return new ProtocolIdentity.Of(
        "volley", new ProtocolIdentity((Map<String, String>) figures.get(StoredEvaluation.RULES)));
  }
}
