package dev.ductile.eval.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ductile.base.ExitCodes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Others' results beside ours, files that are written, settings that are wrong. */
class CompareOthersTest extends ComparedRuns {
  private static final ObjectMapper JSON = new ObjectMapper();

  @Test
  void othersScoresStandBesideOurs() throws IOException {
    fiveGames(3);
    Path others = folder.resolve("a \"b\", <i>c.csv");
    Files.writeString(
        others,
        "# protocol: machado, frames=1M\nseed,game,score\n"
            + "1,boxing,10\n2,boxing,14\n3,\"boxing\",11\n1,alien,NaN\n1,alien,3\n");
    Path csv = folder.resolve("out.csv");
    Path latex = folder.resolve("out.tex");
    CapturedCommand result =
        compare("--against", others.toString(), "--csv", csv.toString(), "--latex", latex + "");
    assertThat(result.code()).as(result.err()).isZero();
    assertThat(result.out())
        .contains("! a \"b\", <i>c: others' scores, by a protocol that only its name vouches for:")
        .contains("differences are not paired by seed")
        .contains("1 not finite");
    assertThat(Files.readString(csv)).contains(",\"a \"\"b\"\", <i>c\",");
    assertThat(Files.readString(latex))
        .contains("a \\textquotedbl{}b\\textquotedbl{}, \\textless{}i\\textgreater{}c & ");
    Files.writeString(others, "game,seed,score\nboxing,1,10\n");
    assertThat(compare("--against", others.toString()).err())
        .contains("by which protocol")
        .contains("--against-protocol");
    assertThat(compare("--against", others.toString(), "--against-protocol", "x, frames=2M").err())
        .contains("frames is 1000000 (30 runs) and 2000000 (1 run)");
    Files.writeString(others, "# protocol: x\ngame,seed,score\nBreakout,1,10\n");
    assertThat(compare("--against", others.toString()).err())
        .contains("line 3: unknown game 'Breakout': did you mean breakout?");
    Files.writeString(others, "# protocol: x\ngame,seed,score\nboxing,1,ten\n");
    assertThat(compare("--against", others.toString()).err()).contains("'ten' is not a number");
    Files.writeString(others, "# protocol: x\ngame,seed\nboxing,1\n");
    assertThat(compare("--against", others.toString()).err()).contains("no column 'score'");
  }

  private String evaluation(String with, int seed, String rules, double score) throws IOException {
    Path file = folder.resolve("evaluation-" + with + seed + rules.length() + ".json");
    Files.writeString(
        file,
        "{\"run\": \"r\", \"gameLabel\": \"boxing\", \"agent\": \"dqn\", \"preset\": \"dopamine\","
            + " \"interventions\": \""
            + with
            + "\", \"seed\": "
            + seed
            + ", \"score\": "
            + score
            + ", \"rules\": {"
            + rules
            + "}}");
    return file.toString();
  }

  private CapturedCommand compareFiles(List<String> files, String... more) {
    List<String> line = new ArrayList<>(List.of("compare"));
    line.addAll(files);
    line.addAll(List.of(more));
    return CapturedCommand.run(folder.resolve("home"), line.toArray(String[]::new));
  }

