package dev.ductile.eval.sweep.definition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ductile.base.ConfigurationException;
import dev.ductile.eval.sweep.SweepTexts;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SweepFileTest {
  @Test
  void readsEverything() {
    SweepDefinition sweep = SweepTexts.small(1, 2);
    assertThat(sweep.name()).isEqualTo("small");
    assertThat(sweep.command()).isEqualTo("probe");
    assertThat(sweep.arguments()).containsExactly("offset-regression", "--tasks", "10");
    assertThat(sweep.axes())
        .extracting(SweepAxis::name)
        .containsExactly("network", "offset", "seed");
    assertThat(sweep.axes().get(0).labels()).containsExactly("none", "layer-norm");
    assertThat(sweep.axes().get(0).arguments("none")).isEmpty();
    assertThat(sweep.axes().get(0).arguments("layer-norm")).containsExactly("--with", "layer-norm");
    assertThat(sweep.axes().get(1).arguments("10")).containsExactly("--offset", "10");
    assertThat(sweep.seedAxis()).map(SweepAxis::name).contains("seed");
    assertThat(sweep.metrics()).containsExactly("probe.loss");
    assertThat(sweep.claims()).hasSize(2);
    assertThat(sweep.claims().get(0).claimsPositive()).isFalse();
    assertThat(sweep.claims().get(1).comparison())
        .isEqualTo(new Comparison.Trend("offset", Map.of("network", "none"), true));
  }

  @Test
  void aSetAxisBecomesSet() {
    String yaml = SweepTexts.yaml(1).replace("option: --offset", "set: objective.rewardScale");
    SweepAxis axis = SweepFile.parse(yaml, "f").axes().get(1);
    assertThat(axis.arguments("10")).containsExactly("--set", "objective.rewardScale=10");
  }

  @Test
  void aSuiteIsAnAxisOfItsGames() {
    String yaml =
        SweepTexts.yaml(1)
            .replace("axes:", "axes:\n  game: {suite: atari5}")
            .replace("command: probe", "command: train");
    SweepAxis axis = SweepFile.parse(yaml, "f").axes().get(0);
    assertThat(axis.labels())
        .containsExactly("battle_zone", "double_dunk", "name_this_game", "phoenix", "qbert");
    assertThat(axis.arguments("qbert")).containsExactly("--game", "qbert");
    assertThatThrownBy(() -> SweepFile.parse(yaml.replace("atari5}", "atari6}"), "f"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("atari6");
    assertThatThrownBy(
            () -> SweepFile.parse(yaml.replace("atari5}", "atari5, values: [pong]}"), "f"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("unknown");
  }

  @Test
  void labelsAndValuesAreWhatWasWritten() {
    String yaml =
        SweepTexts.yaml(1)
            .replace("{none: \"\", layer-norm: layer-norm}", "{off: \"\", on: layer-norm, yes: l2}")
            .replace("{network: layer-norm}", "{network: on, offset: 2.50}")
            .replace("than: {network: none}", "than: {network: off, offset: 1e-5}")
            .replace("within: {network: none}", "within: {network: yes}")
            .replace("[0, 10, 100]", "[1e-5, 2.50, 0.90, 1e4, 010, off, 1:30, 0x10, 1_000]");
    SweepDefinition sweep = SweepFile.parse(yaml, "f");
    assertThat(sweep.axes().get(0).labels()).containsExactly("off", "on", "yes");
    SweepAxis offset = sweep.axes().get(1);
    assertThat(offset.labels())
        .containsExactly("1e-5", "2.50", "0.90", "1e4", "010", "off", "1:30", "0x10", "1_000")
        .allSatisfy(label -> assertThat(offset.arguments(label)).endsWith(label));
    assertThat(sweep.claims().get(0).comparison())
        .isEqualTo(
            new Comparison.Groups(
                Map.of("network", "on", "offset", "2.50"),
                Map.of("network", "off", "offset", "1e-5")));
  }

  @Test
  void skippedCombinationsAreNotRun() {
    String skip = "skip:\n  - {network: layer-norm, offset: [0, 10]}\nclaims:";
    SweepDefinition sweep = SweepFile.parse(SweepTexts.yaml(1, 2).replace("claims:", skip), "f");
    assertThat(Trial.of(sweep))
        .extracting(trial -> trial.labels().get("network") + trial.labels().get("offset"))
        .containsExactly(
            "none0",
            "none0",
            "none10",
            "none10",
            "none100",
            "none100",
            "layer-norm100",
            "layer-norm100");
  }

  @Test
  void eachMakesOneClaimForEveryLabel() {
    String yaml = SweepTexts.yaml(1).replace("better: lower", "better: lower\n    each: offset");
    List<SweepClaim> claims = SweepFile.parse(yaml, "f").claims();
    assertThat(claims).hasSize(4);
    assertThat(claims.get(2).claim()).isEqualTo("layer norm is better (offset 100)");
    assertThat(claims.get(2).comparison())
        .isEqualTo(
            new Comparison.Groups(
                Map.of("network", "layer-norm", "offset", "100"),
                Map.of("network", "none", "offset", "100")));
  }

  @Test
  void aGroupIsComparedWithANumber() {
    String yaml =
        SweepTexts.yaml(1)
            .replace("than: {network: none}", "than: -1.5")
            .replace("better: lower", "better: lower\n    each: offset");
    List<SweepClaim> claims = SweepFile.parse(yaml, "f").claims();
    assertThat(claims).hasSize(4);
    assertThat(claims.get(1).comparison())
        .isEqualTo(new Comparison.Level(Map.of("network", "layer-norm", "offset", "10"), -1.5));
    assertThat(claims.get(1).claimsPositive()).isFalse();
  }

  /** One line each, with the file, the place and the value. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "name: small | name: a/b | name: 'a/b' is not possible",
        "name: small | nome: small | name: is missing",
        "size: desk | size: big | 'big' is not possible: use desk or paper",
        "command: probe | command: rm | 'rm' is not possible: use train or probe",
        "about: a sweep for tests | `about: [1]` | about: is not a text",
        "arguments: [offset-regression | `arguments: [--run` | --run is given by the sweep itself",
        "arguments: [offset-regression | `arguments: [--seed` | --seed stands among the arguments",
        "option: --offset | option: --with | two axes set --with",
        "option: --offset | option: offset | 'offset' is not possible: write --NAME",
        "option: --offset | option: --set | write --NAME, or set: KEY",
        "`values: [0, 10, 100]` | `values: []` | needs at least one value",
        "`values: [0, 10, 100]` | `values: [0, 0]` | '0' stands twice",
        "`values: [0, 10, 100]` | `values: {a: 1, b: 1}` | two labels have the same value",
        "`values: [0, 10, 100]` | values: 3 | values: is not a mapping",
        "better: lower | better: less | 'less' is not possible: use higher or lower",
        "`of: {network: layer-norm}` | `of: {net: x}` | there is no axis 'net'; there are",
        "`of: {network: layer-norm}` | `of: {network: x}` | axis network has no 'x'; it has",
        "`of: {network: layer-norm}` | `of: {network: none}` | is the same group as of",
        "`of: {network: layer-norm}` | `of: {offset: 10}` | names other axes than of",
        "`than: {network: none}` | than: none | than: 'none' is not a number",
        "`than: {network: none}` | than: NaN | than: 'NaN' is not a number",
        "`of: {network: layer-norm}` | `of: {seed: 1}` | seed holds seeds",
        "along: offset | along: seed | seed holds seeds, which have no order",
        "along: offset | along: nothing | there is no axis 'nothing'",
        "`within: {network: none}` | `within: {offset: 10}` | offset is the axis of the trend",
        "direction: increasing | direction: up | 'up' is not possible",
        "direction: increasing | direction: increasing\\n    of: 1 | either of: and than:",
        "metric: probe.loss | metric: probe.loss\\n    unit: s | unknown unit; there are",
        "name: small | name: small\\nname: b | line 2: 'name' stands twice",
        "`claims:` | `skip: [{offset: 7}]\\nclaims:` | of [7] not all are among",
        "`claims:` | `skip: [{net: x}]\\nclaims:` | unknown net",
        "`claims:` | `skip: [{}]\\nclaims:` | names no axis",
        "name: small | `name: [` | is not YAML",
        "name: small | `name: &n small` | line 1: the anchor &n is not supported",
        "`values: [0, 10, 100]` | `values: {<<: {a: 1}}` | merging mappings with <<",
      })
  void complaintsAreClear(String before, String after, String message) {
    String yaml =
        SweepTexts.yaml(1)
            .replaceFirst(java.util.regex.Pattern.quote(before), after.replace("\\n", "\n"));
    assertThat(yaml).as("the text was changed").isNotEqualTo(SweepTexts.yaml(1));
    assertThatThrownBy(() -> SweepFile.parse(yaml, "my.yaml"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageStartingWith("my.yaml")
        .hasMessageContaining(message)
        .message()
        .doesNotContain("\n");
  }

  @Test
  void aSweepNeedsNoClaims() {
    String yaml = SweepTexts.yaml(1, 2);
    SweepDefinition sweep = SweepFile.parse(yaml.substring(0, yaml.indexOf("claims:")), "x.yaml");
    assertThat(sweep.claims()).isEmpty();
    assertThat(sweep.axes()).isEqualTo(SweepTexts.small(1, 2).axes());
  }

  @Test
  void anEmptyFileIsNoSweep() {
    assertThatThrownBy(() -> SweepFile.parse("", "e.yaml"))
        .hasMessage("e.yaml is not a YAML mapping (key: value lines)");
  }
}
