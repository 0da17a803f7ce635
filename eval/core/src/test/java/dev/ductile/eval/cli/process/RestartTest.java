package dev.ductile.eval.cli.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.ductile.base.ConfigurationException;
import dev.ductile.base.ExitCodes;
import dev.ductile.eval.cli.Main;
import dev.ductile.eval.folder.ChildJvm;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Commands that need a part which is not on the class path. */
class RestartTest {
  private static final int SECONDS = 120;

  @TempDir private Path scratch;

  @Test
  void nothingElseIsAReason() {
    Throwable failure = catchThrowable(() -> Integer.parseInt("x"));
    assertThat(Restart.after(failure, "ductile", name -> null)).isEmpty();
    assertThat(Restart.after(new ConfigurationException("no"), "ductile", name -> null)).isEmpty();
  }

  /** How a child process ended. */
  private record End(long pid, int code, String out) {}

  /** Runs the command line without dl4j and FFmpeg on its class path. */
  private End run(boolean launched, String parts, String... args) throws Exception {
    Path launcher = scratch.resolve("launcher");
    Files.writeString(
        launcher, "#!/bin/sh\necho \"pid $$ parts $DUCTILE_PARTS in $PWD:\" \"$@\"\nexit 42\n");
    assertThat(launcher.toFile().setExecutable(true)).isTrue();
    List<String> options =
        launched ? List.of("-Dductile.launcher=" + launcher) : List.of("-Dnothing=");
    List<String> command = new ArrayList<>(ChildJvm.command(Main.class, options, args));
    int classPath = command.indexOf("-cp") + 1;
    command.set(classPath, withoutParts(command.get(classPath)));
    ProcessBuilder builder =
        new ProcessBuilder(command).directory(scratch.toFile()).redirectErrorStream(true);
    builder.environment().keySet().removeIf(name -> name.startsWith("DUCTILE_"));
    if (parts != null) {
      builder.environment().put(Restart.VARIABLE, parts);
    }
    Process process = builder.start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(SECONDS, TimeUnit.SECONDS)).isTrue();
    return new End(process.pid(), process.exitValue(), out);
  }

  private static String withoutParts(String classPath) {
    return Arrays.stream(classPath.split(File.pathSeparator))
        .filter(entry -> !entry.contains("dl4j") && !entry.matches(".*/ffmpeg-.*linux.*jar"))
        .collect(Collectors.joining(File.pathSeparator));
  }

  @ParameterizedTest
  @CsvSource({
    "train --engine dl4j --run r, , dl4j",
    "probe random-labels --engine dl4j --run r, , dl4j",
    "bench update --engine dl4j, , dl4j",
    "export no-run --out x.zip, , dl4j",
    "play --steps 4 --video \u00e4.mp4, , video",
    "play --steps 4 --video a.mp4, dl4j, 'dl4j,video'"
  })
  void theProcessBecomesTheLauncher(String line, String before, String after) throws Exception {
    End end = run(true, before, line.split(" "));
    assertThat(end.out())
        .isEqualTo("pid %d parts %s in %s: %s\n", end.pid(), after, scratch.toRealPath(), line);
    assertThat(end.code()).isEqualTo(42);
    assertThat(scratch.resolve("r")).doesNotExist();
  }

  @Test
  void withoutALauncherItIsOneLine() throws Exception {
    End end = run(false, null, "train", "--engine", "dl4j", "--run", "r");
    assertThat(end.code()).as(end.out()).isEqualTo(ExitCodes.USAGE);
    assertThat(end.out())
        .contains("the DL4J engine is not here", "DUCTILE_PARTS=dl4j", "ductile-agent-dl4j")
        .hasLineCount(1);
    assertThat(scratch.resolve("r")).doesNotExist();
  }

  @Test
  void aPartThatWasAskedForIsNotAskedForAgain() throws Exception {
    End end = run(true, "dl4j", "train", "--engine", "dl4j", "--run", "r");
    assertThat(end.code()).as(end.out()).isEqualTo(ExitCodes.USAGE);
    assertThat(end.out()).contains("the DL4J engine is not here").hasLineCount(1);
  }

  @Test
  void theDoctorSaysWhatIsNotFetched() throws Exception {
    End end = run(true, null, "doctor");
    assertThat(end.code()).as(end.out()).isZero();
    assertThat(end.out())
        .contains("engine tensorflow")
        .containsPattern("part dl4j +the DL4J engine, not fetched")
        .containsPattern("part video +FFmpeg for videos, not fetched")
        .doesNotContain("engine dl4j");
  }
}
