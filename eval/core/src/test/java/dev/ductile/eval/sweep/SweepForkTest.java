package dev.ductile.eval.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ductile.base.ConfigurationException;
import dev.ductile.base.code.CodeIdentity;
import dev.ductile.eval.sweep.definition.SweepDefinition;
import dev.ductile.eval.sweep.definition.SweepFile;
import dev.ductile.eval.sweep.definition.Trial;
import dev.ductile.eval.sweep.trial.TrialResult;
import dev.ductile.eval.sweep.trial.TrialState;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sweeps whose trials are tails: each prefix runs once, before them. */
class SweepForkTest {
  private static final String YAML =
      """
      name: forked
      about: a sweep for tests
      size: desk
      differences: everything
      command: train
      arguments: [--frames, "5000", --keep-checkpoints-at, "4000"]
      axes:
        with:
          option: --with
          values: {none: "", l2: l2=1e-4}
        rate:
          set: optimizer.learningRate
          values: [1e-3, 1e-4]
        seed:
          option: --seed
          values: [1, 2]
      fork: {from: {with: none, rate: 1e-3}, at: 2k}
      """;

  @TempDir private Path folder;

  private static List<Trial> trials(String yaml) {
    return Trial.of(SweepFile.parse(yaml, "test"), new WordsResolver());
  }

  @Test
  void aPrefixIsATrialForEachCombinationOfTheOtherAxes() {
    List<Trial> trials = trials(YAML);
    assertThat(trials).hasSize(2 + 8);
    assertThat(trials.get(1).arguments())
        .containsExactly(
            "--set",
            "optimizer.learningRate=1e-3",
            "--seed",
            "2",
            "--frames",
            "2000",
            "--keep-checkpoints-at",
            "2000");
    assertThat(trials.get(1).describe()).isEqualTo("prefix 2000, seed 2");
    assertThat(trials.get(1).fork()).isEmpty();
    for (Trial tail : trials.subList(2, 10)) {
      Trial prefix = tail.fork().orElseThrow().prefix();
      assertThat(trials).contains(prefix);
      assertThat(prefix.labels().get("seed")).isEqualTo(tail.labels().get("seed"));
      assertThat(tail.arguments()).contains("--frames", "5000");
    }
    assertThat(trials.stream().map(Trial::hash)).doesNotHaveDuplicates();
    SweepDefinition sweep = SweepFile.parse(YAML, "test");
    assertThat(sweep.isPoint(trials.get(0))).isFalse();
    assertThat(sweep.isPoint(trials.get(2))).isTrue();
  }

  @Test
  void refusesWhatCannotBeAPrefix() {
    expect("at: 2k", "at: soon", "at: 'soon'");
    expect("with: none, rate", "width: none, rate", "there is no axis width");
    expect("with: none", "with: off", "with has no label 'off'");
    expect("with: none", "with: l2", "none leaves the option out");
    expect("command: train", "command: probe", "only trainings can be forked");
    expect(
        "set: optimizer.learningRate", "set: run.frames", "is the length of tails", "rate: 1e-3");
  }

  private static void expect(String old, String now, String message, String... without) {
    String yaml = YAML.replace(old, now);
    for (String each : without) {
      yaml = yaml.replace(", " + each, "");
    }
    String text = yaml;
    assertThatThrownBy(() -> SweepFile.parse(text, "test"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining(message);
  }

  private Sweep sweep() {
    return new Sweep(
        SweepFile.parse(YAML, "test"),
        folder.resolve("out"),
        CodeIdentity.onClassPath(),
        new WordsResolver());
  }

  private static List<TrialResult> run(Sweep sweep, FakeLauncher launcher, int jobs) {
    return new SweepRunner(
            sweep,
            launcher,
            SweepLimits.jobs(jobs),
            () -> false,
            (result, finished, total, took, left) -> {})
        .run();
  }

  @Test
  void tailsBeginWhenTheirPrefixIsDone() throws IOException {
    FakeLauncher launcher = new FakeLauncher(folder, true);
    Sweep sweep = sweep();
    List<TrialResult> results = run(sweep, launcher, 3);
    assertThat(results).allMatch(result -> result.state() == TrialState.DONE);
    List<String> starts = launcher.starts();
    assertThat(starts).hasSize(10);
    for (int seed = 1; seed <= 2; seed++) {
      String of = "--seed " + seed;
      List<String> own = starts.stream().filter(start -> start.contains(of)).toList();
      assertThat(own.get(0)).contains("--frames 2000").doesNotContain("--fork");
      assertThat(own.subList(1, 5)).allMatch(start -> start.contains("/run@2000"));
    }
    assertThat(run(sweep(), launcher, 3)).allMatch(result -> result.state() == TrialState.DONE);
    assertThat(launcher.starts()).as("nothing is run twice").isEmpty();
  }

  @Test
  void tailsOfAPrefixThatFailedAreNotRun() throws IOException {
    FakeLauncher launcher = new FakeLauncher(folder, true);
    Sweep sweep = sweep();
    launcher.put("fail", sweep.trials().get(0));
    List<TrialResult> results = run(sweep, launcher, 2);
    for (TrialResult result : results) {
      boolean first = "1".equals(result.trial().labels().get("seed"));
      assertThat(result.state()).isEqualTo(first ? TrialState.FAILED : TrialState.DONE);
    }
    assertThat(results.get(2).reason())
        .startsWith("prefix 2000, seed 1 failed: ")
        .contains("fails on purpose");
    assertThat(launcher.starts()).hasSize(1 + 5);
  }

  @Test
  void oneTailByItselfWaitsForItsPrefix() throws Exception {
    FakeLauncher launcher = new FakeLauncher(folder, true);
    SweepDefinition definition = SweepFile.parse(YAML, "test");
    Path out = folder.resolve("out");
    CodeIdentity code = CodeIdentity.onClassPath();
    SingleTrial tail = new SingleTrial(definition, 2, out, code, new WordsResolver());
    TrialResult early = tail.run(launcher, () -> false);
    assertThat(early.state()).isEqualTo(TrialState.STOPPED);
    assertThat(early.reason()).isEqualTo("it waits for prefix 2000, seed 1, which is not done");
    assertThat(launcher.starts()).isEmpty();
    new SingleTrial(definition, 0, out, code, new WordsResolver()).run(launcher, () -> false);
    TrialResult later =
        new SingleTrial(definition, 2, out, code, new WordsResolver()).run(launcher, () -> false);
    assertThat(later.state()).as(later.reason()).isEqualTo(TrialState.DONE);
  }
}
