package dev.ductile.eval.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ductile.base.ExitCodes;
import dev.ductile.eval.run.stored.Provenance;
import dev.ductile.eval.score.WrittenRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Runs are compared by command. */
class CompareCommandTest extends ComparedRuns {
  private static final ObjectMapper JSON = new ObjectMapper();

  @Test
  void rowsHaveGamesSeedsIntervalsAndASentence() throws IOException {
    fiveGames(5);
    CapturedCommand result = compare();
    assertThat(result.code()).as(result.err()).isZero();
    assertThat(result.err()).isEmpty();
    assertThat(result.out())
        .contains("score final, at the end, 1M frames; ")
        .containsPattern("(?m)^none +5 × 5 +–")
        .containsPattern("(?m)^redo +5 × 5 +–.*< 0.001")
        .contains("redo is above none on 5 of 5 games (decided: above on 5, below on 0)")
        .contains("the interquartile mean differs by 0.21")
        .contains(": redo is above none.");
  }

  @Test
  void threeSeedsDecideNoSingleGame() throws IOException {
    for (String game : GAMES) {
      for (int seed = 1; seed <= 3; seed++) {
        run(game, "", seed, 30 + 11 * seed);
        run(game, "redo", seed, 31 + 11 * ((seed + game.length()) % 3));
      }
    }
    CapturedCommand result = compare();
    assertThat(result.out())
        .contains("(no single game is decided below 5 seeds)")
        .contains(": not decided with 3 seeds.");
  }

  @Test
  void missingAndFailedTrialsAreCounted() throws IOException {
    fiveGames(3);
    WrittenRun.of("boxing", 4, "interventions=redo")
        .summary("completed", false)
        .write(runs().resolve("stopped"));
    Path failed = WrittenRun.of("boxing", 5, "interventions=redo").write(runs().resolve("failed"));
    Files.delete(failed.resolve("summary.json"));
    WrittenRun.of("boxing", 6, "interventions=redo").write(runs().resolve("no-score"));
    Files.createDirectories(runs().resolve("damaged"));
    Files.writeString(runs().resolve("damaged/config.yaml"), "nonsense: 1");
    CapturedCommand result = compare();
    assertThat(result.code()).as(result.err()).isZero();
    assertThat(result.out())
        .containsPattern("(?m)^redo +5 × 3 +1 failed, 1 stopped, 1 without a score")
        .containsPattern("left out: run .*damaged: .*config.yaml");
    JsonNode json = JSON.readTree(compare("--json").out());
    assertThat(json.at("/groups/1/missing/failed").asInt()).isEqualTo(1);
    assertThat(json.at("/groups/1/runs").asInt()).isEqualTo(15);
  }

  @Test
  void runsOfDifferentCodeAndCpusAreNoted() throws IOException {
    String[] shas = {"a".repeat(64), "b".repeat(64), "b".repeat(64)};
    String[] sets = {"avx2", "avx2", "avx2 avx512f"};
    for (int seed = 1; seed <= 3; seed++) {
      Map<String, String> facts = new LinkedHashMap<>();
      facts.put("version", "1");
      facts.put("codeSha256", shas[seed - 1]);
      facts.put("cpu", "Chip " + seed);
      facts.put("instructionSets", sets[seed - 1]);
      facts.put("kernels", "oneDNN");
      facts.put("oneDnnMaxCpuIsa", "none");
      WrittenRun.of("boxing", seed)
          .provenance(new Provenance(facts, List.of()).comments())
          .evaluation(1_000_000, seed)
          .write(runs().resolve("run" + seed));
    }
    assertThat(compare().out())
        .contains(
            "- runs come of different code (1 of 1, classes aaaaaaaaaa, 2 of 1, classes"
                + " bbbbbbbbbb): a difference may be the code's")
        .contains(
            "- runs come of different kinds of CPU (2 of Chip 1, 1 of Chip 3): equal seeds are no"
                + " equal runs");
  }

