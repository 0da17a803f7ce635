package dev.ductile.eval.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ductile.base.ConfigurationException;
import dev.ductile.base.files.OutputException;
import dev.ductile.eval.folder.RunLock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScoredRunTest {
  @TempDir private Path scratch;

  private Path run(String name) throws IOException {
    return WrittenRun.of("pong", 3, "run.frames=1000")
        .game(200, -20, 200)
        .evaluation(400, -19, -17)
        .line(500, Map.of("loss", 1.0), "training")
        .measurement(500, Map.of("dormant", 0.25, "stable_rank", "NaN"))
        .game(700, -10, 500)
        .evaluation(1000, -12, -8, -10)
        .write(scratch.resolve(name));
  }

  @Test
  void foldersAreReadBackWhole() throws IOException {
    ScoredRun run = ScoredRun.read(run("a"));
    assertThat(run.game()).isEqualTo(new RunGame("pong", "pong", false));
    assertThat(run.agent()).isEqualTo("dqn");
    assertThat(run.preset()).isEqualTo("dopamine");
    assertThat(run.interventions()).isEmpty();
    assertThat(run.seed()).isEqualTo(3);
    assertThat(run.state()).isEqualTo(RunState.COMPLETED);
    assertThat(run.frames()).isEqualTo(1000);
    assertThat(run.finalEvaluation().orElseThrow().returns()).containsExactly(-12, -8, -10);
    assertThat(run.record().games().count()).isEqualTo(2);
    assertThat(run.record().evaluations())
        .extracting(ScoredEvaluation::mean)
        .containsExactly(-18.0, -10.0);
    Map<String, Double> measured = run.record().measurements().get(500L);
    assertThat(measured).containsEntry("dormant", 0.25).containsEntry("stable_rank", Double.NaN);
  }

  @Test
  void scoresAreTakenWhereTheyAreAskedFor() throws IOException {
    ScoredRun run = ScoredRun.read(run("a"));
    assertThat(ScoreKind.FINAL.of(run)).contains(new Score(-10, 3, 1000));
    assertThat(ScoreKind.FINAL.of(run, 400)).contains(new Score(-18, 2, 400));
    assertThat(ScoreKind.FINAL.of(run, 600)).isEmpty();
    assertThat(ScoreKind.LAST_100.of(run)).contains(new Score(-15, 2, 700));
    assertThat(ScoreKind.LAST_100.of(run, 699)).contains(new Score(-20, 1, 200));
    assertThat(ScoreKind.LAST_100.of(run, 199)).isEmpty();
    double area = (-20 * 200 - 10 * 500) / 700.0;
    assertThat(ScoreKind.AUC.of(run)).contains(new Score(area, 2, 700));
    assertThat(ScoreKind.BEST_CHECKPOINT.of(run, 999)).contains(new Score(-18, 2, 400));
    for (ScoreKind kind : ScoreKind.values()) {
      assertThat(kind.of(run, 1001)).as(kind.text()).isEmpty();
      assertThat(ScoreKind.named(kind.text())).contains(kind);
    }
  }

  @Test
  void atMostAHundredTrainingGamesCount() throws IOException {
    WrittenRun written = WrittenRun.of("pong", 1, "run.frames=200");
    for (int game = 1; game <= 150; game++) {
      written.game(game, game, 1);
    }
    ScoredRun run = ScoredRun.read(written.write(scratch.resolve("many")));
    assertThat(ScoreKind.LAST_100.of(run)).contains(new Score((51 + 150) / 2.0, 100, 150));
  }

  @Test
  void statesAreTold() throws IOException {
    Path run = run("a");
    Files.delete(run.resolve("summary.json"));
    assertThat(ScoredRun.read(run).state()).isEqualTo(RunState.FAILED);
    assertThat(ScoredRun.read(run).frames()).isEqualTo(1000);
    assertThat(ScoreKind.FINAL.of(ScoredRun.read(run))).isEmpty();
    try (RunLock lock = RunLock.take(run)) {
      assertThat(ScoredRun.read(run).state()).isEqualTo(RunState.RUNNING);
    }
    Files.writeString(run.resolve("summary.json"), "{\"completed\": false, \"frames\": 500}");
    assertThat(ScoredRun.read(run).state()).isEqualTo(RunState.STOPPED);
    Files.writeString(run.resolve("summary.json"), "{\"compl");
    assertThat(ScoredRun.read(run).state()).isEqualTo(RunState.FAILED);
  }

  @Test
  void aLineThatIsBeingWrittenIsNoDamageButOneBeforeOthersIs() throws IOException {
    Path run = run("a");
    Path metrics = run.resolve("metrics.jsonl");
    Files.writeString(metrics, "{\"kind\":\"episode\",\"fra", StandardOpenOption.APPEND);
    assertThat(ScoredRun.read(run).record().games().count()).isEqualTo(2);
    Files.writeString(metrics, "\n{\"kind\":\"visit\"}\n", StandardOpenOption.APPEND);
    assertThatThrownBy(() -> ScoredRun.read(run).record())
        .isInstanceOf(OutputException.class)
        .hasMessageContaining("line 7 is not JSON");
  }

  /** So that thousands of runs are listed in seconds. */
  @Test
  void theLogIsReadOnlyWhenItIsAskedFor() throws IOException {
    Path run = run("a");
    Files.writeString(run.resolve("metrics.jsonl"), "no log\nat all\n");
    ScoredRun scored = RunSearch.in(List.of(run)).runs().get(0);
    assertThat(ScoreKind.FINAL.of(scored)).contains(new Score(-10, 3, 1000));
    assertThat(ProtocolIdentity.of(scored, ScoreKind.FINAL, OptionalLong.empty()).fields())
        .containsEntry("frames", "1000");
    assertThat(scored.lacks()).isNotEmpty();
    assertThatThrownBy(scored::record).isInstanceOf(OutputException.class);
  }

  @Test
  void whatOlderRunsLackIsNamed() throws IOException {
    assertThat(ScoredRun.read(run("a")).lacks())
        .contains("commit", "CPU model", "end", "conditions of the evaluation")
        .doesNotContain("returns of single evaluation games");
  }

  @Test
  void runsAreFoundInFoldersAndSweeps() throws IOException {
    Path a = run("sweep/trials/seed=1_0a/run");
    Path b = run("sweep/trials/seed=2_0b/run");
    run("sweep/older/seed=2_0b/run");
    Path unbegun = Files.createDirectories(scratch.resolve("sweep/trials/seed=3_0c"));
    Files.writeString(unbegun.resolve("trial.json"), "{}");
    Path broken = run("others/broken");
    Files.writeString(broken.resolve("config.yaml"), "env: {gmae: pong}");
    Path c = run("others/c");
    RunSearch found = RunSearch.in(List.of(scratch.resolve("sweep"), scratch.resolve("others"), a));
    assertThat(found.runs()).extracting(ScoredRun::path).containsExactly(c, a, b);
    assertThat(found.unbegun()).containsExactly(unbegun);
    assertThat(found.unreadable()).containsOnlyKeys(broken);
    assertThatThrownBy(() -> RunSearch.in(List.of(scratch.resolve("nothing"))))
        .isInstanceOf(OutputException.class);
    assertThatThrownBy(() -> ScoredRun.read(scratch)).isInstanceOf(ConfigurationException.class);
  }

  @Test
  void differingRulesAreNamed() throws IOException {
    ScoredRun one = ScoredRun.read(run("a"));
    ScoredRun other =
        ScoredRun.read(
            WrittenRun.of("pong", 3, "env.stickyActionProbability=0", "run.frames=2000")
                .write(scratch.resolve("b")));
    assertThat(differences(ScoreKind.FINAL, one, other))
        .containsExactly(
            "frames is 1000 (1 run) and 2000 (1 run)",
            "env.stickyActionProbability is 0.0 (1 run) and 0.25 (1 run)");
    assertThat(differences(ScoreKind.FINAL, one, one)).isEmpty();
  }

  @Test
  void modesAreComparedWithinAGame() throws IOException {
    ScoredRun pong = ScoredRun.read(run("a"));
    ScoredRun freeway =
        ScoredRun.read(
            WrittenRun.of("freeway", 1, "env.mode=1", "run.frames=1000")
                .write(scratch.resolve("b")));
    ScoredRun plain =
        ScoredRun.read(WrittenRun.of("freeway", 1, "run.frames=1000").write(scratch.resolve("c")));
    assertThat(differences(ScoreKind.LAST_100, pong, freeway)).isEmpty();
    assertThat(differences(ScoreKind.LAST_100, plain, freeway))
        .containsExactly("env.mode is 1 (1 run) and default (1 run)");
  }

  @Test
  void evaluationsRulesMatterToTheirScoresOnly() throws IOException {
    ScoredRun one = ScoredRun.read(run("a"));
    ScoredRun other =
        ScoredRun.read(
            WrittenRun.of("pong", 3, "evaluation.epsilon=0.05", "run.frames=1000")
                .write(scratch.resolve("b")));
    assertThat(differences(ScoreKind.LAST_100, one, other)).isEmpty();
    assertThat(differences(ScoreKind.FINAL, one, other)).hasSize(1);
  }

  private static List<String> differences(ScoreKind kind, ScoredRun... runs) {
    return ProtocolIdentity.differences(
            java.util.Arrays.stream(runs)
                .map(
                    run ->
                        new ProtocolIdentity.Of(
                            run.game().name(),
                            ProtocolIdentity.of(run, kind, OptionalLong.empty())))
                .toList())
        .stream()
        .map(ProtocolIdentity.Difference::text)
        .toList();
  }
}
