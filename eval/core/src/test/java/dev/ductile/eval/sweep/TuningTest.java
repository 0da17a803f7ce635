package dev.ductile.eval.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ductile.base.ConfigurationException;
import dev.ductile.base.code.CodeIdentity;
import dev.ductile.eval.sweep.definition.SweepDefinition;
import dev.ductile.eval.sweep.definition.SweepFile;
import dev.ductile.eval.sweep.definition.Trial;
import dev.ductile.eval.sweep.report.SweepReport;
import dev.ductile.eval.sweep.trial.TrialState;
import dev.ductile.eval.sweep.tuning.SweepStage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sweeps that choose before they report; the trials' summaries are made up. */
class TuningTest {
  private static final String YAML =
      """
      name: tuned
      about: a sweep for tests
      size: desk
      differences: everything
      command: train
      arguments: [--frames, 2k]
      axes:
        game: {option: --game, values: GAMES}
        network: {option: --with, values: {plain: "", norm: layer-norm}}
        seed: {option: --seed, values: [1, 2]}
      tune:
        rate: {set: optimizer.learningRate, values: [1e-4, 1e-3]}
        size: {set: replay.batchSize, values: {default: "", large: 64}}
      tuning: {seeds: [101, 102], metric: score, better: higher}
      claims:
        - claim: normalisation is better
          source: nobody
          metric: score
          better: higher
          of: {network: norm}
          than: {network: plain}
      """;

  @TempDir private Path scratch;
  private final CodeIdentity code = CodeIdentity.current();
  private final WordsResolver resolver = new WordsResolver();

  private static SweepDefinition parse(String games) {
    return SweepFile.parse(YAML.replace("GAMES", games), "tuned.yaml");
  }

  private SweepStage stage(SweepDefinition definition) {
    return SweepStage.of(definition, scratch, code, resolver);
  }

  private Sweep sweep(SweepStage stage) {
    return new Sweep(stage.definition(), stage.out(), code, resolver);
  }

  /** Completes a stage's trials with scores by their labels; null leaves a trial out. */
  private void complete(SweepStage stage, Function<Map<String, String>, String> score)
      throws IOException {
    Sweep sweep = sweep(stage);
    for (Trial trial : sweep.trials()) {
      String value = score.apply(trial.labels());
      if (value != null) {
        Path run = Files.createDirectories(sweep.folder(trial).run());
        Files.writeString(
            run.resolve("summary.json"), "{\"completed\": true, \"score\": " + value + "}");
      }
    }
  }

  private static String key(Map<String, String> labels) {
    return labels.get("network") + " " + labels.get("rate") + " " + labels.get("size");
  }

  private Map<String, String> chosen(SweepDefinition definition) {
    return stage(definition).definition().chosen().orElseThrow().methods().stream()
        .collect(
            java.util.stream.Collectors.toMap(
                method -> method.labels().get("network"),
                method -> String.join(" ", method.chosen().values())));
  }

  @Test
  void theTuningComesFirstAndItsChoiceIsWhatIsReported() throws Exception {
    SweepDefinition definition = parse("[pong]");
    SweepStage tuning = stage(definition);
    assertThat(tuning.isTuning()).isTrue();
    assertThat(tuning.out()).isEqualTo(scratch.resolve("tuning"));
    List<Trial> trials = sweep(tuning).trials();
    assertThat(trials).as("2 methods × 4 candidates × 2 seeds").hasSize(16);
    assertThat(trials).extracting(t -> t.labels().get("seed")).containsOnly("101", "102");
    assertThat(tuning.after()).isEqualTo(4);

    Map<String, String> scores =
        Map.of("plain 1e-3 large", "5", "norm 1e-4 default", "7", "norm 1e-3 large", "6");
    // All but one: nothing is chosen on a part of the budget.
    complete(
        tuning,
        labels ->
            key(labels).equals("plain 1e-4 large") && labels.get("seed").equals("102")
                ? null
                : scores.getOrDefault(key(labels), "1"));
    assertThat(stage(definition).isTuning()).isTrue();
    assertThat(SweepStage.of(definition, scratch, code, resolver, 15)).isPresent();
    assertThat(SweepStage.of(definition, scratch, code, resolver, 16)).as("waits").isEmpty();
    complete(tuning, labels -> scores.getOrDefault(key(labels), "1"));

    SweepStage reported = stage(definition);
    assertThat(reported.isTuning()).isFalse();
    assertThat(reported.before()).isEqualTo(16);
    assertThat(chosen(definition))
        .containsOnly(Map.entry("plain", "1e-3 large"), Map.entry("norm", "1e-4 default"));
    assertThat(sweep(reported).trials())
        .extracting(trial -> String.join(" ", trial.arguments()))
        .containsExactly(
            "--frames 2k --game pong --seed 1 --set optimizer.learningRate=1e-3 --set replay.batchSize=64",
            "--frames 2k --game pong --seed 2 --set optimizer.learningRate=1e-3 --set replay.batchSize=64",
            "--frames 2k --game pong --with layer-norm --seed 1 --set optimizer.learningRate=1e-4",
            "--frames 2k --game pong --with layer-norm --seed 2 --set optimizer.learningRate=1e-4");
    assertThatThrownBy(() -> SweepStage.of(definition, scratch, code, resolver, 20))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("trials 0 to 19, of which those from 16 on are reported");
  }