  @Test
  void trialsOfASweepThatNeverBeganAreCounted() throws IOException {
    Path trials = runs().resolve("trials");
    for (int seed = 1; seed <= 3; seed++) {
      Path trial = trials.resolve("seed=" + seed + "_0a1b2c3d4e5f");
      WrittenRun.of("boxing", seed).evaluation(1_000_000, seed).write(trial.resolve("run"));
    }
    Path unbegun = Files.createDirectories(trials.resolve("seed=4_0a1b2c3d4e5f"));
    Files.writeString(unbegun.resolve("trial.json"), "{}");
    assertThat(compare().out())
        .containsPattern("(?m)^none +1 × 3 ")
        .contains("- 1 trial has no run yet");
  }

  @Test
  void unlikeRulesAreRefusedAndNamed() throws IOException {
    fiveGames(3);
    run("boxing", "redo", 9, 40, "run.frames=2000000", "env.stickyActionProbability=0");
    CapturedCommand refused = compare();
    assertThat(refused.code()).isEqualTo(ExitCodes.USAGE);
    assertThat(refused.errorLines()).hasSize(1);
    assertThat(refused.err())
        .contains("frames is 1000000 (30 runs) and 2000000 (1 run)")
        .contains("env.stickyActionProbability is 0.0 (1 run) and 0.25 (30 runs)")
        .contains("--mix");
    CapturedCommand mixed = compare("--mix");
    assertThat(mixed.code()).as(mixed.err()).isZero();
    assertThat(mixed.out()).contains("! mixed: frames is 1000000 (30 runs)");
  }

  @Test
  void rowsThatDifferInMoreThanTheirNameAreRefused() throws IOException {
    fiveGames(3);
    run("boxing", "redo", 9, 40, "env.actionSet=FULL");
    assertThat(compare().err()).contains("env.actionSet is FULL (1 run) and MINIMAL (30 runs)");
    assertThat(compare("--by", "agent").err()).contains("interventions is none (15 runs) and redo");
    CapturedCommand key = compare("--by", "env.actionSet", "--baseline", "MINIMAL", "--mix");
    assertThat(key.code()).as(key.err()).isZero();
    assertThat(key.out()).containsPattern("(?m)^FULL +1 × 1");
  }

  @Test
  void theBestCheckpointIsGivenOnlyByName() throws IOException {
    fiveGames(3);
    CapturedCommand refused = compare("--score", "best");
    assertThat(refused.code()).isEqualTo(ExitCodes.USAGE);
    assertThat(refused.err()).contains("best-checkpoint").contains("biased");
    CapturedCommand best = compare("--score", "best-checkpoint");
    assertThat(best.code()).as(best.err()).isZero();
    assertThat(best.out())
        .contains("! best-checkpoint: the best of many noisy evaluations is above")
        .containsPattern("boxing +none +3 +86 "); // 3 more than in the end
  }

  @Test
  void scoresAreTakenWhereAskedFor() throws IOException {
    fiveGames(3);
    CapturedCommand half = compare("--at", "500k", "--json");
    assertThat(half.code()).as(half.err()).isZero();
    JsonNode whole = JSON.readTree(compare("--json").out());
    JsonNode early = JSON.readTree(half.out());
    assertThat(early.at("/games/0/meanReturn/estimate").asDouble())
        .isEqualTo(whole.at("/games/0/meanReturn/estimate").asDouble() + 3);
    JsonNode training = JSON.readTree(compare("--score", "last-100", "--json").out());
    assertThat(training.at("/games/0/meanReturn/estimate").asDouble())
        .isEqualTo(whole.at("/games/0/meanReturn/estimate").asDouble() - 5);
    assertThat(training.at("/notes").toString()).contains("fewer than 100 training games");
    assertThat(compare("--at", "900k").out()).contains("15 without a score");
    assertThat(compare("--at", "2M").out())
        .contains("15 of fewer frames")
        .contains("redo and none have no score: redo is not compared with none.");
  }

  @Test
  void gamesOffTheScaleAreShownRawAndLeftOut() throws IOException {
    fiveGames(3);
    for (int seed = 1; seed <= 3; seed++) {
      run("volley", "", seed, 1 + seed);
      run("volley", "redo", seed, 2 + 2 * seed);
    }
    CapturedCommand result = compare();
    assertThat(result.out())
        .containsPattern("(?m)^volley \\* +none +3 +3.0 ")
        .contains("shown raw and left out of aggregates: volley")
        .contains("over 5 games the interquartile mean");
    CapturedCommand raw = compare("--normalize", "none");
    assertThat(raw.out())
        .contains("nothing is aggregated")
        .doesNotContain("IQM")
        .contains("redo is above none on 6 of 6 games");
  }

