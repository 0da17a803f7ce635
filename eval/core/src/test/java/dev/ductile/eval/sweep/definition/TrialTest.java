package dev.ductile.eval.sweep.definition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ductile.base.code.CodeIdentity;
import dev.ductile.base.files.Digests;
import dev.ductile.eval.sweep.Sweep;
import dev.ductile.eval.sweep.SweepTexts;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrialTest {
  private static Trial trial(String... words) {
    return new Trial("train", List.of(words), Map.of());
  }

  @Test
  void theProductHasEveryPointOnceAndTheLastAxisIsFastest() {
    List<Trial> trials = Trial.of(SweepTexts.small(1, 2));
    assertThat(trials).hasSize(2 * 3 * 2);
    assertThat(trials.get(0).describe()).isEqualTo("network none, offset 0, seed 1");
    assertThat(trials.get(1).describe()).isEqualTo("network none, offset 0, seed 2");
    assertThat(trials.get(11).describe()).isEqualTo("network layer-norm, offset 100, seed 2");
    assertThat(trials.get(11).arguments())
        .containsExactly(
            "offset-regression",
            "--tasks",
            "10",
            "--with",
            "layer-norm",
            "--offset",
            "100",
            "--seed",
            "2");
    assertThat(trials.get(0).arguments()).doesNotContain("--with");
    assertThat(trials.stream().map(Trial::labels).distinct()).hasSize(12);
  }

  /** Written out by hand, so that folders made by an earlier build are found again. */
  @Test
  void theHashIsThatOfCommandAndOrderedWords() {
    String text =
        String.join("\0", "ductile 0.1.0-SNAPSHOT", "train", "--frames", "100", "--seed", "3");
    assertThat(trial("--seed", "3", "--frames", "100").hash())
        .isEqualTo(Digests.sha256(text.getBytes(StandardCharsets.UTF_8)).substring(0, 12));
  }

  /** Earlier versions read numbers in sweep files as numbers and wrote them in their own way. */
  @Test
  void folderNamesOfEarlierVersionsAreFoundAgainWhereTheMeaningIsTheSame() {
    Map<String, String> former =
        Map.of("1e-5", "1.0E-5", "2.50", "2.5", "\"1e-6\"", "1e-6", "1_000", "1000", "10", "10");
    former.forEach((now, then) -> assertThat(hashOfValue(now, "--offset")).isEqualTo(hash(then)));
    assertThat(hashOfValue("010", "--offset")).as("was 8").isNotEqualTo(hash("8"));
    assertThat(hashOfValue("on", "--offset")).as("was true").isNotEqualTo(hash("true"));
    String set = "set: optimizer.epsilon";
    assertThat(hashOfValue("1e-5", set)).isEqualTo(hash("--set", "optimizer.epsilon=1.0E-5"));
    assertThat(hashOfValue("on", "set: network.dueling"))
        .isEqualTo(hash("--set", "network.dueling=true"));
    assertThat(hashOfValue("on", "set: run.engine")).isEqualTo(hash("--set", "run.engine=on"));
  }

  private static String hash(String value) {
    return hash("--offset", value);
  }

  private static String hash(String option, String value) {
    return new Trial("probe", List.of("t", option, value, "--frames", "100000.0"), Map.of()).hash();
  }

  private static String hashOfValue(String value, String option) {
    String target = option.startsWith("set:") ? option : "option: " + option;
    String yaml =
        SweepTexts.yaml(1)
            .replaceAll("(?s)arguments:.*", "arguments: [t, --frames, 1e5]\n")
            .concat("axes:\n  a:\n    %s\n    values: [%s]\nclaims: []\n".formatted(target, value));
    return Trial.of(SweepFile.parse(yaml, "f")).get(0).hash();
  }

  @Test
  void theFolderSaysWhatTheTrialIs() {
    Trial trial = Trial.of(SweepTexts.small(1, 2)).get(11);
    assertThat(trial.folderName())
        .isEqualTo("network=layer-norm_offset=100_seed=2_" + trial.hash());
    Trial odd = new Trial("train", List.of(), Map.of("what ever", "a/b, c:ä"));
    assertThat(odd.folderName()).isEqualTo("what-ever=a-b-c-_" + odd.hash());
    assertThat(trial().folderName()).isEqualTo("trial_" + trial().hash());
    Trial longest = new Trial("train", List.of(), Map.of("a", "x".repeat(500)));
    assertThat(longest.folderName()).hasSizeLessThan(140).endsWith("_" + longest.hash());
  }

  @Test
  void foldersOfEarlierVersionsAndOtherLabelsAreFound(@TempDir Path out) throws Exception {
    Sweep sweep = new Sweep(SweepTexts.small(1), out, CodeIdentity.current());
    Trial first = sweep.trials().get(0);
    Trial second = sweep.trials().get(1);
    Path bare = Files.createDirectories(out.resolve("trials").resolve(first.hash()));
    Path renamed = Files.createDirectories(out.resolve("trials/net=a_" + second.hash()));
    assertThat(sweep.folder(first).path()).isEqualTo(bare);
    assertThat(sweep.folder(second).path()).isEqualTo(renamed);
    assertThat(sweep.folder(sweep.trials().get(2)).path().getFileName())
        .hasToString(sweep.trials().get(2).folderName());
  }

  @Test
  void theHashDependsOnWhatMattersOnly() {
    String hash = trial("--seed", "3", "--with", "x").hash();
    assertThat(trial("--with", "x", "--seed", "3").hash()).isEqualTo(hash);
    assertThat(trial("--with", "x", "--seed", "4").hash()).isNotEqualTo(hash);
    assertThat(new Trial("probe", List.of("--seed", "3", "--with", "x"), Map.of()).hash())
        .isNotEqualTo(hash);
    assertThat(new Trial("train", List.of("--seed", "3", "--with", "x"), Map.of("a", "b")).hash())
        .as("labels are names only")
        .isEqualTo(hash);
  }

  @Test
  void orderIsKeptWhereItMatters() {
    assertThat(
            Trial.canonical(
                List.of("task", "--b", "1", "2", "--a", "--set", "k=2", "--set", "k=1")))
        .containsExactly("task", "--a", "--b", "1", "2", "--set", "k=2", "--set", "k=1");
    assertThat(Trial.canonical(List.of("--set", "z=1", "--set", "a=1")))
        .containsExactly("--set", "a=1", "--set", "z=1");
  }

  @Test
  void aFurtherValueLeavesTheOtherTrialsAsTheyAre() {
    Set<String> before = hashes(SweepTexts.small(1, 2));
    Set<String> after = hashes(SweepTexts.small(1, 2, 3));
    assertThat(after).hasSize(18).containsAll(before);
  }

  private static Set<String> hashes(SweepDefinition sweep) {
    return Trial.of(sweep).stream().map(t -> t.hash()).collect(Collectors.toSet());
  }

  @Test
  void twoEqualPointsAreRefused() {
    SweepAxis first = new SweepAxis("a", "--x", null, Map.of("l", "1"));
    SweepAxis second = new SweepAxis("b", "--x", null, Map.of("m", "1", "n", "1"));
    SweepDefinition sweep =
        new SweepDefinition(
            "s",
            "",
            "desk",
            "",
            "train",
            List.of(),
            List.of(first, second),
            List.of(),
            List.of(),
            Map.of());
    assertThatThrownBy(() -> new Sweep(sweep, Path.of("out"), CodeIdentity.current()))
        .hasMessageContaining("two points are the same trial");
  }
}