  @Test
  void thePageSaysWhoWasTunedHowMuch() throws Exception {
    SweepDefinition definition = parse("[pong]");
    complete(
        stage(definition), labels -> key(labels).equals("norm 1e-3 large") ? "\"NaN\"" : "2.5");
    SweepStage reported = stage(definition);
    complete(reported, labels -> "1");
    Sweep sweep = sweep(reported);
    SweepReport.write(sweep, sweep.found());
    assertThat(sweep.found()).allMatch(found -> found.state() == TrialState.DONE);
    assertThat(scratch.resolve("claims.md"))
        .content()
        .contains(
            "## Tuning",
            "4 candidates × 2 seeds (101, 102) × 1 game = 8 trials, each of 2k frames",
            "None of these seeds is reported above",
            "| network plain | **rate 1e-4, size default** | 2.500 | 2.500 | 2.500 | 2.500 |",
            "| network norm | **rate 1e-4, size default** | 2.500 | 2.500 | 2.500 | not finite |");
    var json = new ObjectMapper().readTree(scratch.resolve("claims.json").toFile()).get("tuning");
    assertThat(json.get("trialsForEachMethod").asInt()).isEqualTo(8);
    assertThat(json.at("/methods/1/candidates/3/means/0").asText()).isEqualTo("NaN");
  }

  /** Of equal ones the first; what diverges on one seed is behind whatever has numbers. */
  @Test
  void tiesAndNumbersThatAreNone() throws Exception {
    SweepDefinition definition = parse("[pong]");
    complete(
        stage(definition),
        labels ->
            switch (key(labels)) {
              case "plain 1e-4 default" -> labels.get("seed").equals("101") ? "\"NaN\"" : "99";
              case "norm 1e-4 default", "norm 1e-4 large" -> "null";
              case "norm 1e-3 default", "norm 1e-3 large" -> "\"Infinity\"";
              default -> "3";
            });
    assertThat(chosen(definition))
        .containsOnly(Map.entry("plain", "1e-4 large"), Map.entry("norm", "1e-4 default"));
  }

  /** A game with large returns does not decide for the others. */
  @Test
  void gamesCountAlike() throws Exception {
    SweepDefinition definition = parse("[pong, breakout, boxing]");
    complete(
        stage(definition),
        labels -> {
          boolean first = key(labels).endsWith("1e-4 default");
          boolean second = key(labels).endsWith("1e-3 large");
          boolean large = labels.get("game").equals("breakout");
          return first ? large ? "9000" : "2" : second ? large ? "10" : "3" : "1";
        });
    assertThat(chosen(definition)).containsValue("1e-3 large").doesNotContainValue("1e-4 default");
  }

  @Test
  void unfairTuningIsRefused() {
    Map<String, String> refused =
        Map.of(
            "seeds: [101, 102]|seeds: [101, 2]", "2 stands twice, or is on axis seed",
            "seeds: [101, 102]|seeds: [101, 2.0]", "must not choose",
            "seeds: [101, 102]|seeds: [101, 101]", "101 stands twice",
            "seeds: [101, 102]|seeds: []", "at least one is needed",
            "arguments: [--frames, 2k]|arguments: []", "give --frames among the arguments",
            "option: --with, values: {plain: \"\", norm: layer-norm}|set: run.frames, values: {plain: 1, norm: 2}",
                "axis network sets run.frames: budgets would differ",
            "set: replay.batchSize, values: {default: \"\", large: 64}|option: --with, values: [a]",
                "axis network has that name or sets the same already",
            "set: replay.batchSize, values: {default: \"\", large: 64}|option: --frames, values: [1]",
                "--frames is not tuned",
            "claims:\n|skip: [{game: pong, network: norm}]\nclaims:\n", "unequal budgets",
            "tuning: {seeds: [101, 102], metric: score, better: higher}\n|", "tuning: is missing");
    refused.forEach(
        (change, message) -> {
          String[] parts = change.split("\\|", 2);
          assertThat(YAML).contains(parts[0]);
          String text = YAML.replace("GAMES", "[pong, boxing]").replace(parts[0], parts[1]);
          assertThatThrownBy(() -> SweepFile.parse(text, "t.yaml"))
              .as(change)
              .isInstanceOf(ConfigurationException.class)
              .hasMessageStartingWith("t.yaml: ")
              .hasMessageContaining(message);
        });
    assertThatThrownBy(
            () ->
                SweepFile.parse(
                    YAML.replaceFirst("(?s)tune:.*tuning", "tuning").replace("GAMES", "[pong]"),
                    "t.yaml"))
        .hasMessageContaining("there is no tune:");
  }
}