  @Test
  void constantScoresOneSeedAndTiesGetSentences() throws IOException {
    for (String game : GAMES) {
      run(game, "", 1, 10);
      run(game, "redo", 1, 10);
    }
    CapturedCommand one = compare();
    assertThat(one.code()).as(one.err()).isZero();
    assertThat(one.out())
        .contains("redo is above none on 0 of 5 games, equal on 5")
        .contains("not decided (1 seed: no interval).")
        .contains("1 seed: no interval below 3 and no verdict below 5");
    for (String game : GAMES) {
      for (int seed = 2; seed <= 6; seed++) {
        run(game, "", seed, 10);
        run(game, "redo", seed, 10);
      }
    }
    assertThat(compare().out())
        .contains("all 6 seeds came to the same number: no interval")
        .contains("every draw of seeds gives the same number: no interval");
  }

  @Test
  void aRowWithoutScoresTakesNothingFromTheOthers() throws IOException {
    fiveGames(3);
    Path failed = WrittenRun.of("boxing", 1, "interventions=crelu").write(runs().resolve("f"));
    Files.delete(failed.resolve("summary.json"));
    CapturedCommand result = compare();
    assertThat(result.code()).as(result.err()).isZero();
    assertThat(result.out())
        .containsPattern("(?m)^crelu +0 × 0 +1 failed +– +– +– +–")
        .contains("crelu has no score: crelu is not compared with none.")
        .contains("over 5 games the interquartile mean differs by 0.21");
    CapturedCommand baseline = compare("--baseline", "crelu");
    assertThat(baseline.code()).as(baseline.err()).isZero();
    assertThat(baseline.out()).contains("crelu has no score: redo is not compared with crelu.");
  }

  @Test
  void oneGameIsNotDecidedByThreeSeeds() throws IOException {
    for (int seed = 1; seed <= 3; seed++) {
      run("boxing", "", seed, 10 + 0.1 * seed);
      run("boxing", "redo", seed, 30 + 0.3 * seed);
    }
    assertThat(compare().out())
        .contains("over 1 game the mean over games differs by 0.20")
        .contains(": not decided with 3 seeds, of fewer than 5 runs in all.");
  }

  @Test
  void rowsAreNamedByWhatIsUnusualAndOnceInFull() throws IOException {
    String redo = "redo:threshold=0.1:period-updates=1000:steps=keep";
    String norm = "layer-norm:axes=channel:affine=true";
    for (int seed = 1; seed <= 3; seed++) {
      run("boxing", "", seed, 10 + seed);
      run("boxing", redo, seed, 12 + seed);
      run("boxing", redo.replace("0.1:", "0.2:") + "," + norm, seed, 14 + seed);
    }
    Path latex = folder.resolve("table.tex");
    CapturedCommand result = compare("--latex", latex.toString());
    assertThat(result.out())
        .containsPattern("(?m)^redo +1 × 3 ")
        .containsPattern("(?m)^redo=0.2,layer-norm +1 × 3 ")
        .contains("- redo in full: " + redo)
        .doesNotContain("network.normalization");
    assertThat(latex).content().contains("\nredo & 1 ", "% redo in full: " + redo);
    assertThat(compare("--csv", folder.resolve("c.csv").toString()).code()).isZero();
    assertThat(folder.resolve("c.csv")).content().contains("redo in full: " + redo);
    assertThat(compare("--baseline", redo).out()).contains("mean − redo");
    Path page = folder.resolve("page.html");
    CapturedCommand.run(
        folder.resolve("home"), "report", runs().toString(), "--out", page.toString());
    assertThat(page).content().contains("<td class=\"brief\">redo=0.2,layer-norm</td>");
  }

  @Test
  void rowsBySeedOrGameAreRefusedWithoutAdviceThatIsRefusedToo() throws IOException {
    fiveGames(3);
    for (String by : List.of("seed", "run.seed", "game", "env.game")) {
      CapturedCommand refused = compare("--by", by);
      assertThat(refused.code()).isEqualTo(ExitCodes.USAGE);
      assertThat(refused.err()).contains("a row is over games and seeds").doesNotContain("mean");
    }
  }

