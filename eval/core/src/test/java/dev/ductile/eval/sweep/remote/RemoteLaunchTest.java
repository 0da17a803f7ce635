package dev.ductile.eval.sweep.remote;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ductile.base.code.CodeIdentity;
import dev.ductile.eval.sweep.Sweep;
import dev.ductile.eval.sweep.SweepTexts;
import dev.ductile.eval.sweep.WordsResolver;
import dev.ductile.eval.sweep.definition.Trial;
import dev.ductile.eval.sweep.definition.TrialFork;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RemoteLaunchTest {
  @TempDir private Path scratch;

  @Test
  void whatIsWrittenIsReadOnAnotherMachine() {
    Path file = scratch.resolve("spark/launch.properties");
    RemoteLaunch launch =
        new RemoteLaunch(
            "token",
            List.of("-Dname=ä = b\\c", "-Xmx1g"),
            "/a b/c.jar:/d",
            Map.of("TF_X", "1", "LC_ALL", "C.UTF-8"),
            CodeIdentity.current(),
            "Main");
    launch.write(file);
    assertThat(RemoteLaunch.read(file)).isEqualTo(launch);
  }

  @Test
  void trialsGetTheFlagsThatAreForThem() {
    Sweep sweep =
        new Sweep(SweepTexts.small(1), scratch, CodeIdentity.current(), new WordsResolver());
    RemoteSweep remote = new RemoteSweep(sweep, "Main", "local", 0, Map.of());
    RemoteLaunch launch =
        RemoteLaunch.ofThisProcess("token", remote, flag -> !flag.startsWith("-Xmx"));
    assertThat(launch.flags()).isNotEmpty().noneMatch(flag -> flag.startsWith("-Xmx"));
    assertThat(launch.classPath()).isEqualTo(System.getProperty("java.class.path"));
    assertThat(launch.environment())
        .containsEntry("OMP_WAIT_POLICY", System.getenv("OMP_WAIT_POLICY"))
        .doesNotContainKey("PATH");
    assertThat(launch.code()).isEqualTo(CodeIdentity.current());
  }

  @Test
  void aTrialIsTheSameThere() {
    Trial prefix = new Trial("train", List.of("--seed", "1"), Map.of("seed", "1"));
    Trial tail =
        new Trial(
            "train",
            List.of("--with", "redo", "--seed", "1"),
            new LinkedHashMap<>(Map.of("seed", "1", "with", "ä \"redo\"")),
            "0".repeat(64),
            Optional.of(new TrialFork(prefix, 4_000)));
    for (Trial trial : List.of(prefix, tail)) {
      assertThat(TrialText.read(RemoteTrial.text(trial))).isEqualTo(trial);
    }
  }
}
