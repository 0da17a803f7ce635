package dev.ductile.eval.sweep.definition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ductile.base.ConfigurationException;
import dev.ductile.base.code.CodeIdentity;
import dev.ductile.eval.sweep.Sweep;
import dev.ductile.eval.sweep.SweepTexts;
import dev.ductile.eval.sweep.WordsResolver;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

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

  @Test
  void aPlanThatIsTooLargeIsRefusedWithItsSize() {
    List<SweepAxis> axes = new ArrayList<>();
    for (String name : List.of("a", "b", "c")) {
      Map<String, String> values = new LinkedHashMap<>();
      IntStream.range(0, 1000).forEach(i -> values.put("v" + i, Integer.toString(i)));
      axes.add(new SweepAxis(name, "--" + name, null, values));
    }
    SweepDefinition huge =
        new SweepDefinition("huge", "", "desk", "", "train", List.of(), axes, List.of(), List.of());
    assertThatThrownBy(() -> Trial.of(huge))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage(
            "sweep huge has 1,000,000,000 trials (a 1000 × b 1000 × c 1000), and 200,000 are the"
                + " most: leave values out, or make several sweeps of it");
  }

  @Test
  void theFolderSaysWhatTheTrialIs() {
    Trial trial = Trial.of(SweepTexts.small(1, 2), new WordsResolver()).get(11);
    assertThat(trial.folderName())
        .isEqualTo("network=layer-norm_offset=100_seed=2_" + trial.hash());
    Trial odd = new Trial("train", List.of(), Map.of("what ever", "a/b, c:ä"));
    assertThat(odd.folderName()).isEqualTo("what-ever=a-b-c-_" + odd.hash());
    assertThat(trial().folderName()).isEqualTo("trial_" + trial().hash());
    Trial longest = new Trial("train", List.of(), Map.of("a", "x".repeat(500)));
    assertThat(longest.folderName()).hasSizeLessThan(140).endsWith("_" + longest.hash());
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
    return Trial.of(sweep, new WordsResolver()).stream()
        .map(t -> t.hash())
        .collect(Collectors.toSet());
  }

  @Test
  void twoEqualPointsAreRefused() {
    SweepAxis first = new SweepAxis("a", "--x", null, Map.of("l", "1"));
    SweepAxis second = new SweepAxis("b", "--x", null, Map.of("m", "1", "n", "1"));
    SweepDefinition sweep =
        new SweepDefinition(
            "s", "", "desk", "", "train", List.of(), List.of(first, second), List.of(), List.of());
    assertThatThrownBy(
            () -> new Sweep(sweep, Path.of("out"), CodeIdentity.current(), new WordsResolver()))
        .hasMessageContaining("two points are the same trial");
  }
}
