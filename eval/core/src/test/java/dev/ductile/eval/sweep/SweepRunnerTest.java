package dev.ductile.eval.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ductile.base.code.CodeIdentity;
import dev.ductile.eval.sweep.definition.SweepDefinition;
import dev.ductile.eval.sweep.definition.SweepFile;
import dev.ductile.eval.sweep.definition.Trial;
import dev.ductile.eval.sweep.trial.JvmLauncher;
import dev.ductile.eval.sweep.trial.TrialFolder;
import dev.ductile.eval.sweep.trial.TrialMetrics;
import dev.ductile.eval.sweep.trial.TrialResult;
import dev.ductile.eval.sweep.trial.TrialState;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Sweeps whose trials are shell scripts. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class SweepRunnerTest {
  private static final String YAML =
      """
      name: fake
      about: a sweep for tests
      size: desk
      differences: everything
      command: train
      arguments: [--frames, "100"]
      axes:
        seed: {option: --seed, values: SEEDS}
      claims: []
      """;

  private static final CodeIdentity OTHER =
      new CodeIdentity("9", "unknown", "unknown", "0".repeat(64));

  @TempDir private Path scratch;
  private FakeLauncher launcher;
  private final List<String> heard = new ArrayList<>();

  @BeforeEach
  void makeLauncher() throws Exception {
    launcher = new FakeLauncher(scratch, true);
  }

  private Sweep sweep(String seeds) {
    SweepDefinition definition = SweepFile.parse(YAML.replace("SEEDS", seeds), "fake.yaml");
    return new Sweep(
        definition, scratch.resolve("out"), CodeIdentity.current(), new WordsResolver());
  }

  private List<TrialResult> run(Sweep sweep) {
    return new SweepRunner(sweep, launcher, SweepLimits.jobs(2), () -> false, this::hear).run();
  }

  private void hear(TrialResult result, int finished, int total, Duration took, Duration left) {
    heard.add(finished + "/" + total + " " + result.state() + (left.isZero() ? " end" : ""));
  }

  /** What the link points to may be anybody's. */
  @Test
  void aLogThatIsALinkIsNotWrittenThrough() throws Exception {
    Sweep sweep = sweep("[1]");
    Path log = sweep.found().get(0).folder().logFile();
    Path theirs = Files.writeString(scratch.resolve("theirs.txt"), "theirs");
    Files.createDirectories(log.getParent());
    Files.createSymbolicLink(log, theirs);
    TrialResult result = run(sweep).get(0);
    assertThat(result.state()).isEqualTo(TrialState.FAILED);
    assertThat(result.toString()).contains("is a link");
    assertThat(theirs).hasContent("theirs");
  }

  @Test
  void runsEveryTrialOnceAndOnlyNewOnesLater() throws Exception {
    List<TrialResult> results = run(sweep("[1, 2, 3]"));
    assertThat(results).extracting(TrialResult::state).containsOnly(TrialState.DONE);
    assertThat(launcher.starts())
        .containsExactlyInAnyOrder(
            "begin --frames 100 --seed 1",
            "begin --frames 100 --seed 2",
            "begin --frames 100 --seed 3");
    assertThat(heard).containsExactly("1/3 DONE", "2/3 DONE", "3/3 DONE end");
    assertThat(results.get(0).folder().path().resolve("trial.json"))
        .content()
        .contains(
            "\"train\"",
            "\"seed\" : \"1\"",
            "\"codeSha256\" : \"" + CodeIdentity.current().codeSha256());
    assertThat(results.get(0).folder().logFile()).exists();

    assertThat(run(sweep("[1, 2, 3]")))
        .extracting(TrialResult::state)
        .containsOnly(TrialState.DONE);
    assertThat(launcher.starts()).isEmpty();

    run(sweep("[1, 2, 3, 4]"));
    assertThat(launcher.starts()).containsExactly("begin --frames 100 --seed 4");
  }

  @Test
  void aFailureIsReportedTheRestGoesOnAndTheNextTimeItIsResumed() throws Exception {
    Sweep sweep = sweep("[1, 2, 3]");
    launcher.put("fail", sweep.trials().get(1));
    List<TrialResult> results = run(sweep);
    assertThat(results)
        .extracting(TrialResult::state)
        .containsExactly(TrialState.DONE, TrialState.FAILED, TrialState.DONE);
    assertThat(results.get(1).reason())
        .isEqualTo("exit code 4: ductile: this one fails on purpose");
    launcher.starts();
    launcher.remove("fail");
    assertThat(run(sweep)).extracting(TrialResult::state).containsOnly(TrialState.DONE);
    assertThat(launcher.starts()).containsExactly("resume --frames 100 --seed 2");
  }

  @Test
  void whatCannotGoOnBeginsAnewInAnEmptyFolder() throws Exception {
    launcher = new FakeLauncher(scratch, false);
    Sweep sweep = sweep("[1]");
    launcher.put("fail", sweep.trials().get(0));
    run(sweep);
    Path run = sweep.folder(sweep.trials().get(0)).run();
    Files.createDirectories(run.resolve("checkpoints"));
    Files.writeString(run.resolve("checkpoints").resolve("old"), "x");
    launcher.starts();
    launcher.remove("fail");
    run(sweep);
    assertThat(launcher.starts()).containsExactly("begin --frames 100 --seed 1");
    assertThat(run.resolve("checkpoints")).doesNotExist();
  }

  /** Killed before it had a configuration: there is a folder, but nothing to resume. */
  @Test
  void aFolderThatIsNoRunBeginsAnew() throws Exception {
    Sweep sweep = sweep("[1]");
    Path run = sweep.folder(sweep.trials().get(0)).run();
    Files.createDirectories(run);
    Files.writeString(run.resolve("rest"), "x");
    run(sweep);
    assertThat(launcher.starts()).containsExactly("begin --frames 100 --seed 1");
    assertThat(run.resolve("rest")).doesNotExist();
  }

  @Test
  void aTrialThatEndsWithoutASummaryHasFailed() throws Exception {
    launcher.put("lazy");
    TrialResult result = run(sweep("[1]")).get(0);
    assertThat(result.state()).isEqualTo(TrialState.FAILED);
    assertThat(result.reason()).contains("ended without a completed");
  }

  @Test
  void stoppingTellsTheChildrenAndBeginsNothing() throws Exception {
    Sweep sweep = sweep("[1, 2]");
    launcher.put("wait", sweep.trials().get(0));
    List<TrialResult> results =
        new SweepRunner(
                sweep, launcher, SweepLimits.jobs(1), () -> launcher.has("waits"), this::hear)
            .run();
    assertThat(results).extracting(TrialResult::state).containsOnly(TrialState.STOPPED);
    assertThat(launcher.has("told")).as("the child got SIGTERM and was waited for").isTrue();
    assertThat(launcher.starts()).containsExactly("begin --frames 100 --seed 1");
    assertThat(heard).isEmpty();
    launcher.remove("wait");
    assertThat(run(sweep)).extracting(TrialResult::state).containsOnly(TrialState.DONE);
    assertThat(launcher.starts())
        .containsExactlyInAnyOrder("resume --frames 100 --seed 1", "begin --frames 100 --seed 2");
  }

  @Test
  void aBuildWhileTheSweepRunsStopsItFromMixingCode() throws Exception {
    SweepDefinition definition = SweepFile.parse(YAML.replace("SEEDS", "[1]"), "fake.yaml");
    TrialResult result =
        run(new Sweep(definition, scratch.resolve("out"), OTHER, new WordsResolver())).get(0);
    assertThat(result.state()).isEqualTo(TrialState.FAILED);
    assertThat(result.reason()).contains("built anew while the sweep ran");
    assertThat(launcher.starts()).isEmpty();
  }

  @Test
  void trialsOfOtherCodeAreNamedAndMovedAsideNotMixed() throws Exception {
    Sweep sweep = sweep("[1, 2]");
    run(sweep);
    assertThat(new StaleTrials(sweep).all()).isEmpty();
    Sweep rebuilt = new Sweep(sweep.definition(), sweep.out(), OTHER, new WordsResolver());
    StaleTrials older = new StaleTrials(rebuilt);
    assertThat(older.all()).hasSize(2);
    assertThat(older.describe())
        .startsWith("2 of 2 trials in " + sweep.out() + " are stale (2 of other code, ")
        .contains(CodeIdentity.current().describe(), "now: 9, classes 0000000000");
    Path aside = older.moveAside();
    assertThat(sweep("[1, 2]").found())
        .extracting(TrialResult::state)
        .containsOnly(TrialState.MISSING);
    Trial first = sweep.trials().get(0);
    assertThat(aside.resolve(first.folderName()).resolve("run/summary.json")).exists();
    run(sweep);
    new StaleTrials(rebuilt).moveAside();
    assertThat(aside.resolve(first.folderName() + ".2")).exists();
  }

  @Test
  void aTrialThatOtherCodeBeganSaysBoth() throws Exception {
    Sweep sweep = sweep("[1]");
    Trial trial = sweep.trials().get(0);
    TrialFolder folder = sweep.folder(trial);
    launcher.put("fail", trial);
    run(sweep);
    Path description = folder.path().resolve("trial.json");
    String sha = CodeIdentity.current().codeSha256();
    Files.writeString(description, Files.readString(description).replace(sha, OTHER.codeSha256()));
    assertThat(new StaleTrials(sweep).all()).hasSize(1);
    launcher.remove("fail");
    run(sweep);
    assertThat(folder.code())
        .extracting(CodeIdentity::codeSha256)
        .containsExactly(OTHER.codeSha256(), sha);
    assertThat(new StaleTrials(sweep).all()).as("half of it is").hasSize(1);
    Files.delete(description);
    assertThat(new StaleTrials(sweep).describe()).contains("code that was not written down");
  }

  @Test
  void metricsAreFoundInListsToo() throws Exception {
    TrialMetrics metrics = new TrialMetrics(run(sweep("[1]")));
    TrialResult result = metrics.results().get(0);
    assertThat(metrics.value(result, "probe.loss")).hasValue(1);
    assertThat(metrics.value(result, "probe.tasks.0.score")).hasValue(2);
    assertThat(metrics.value(result, "probe.tasks.-1.score")).hasValue(3);
    assertThat(metrics.value(result, "probe.tasks.7.score")).isEmpty();
    assertThat(metrics.value(result, "probe.tasks.x.score")).isEmpty();
    assertThat(metrics.value(result, "completed")).isEmpty();
  }

  @Test
  void childrenAreStartedLikeThisProcess() {
    List<String> words =
        new JvmLauncher("Main")
            .begin(new Trial("train", List.of("--seed", "1"), java.util.Map.of()), Path.of("r"));
    assertThat(words)
        .startsWith(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    assertThat(words).endsWith("Main", "train", "--seed", "1", "--run", "r");
    assertThat(words).contains("-cp", System.getProperty("java.class.path"));
    assertThat(words).noneMatch(word -> word.startsWith("-javaagent"));
    Trial probe = new Trial("probe", List.of(), java.util.Map.of());
    assertThat(new JvmLauncher("Main").goOn(probe, Path.of("r"))).isEmpty();
  }
}
