package dev.ductile.eval.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ductile.base.ConfigurationException;
import dev.ductile.base.code.CodeIdentity;
import dev.ductile.eval.folder.RunLock;
import dev.ductile.eval.sweep.definition.SweepFile;
import dev.ductile.eval.sweep.trial.TrialResult;
import dev.ductile.eval.sweep.trial.TrialState;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Trials that are run by themselves, and gathered. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class SingleTrialTest {
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
      """;

  @TempDir private Path scratch;
  private FakeLauncher launcher;
  private Sweep sweep;

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

  private TrialResult run(int index) throws InterruptedException {
    return single(index).run(launcher, () -> false);
  }

  private SingleTrial single(int index) {
    return new SingleTrial(
        sweep.definition(), index, sweep.out(), CodeIdentity.current(), new WordsResolver());
  }

  private SweepCollection collection() {
    return new SweepCollection(sweep, false);
  }

  @Test
  void itsPlaceInTheFileChoosesATrialWhichRunsOnce() throws Exception {
    assertThat(run(1).state()).isEqualTo(TrialState.DONE);
    assertThat(launcher.starts()).containsExactly("begin --frames 100 --seed 2");
    assertThat(run(1).state()).isEqualTo(TrialState.DONE);
    assertThat(launcher.starts()).isEmpty();
    for (int outside : new int[] {-1, 3}) {
      assertThatThrownBy(() -> single(outside))
          .isInstanceOf(ConfigurationException.class)
          .hasMessage("--trial " + outside + ": sweep fake has the trials 0 to 2");
    }
  }

  @Test
  void aTrialThatAnotherProcessRunsIsLeftAlone() throws Exception {
    SingleTrial single = single(0);
    Path folder = Files.createDirectories(single.found().folder().path());
    try (RunLock lock = RunLock.take(folder)) {
      TrialResult result = run(0);
      assertThat(result.state()).isEqualTo(TrialState.STOPPED);
      assertThat(result.reason()).isEqualTo("another process is running it");
      assertThat(lock.isHeld()).isTrue();
    }
    assertThat(launcher.starts()).isEmpty();
    assertThat(run(0).state()).isEqualTo(TrialState.DONE);
  }

  @Test
  void stoppingTellsTheTrialAndTheNextCallGoesOn() throws Exception {
    SingleTrial single = single(2);
    launcher.put("wait", single.trial());
    TrialResult stopped = single.run(launcher, () -> launcher.has("waits"));
    assertThat(stopped.state()).isEqualTo(TrialState.STOPPED);
    assertThat(stopped.exitCode()).isEqualTo(75);
    assertThat(launcher.has("told")).isTrue();
    launcher.remove("wait");
    launcher.starts();
    assertThat(run(2).state()).isEqualTo(TrialState.DONE);
    assertThat(launcher.starts()).containsExactly("resume --frames 100 --seed 3");
  }

  @Test
  void collectingKnowsDoneFailedStartedAndMissing() throws Exception {
    launcher.put("fail", sweep.trials().get(0));
    TrialResult failed = run(0);
    assertThat(failed.exitCode()).isEqualTo(4);
    run(1);
    SweepCollection found = collection();
    assertThat(found.results())
        .extracting(TrialResult::state)
        .containsExactly(TrialState.FAILED, TrialState.DONE, TrialState.MISSING);
    assertThat(found.results().get(0).reason()).isEqualTo(failed.reason());
    assertThat(found.describe())
        .isEqualTo("3 trials: 1 done, 0 running, 0 resumable, 1 failed, 0 stale, 1 missing");
    assertThat(found.missing()).isEqualTo(1);

    launcher.put("wait", sweep.trials().get(0));
    launcher.remove("fail");
    single(0).run(launcher, () -> launcher.has("waits"));
    assertThat(collection().describe())
        .isEqualTo("3 trials: 1 done, 0 running, 1 resumable, 0 failed, 0 stale, 1 missing");
  }
}