  @Test
  void evaluationsByUnlikeProtocolsAreRefused() throws IOException {
    String zoo = "\"protocol\": \"dqn-zoo\", \"frames\": \"1000000\"";
    List<String> files = new ArrayList<>();
    for (int seed = 1; seed <= 3; seed++) {
      files.add(evaluation("", seed, zoo, 10 + seed));
      files.add(evaluation("redo", seed, zoo, 20 + 2 * seed));
    }
    CapturedCommand alike = compareFiles(files);
    assertThat(alike.code()).as(alike.err()).isZero();
    assertThat(alike.out())
        .contains("redo is above none on 1 of 1 game")
        .containsPattern("(?m)^redo +1 × 3 ");
    files.add(evaluation("redo", 4, "\"protocol\": \"atari-100k\", \"frames\": \"1000000\"", 30));
    CapturedCommand unlike = compareFiles(files);
    assertThat(unlike.code()).isEqualTo(ExitCodes.USAGE);
    assertThat(unlike.err()).contains("protocol is atari-100k (1 run) and dqn-zoo (6 runs)");
    assertThat(compareFiles(files, "--by", "optimizer.learningRate").err())
        .contains("does not say optimizer.learningRate");
    CapturedCommand damaged = compareFiles(List.of(scale.toString()));
    assertThat(damaged.code()).isEqualTo(ExitCodes.USAGE);
    assertThat(damaged.errorLines()).hasSize(1);
  }

  @Test
  void dopaminesReturnsStandBesideOurs() throws IOException {
    fiveGames(3);
    CapturedCommand evaluated = compare("--against", "dopamine:rainbow");
    assertThat(evaluated.code()).isEqualTo(ExitCodes.USAGE);
    assertThat(evaluated.err()).contains("--score last-100");
    CapturedCommand result =
        compare("--against", "dopamine:rainbow", "--score", "last-100", "--json");
    assertThat(result.code()).as(result.err()).isZero();
    JsonNode json = JSON.readTree(result.out());
    assertThat(json.at("/groups/1/group").asText()).isEqualTo("dopamine:rainbow");
    assertThat(json.at("/marks").toString()).contains("of 5 runs (google/dopamine");
    JsonNode alien = json.at("/games/1");
    assertThat(alien.get("game").asText()).isEqualTo("alien");
    assertThat(alien.get("seeds").asInt()).isEqualTo(5);
    assertThat(alien.at("/difference/low").isNumber()).isTrue();
    CapturedCommand elsewhere =
        compare("--against", "dopamine:dqn", "--score", "last-100", "--at", "500k");
    assertThat(elsewhere.err()).contains("published at 1M, 4M, 11M, 40M, 200M frames");
    assertThat(compare("--against", "dopamine:iqn").err()).contains("'iqn'").contains("rainbow");
    run("boxing", "", 9, 40, "env.stickyActionProbability=0");
    assertThat(compare("--against", "dopamine:dqn", "--score", "last-100").err())
        .contains("env.stickyActionProbability is 0.0 (1 run) and 0.25");
  }

  @Test
  void wrongSettingsAreNamed() throws IOException {
    run("boxing", "", 1, 10);
    assertThat(compare("--by", "lr").err()).contains("optimizer.learningRate?");
    assertThat(compare("--baseline", "nne").err()).contains("did you mean none?");
    assertThat(compare("--score", "finl").err()).contains("did you mean final?");
    assertThat(compare("--at", "0").err()).contains("use 1 or more");
  }

  @Test
  void theOrderOfRunsAndFilesMovesNoDigit() throws IOException {
    fiveGames(3);
    Path csv = folder.resolve("a.csv");
    String first = compare("--csv", csv.toString()).out();
    String numbers = Files.readString(csv);
    List<Path> paths = new ArrayList<>();
    try (var list = Files.list(runs())) {
      list.forEach(paths::add);
    }
    Collections.shuffle(paths, new Random(3));
    Path renamed = folder.resolve("other");
    List<String> line = new ArrayList<>(List.of("compare"));
    for (int i = 0; i < paths.size(); i++) {
      Path to = renamed.resolve("r" + i);
      Files.createDirectories(renamed);
      Files.move(paths.get(i), to);
      line.add(to.toString());
    }
    line.addAll(List.of("--normalize", scale.toString(), "--csv", csv.toString()));
    CapturedCommand second =
        CapturedCommand.run(folder.resolve("home"), line.toArray(String[]::new));
    assertThat(second.out()).isEqualTo(first);
    assertThat(Files.readString(csv)).isEqualTo(numbers);
  }
}
