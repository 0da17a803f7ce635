package dev.ductile.eval.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ductile.base.code.CodeIdentity;
import dev.ductile.eval.sweep.definition.SweepFile;
import dev.ductile.eval.sweep.definition.Trial;
import dev.ductile.eval.sweep.definition.TrialDemand;
import dev.ductile.eval.sweep.trial.TrialCause;
import dev.ductile.eval.sweep.trial.TrialFolder;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What follows when a trial's process ends early. Trials are shell scripts. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class SweepRetryTest {
  private static final String YAML =
      """
      name: fake
      about: a sweep for tests
      size: desk
      differences: everything
      command: train
      arguments: [--frames, "100"]
      axes:
        seed: {option: --seed, values: [1, 2, 3]}
      claims: []
      """;

  @TempDir private Path scratch;
  private FakeLauncher launcher;
  private Sweep sweep;
  private final List<String> heard = new ArrayList<>();

  private final class Listener implements SweepListener {
    @Override
    public void onTrial(TrialResult result, int finished, int total, Duration took, Duration left) {
      heard.add(result.state().text());
    }

    @Override
    public void onRetry(TrialResult result, int retry, int retries) {
      heard.add("retry " + retry + " of " + retries + " after " + result.cause().get().text());
    }
  }

  @BeforeEach
  void makeSweep() throws Exception {
    launcher = new FakeLauncher(scratch, true);
    sweep =
        new Sweep(
            SweepFile.parse(YAML, "fake.yaml"),
            scratch.resolve("out"),
            CodeIdentity.current(),
            new WordsResolver());
  }

  private List<TrialResult> run(SweepLimits limits) {
    return new SweepRunner(sweep, launcher, limits, () -> false, new Listener()).run();
  }

  @Test
  void aCrashIsResumedAndTheFolderRemembersBothProcesses() throws Exception {
    launcher.put("crash", sweep.trials().get(1));
    List<TrialResult> results = run(SweepLimits.jobs(1).retrying(1));
    assertThat(results).extracting(TrialResult::state).containsOnly(TrialState.DONE);
    assertThat(heard).containsExactly("done", "retry 1 of 1 after crash", "done", "done");
    assertThat(launcher.starts()).contains("resume --frames 100 --seed 2").hasSize(4);
    assertThat(results.get(1).folder().attempts().count()).isEqualTo(2);
    assertThat(results.get(1).folder().path().resolve("attempts.jsonl"))
        .content()
        .contains("\"exit\":137", "\"cause\":\"crash\"", "\"cause\":\"none\"");
  }

  @Test
  void withoutRetriesACrashIsAFailureWithItsCause() throws Exception {
    launcher.put("crash", sweep.trials().get(0));
    TrialResult result = run(SweepLimits.jobs(1)).get(0);
    assertThat(result.state()).isEqualTo(TrialState.FAILED);
    assertThat(result.cause()).contains(TrialCause.CRASH);
    assertThat(result.exitCode()).isEqualTo(137);
    assertThat(sweep.found().get(0).state()).as("as --status says it").isEqualTo(TrialState.FAILED);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "2 | ductile: unknown option | CONFIGURATION | 1",
        "3 | ductile: no ROM of breakout | MISSING_DATA | 1",
        "1 | ductile: the loss became NaN at update 7 (frame 28); the run was stopped | NON_FINITE_LOSS | 1",
        "1 | ductile: out of memory: Java's heap of 64 MB is full | MEMORY | 3",
        "1 | ductile: the disk is full | ERROR | 3",
        "75 | stopping | STOPPED | 3",
      })
  void causesDecideWhetherThereIsAnother(int code, String words, TrialCause cause, int starts)
      throws Exception {
    Files.writeString(scratch.resolve("say"), words + "\n");
    Files.writeString(scratch.resolve("code"), Integer.toString(code));
    List<TrialResult> results = run(SweepLimits.jobs(3).retrying(2));
    assertThat(results).extracting(r -> r.cause().orElseThrow()).containsOnly(cause);
    assertThat(launcher.starts()).hasSize(3 * starts);
  }

  @Test
  void aTrialWhoseRunAnotherProcessHasIsWaitedForAndNotAFailure() throws Exception {
    Trial trial = sweep.trials().get(0);
    TrialFolder folder = sweep.folder(trial);
    Files.createDirectories(folder.path());
    // Outlives its sweep: it was started by nobody who waits for it, and ends the trial.
    String script = "sleep 2; mkdir -p \"$0\"; echo '{\"completed\": true}' > \"$0/summary.json\"";
    Process orphan = new ProcessBuilder("/bin/sh", "-c", script, folder.run().toString()).start();
    String started = orphan.toHandle().info().startInstant().orElseThrow().toString();
    String host = java.net.InetAddress.getLocalHost().getHostName();
    Files.writeString(
        folder.path().resolve("attempts.jsonl"),
        String.format(
            "{\"event\":\"start\",\"host\":\"%s\",\"pid\":%d,\"pidStarted\":\"%s\"}%n",
            host, orphan.pid(), started));
    assertThat(sweep.found().get(0).state()).isEqualTo(TrialState.RUNNING);
    List<TrialResult> results = run(SweepLimits.jobs(3));
    assertThat(results).extracting(TrialResult::state).containsOnly(TrialState.DONE);
    assertThat(launcher.starts()).as("trial 1 was not run beside its orphan").hasSize(2);
    assertThat(orphan.isAlive()).isFalse();
  }

  @Test
  void anotherProcessOfTheSameNumberIsNoOrphan() throws Exception {
    TrialFolder folder = sweep.folder(sweep.trials().get(0));
    Files.createDirectories(folder.path());
    Files.writeString(
        folder.path().resolve("attempts.jsonl"),
        String.format(
            "{\"event\":\"start\",\"host\":\"%s\",\"pid\":%d,\"pidStarted\":\"2001-01-01T00:00:00Z\"}%n",
            java.net.InetAddress.getLocalHost().getHostName(), ProcessHandle.current().pid()));
    assertThat(sweep.found().get(0).state()).isEqualTo(TrialState.MISSING);
    assertThat(run(SweepLimits.jobs(1)).get(0).state()).isEqualTo(TrialState.DONE);
  }

  @Test
  void trialsThatDoNotFitTogetherWaitForEachOther() throws Exception {
    launcher.put("slow");
    long start = System.nanoTime();
    // WordsResolver says 1 GB each.
    List<TrialResult> results = run(new SweepLimits(3, 0, (1L << 30) + 1, List.of()));
    assertThat(results).extracting(TrialResult::state).containsOnly(TrialState.DONE);
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofSeconds(3));
  }

  @Test
  void budgetsCountCoresAndMemory() {
    SweepBudget budget = new SweepBudget(9, new TrialDemand(3L << 30, 2, "cpu"), 8, 10L << 30);
    assertThat(budget.jobs()).isEqualTo(3);
    assertThat(budget.fits(3)).isTrue();
    assertThat(budget.fits(4)).isFalse();
    assertThat(budget.describe(4))
        .isEqualTo(
            "4 at a time, each of at most 3,072 MB and 2 threads; 10,240 MB and 8 cores are free:"
                + " not all of them fit together, so some wait until others have ended");
    assertThat(new SweepBudget(9, new TrialDemand(1, 4, "cpu"), 2, 1 << 30).jobs()).isEqualTo(1);
    SweepBudget found = SweepBudget.of(sweep, 2, 8L << 30);
    assertThat(found.trials()).isEqualTo(3);
    assertThat(found.jobs()).isEqualTo(2);
  }

  @Test
  void trialsOnGpusAreSpreadOverTheCards() throws Exception {
    Sweep onGpu =
        new Sweep(
            sweep.definition(),
            sweep.out(),
            CodeIdentity.current(),
            new WordsResolver() {
              @Override
              public TrialDemand demand(Trial trial) {
                return new TrialDemand(1, 1, "gpu");
              }
            });
    launcher.put("slow");
    SweepLimits limits = new SweepLimits(3, 0, Long.MAX_VALUE, List.of("4", "7", "4"));
    new SweepRunner(onGpu, launcher, limits, () -> false, new Listener()).run();
    assertThat(Files.readAllLines(scratch.resolve("gpus")))
        .containsExactlyInAnyOrder("4", "4", "7");
  }
}