  @Test
  void rowsWithoutAPlaceOnTheScaleAreNamed() throws IOException {
    for (int seed = 1; seed <= 3; seed++) {
      run("boxing", "", seed, seed);
      run("volley", "", seed, seed);
      run("volley", "redo", seed, 1 + seed);
    }
    assertThat(compare().out())
        .contains("over all games nothing is tested: redo has no score on the common scale.");
  }

  @Test
  void aDamagedLogLeavesItsRunOutAndNoOther() throws IOException {
    fiveGames(3);
    Path log = runs().resolve("boxing-redo-2/metrics.jsonl");
    Files.write(log, new byte[] {(byte) 0xff, 10, (byte) 0xfe});
    CapturedCommand result = compare("--score", "last-100");
    assertThat(result.code()).as(result.err()).isZero();
    assertThat(result.out())
        .containsPattern("left out: run .*boxing-redo-2: .*metrics.jsonl: it is not UTF-8 text")
        .containsPattern("boxing +redo +2 ");
    Path page = folder.resolve("page.html");
    CapturedCommand report =
        CapturedCommand.run(
            folder.resolve("home"), "report", runs().toString(), "--out", page.toString());
    assertThat(report.code()).as(report.err()).isZero();
    assertThat(page).content().contains("29 runs on 5 games", "it is not UTF-8 text");
  }

  @Test
  void aRunThatIsNamedByALinkTooCountsOnce() throws IOException {
    run("boxing", "", 1, 10);
    Path link = Files.createSymbolicLink(folder.resolve("link"), runs());
    String twice = compare(link.resolve("boxing--1").toString()).out();
    assertThat(twice).doesNotContain("count as one").isEqualTo(compare().out());
  }

  @Test
  void evaluationsThatFinishedNoGameAreNamed() throws IOException {
    run("boxing", "", 1, 10);
    WrittenRun.of("boxing", 2).evaluation(1_000_000, Double.NaN).write(runs().resolve("cut"));
    assertThat(compare().out())
        .containsPattern("(?m)^none +1 × 1 +1 without a score")
        .contains("the final evaluation finished no game, or fewer than it cut: 1 run (");
  }

  @Test
  void everyGameWithAMarkStandsInANoteWithIt() throws IOException {
    run("boxing", "", 1, 1);
    run("boxing", "redo", 1, 1);
    run("pong", "redo", 1, 1);
    assertThat(compare().out())
        .containsPattern("(?m)^pong \\* ")
        .containsPattern("(?m)^- \\* .*: pong$");
  }

  @Test
  void oneRowIsNoComparison() throws IOException {
    run("boxing", "", 1, 10);
    assertThat(compare().out()).contains("there is one row only: nothing is compared");
    CapturedCommand none =
        CapturedCommand.run(folder.resolve("home"), "compare", scale.getParent().toString());
    assertThat(none.code()).isZero();
    Path empty = Files.createDirectory(folder.resolve("empty"));
    CapturedCommand nothing =
        CapturedCommand.run(folder.resolve("home"), "compare", empty.toString());
    assertThat(nothing.code()).isEqualTo(ExitCodes.USAGE);
    assertThat(nothing.err()).contains("there is no run to compare");
  }

  @Test
  void runsOfOneSeedCountAsOne() throws IOException {
    run("boxing", "", 1, 10);
    WrittenRun.of("boxing", 1).evaluation(1_000_000, 20).write(runs().resolve("again"));
    assertThat(compare().out())
        .contains("none on boxing: 2 runs of seed 1 count as one, with their mean")
        .containsPattern("boxing +none +1 +15 ");
  }

  @Test
  void whatAnInterventionSetsIsNotToldAsAFurtherDifference() throws Exception {
    for (int seed = 1; seed <= 3; seed++) {
      run("boxing", "", seed, 10 + seed);
      WrittenRun.of(
              "boxing",
              seed,
              "interventions=layer-norm",
              "network.normalization=LAYER_NORM_CHANNEL",
              "optimizer.learningRate=0.001")
          .evaluation(1_000_000, 12 + seed)
          .write(runs().resolve("layer-norm" + seed));
    }
    assertThat(compare().out())
        .contains("differs from none also by optimizer.learningRate 0.001")
        .doesNotContain("network.normalization");
  }
}
