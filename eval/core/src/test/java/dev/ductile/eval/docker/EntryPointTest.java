package dev.ductile.eval.docker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code docker/entrypoint.sh} with a launcher that writes down how it was called. */
class EntryPointTest {
  // `roms import X` ends with the number in X.code if there is one; `wait` lives until it is told.
  private static final String LAUNCHER =
      """
      #!/usr/bin/env bash
      here=$(dirname "$0")
      printf '%s|' "$@" >>"$here/calls"; echo >>"$here/calls"
      if [ "$1" = roms ] && [ "$2" = import ]; then
        echo "imported"
        [ -f "$here/slow" ] && { touch "$here/importing"; sleep 1; }
        mkdir -p "$DUCTILE_HOME/roms"
        code=$here/$(basename "$3").code
        [ -f "$code" ] && exit "$(cat "$code")"
        exit 0
      fi
      if [ "$1" = wait ]; then
        trap 'echo stopping; exit 75' TERM
        echo "process $$ umask $(umask)"
        while :; do sleep 0.05; done
      fi
      echo "ran $*"
      exit 42
      """;

  @TempDir private Path scratch;
  private Path home;
  private Path roms;
  private Scripts scripts;
  private final Map<String, String> environment = new HashMap<>();

  @BeforeEach
  void layOut() throws IOException {
    scripts = new Scripts(scratch, LAUNCHER);
    home = Files.createDirectory(scratch.resolve("home"));
    roms = scratch.resolve("mounted");
    environment.put("DUCTILE_HOME", home.toString());
    environment.put("DUCTILE_ROMS", roms.toString());
    environment.put("DUCTILE_RUNS", Files.createDirectory(scratch.resolve("runs")).toString());
  }

  private Scripts.Result run(String... arguments) throws Exception {
    return scripts.run("entrypoint.sh", environment, arguments);
  }

  private List<String> calls() throws IOException {
    return Files.readAllLines(scratch.resolve("calls"));
  }

  @Test
  void passesArgumentsAndExitCodeOn() throws Exception {
    Scripts.Result result = run("train", "--game", "two words", "", "*");
    assertThat(result.code()).as(result.err()).isEqualTo(42);
    assertThat(calls()).containsExactly("train|--game|two words||*|");
    assertThat(result.out()).isEqualTo("ran train --game two words  *\n");
    assertThat(result.err()).isEmpty();
  }

  @Test
  void becomesTheLauncherAndSoGetsItsSignals() throws Exception {
    environment.put("DUCTILE_UMASK", "0027");
    Process process = scripts.start("entrypoint.sh", environment, "wait");
    Path out = scratch.resolve("out");
    while (process.isAlive() && !Files.readString(out).contains("umask")) {
      Thread.sleep(10);
    }
    process.destroy(); // SIGTERM
    Scripts.Result result = scripts.await(process);
    assertThat(result.code()).as(result.err()).isEqualTo(75);
    assertThat(result.out()).isEqualTo("process " + process.pid() + " umask 0027\nstopping\n");
  }

  @Test
  void importsLooseFilesAndArchivesOnceAndAgainWhenTheyChange() throws Exception {
    Files.createDirectories(roms.resolve("deeper"));
    Files.writeString(roms.resolve("deeper/pong game.bin"), "a");
    Files.writeString(roms.resolve("ale_py.whl"), "b");
    Files.writeString(roms.resolve("my roms.ZIP"), "c");
    Files.writeString(roms.resolve(".hidden"), "d");
    Scripts.Result result = run("doctor", "--json");
    String importFolder = "roms|import|" + roms + "|";
    String importWheel = "roms|import|" + roms.resolve("ale_py.whl") + "|";
    String importZip = "roms|import|" + roms.resolve("my roms.ZIP") + "|";
    assertThat(calls()).containsExactly(importFolder, importWheel, importZip, "doctor|--json|");
    assertThat(result.out()).as("the command's own output").isEqualTo("ran doctor --json\n");

    assertThat(run("doctor").code()).isEqualTo(42);
    assertThat(calls()).hasSize(5).endsWith("doctor|");

    Files.delete(roms.resolve("my roms.ZIP"));
    run("doctor");
    assertThat(calls().subList(5, 8)).containsExactly(importFolder, importWheel, "doctor|");
  }

  @Test
  void anEmptyFolderOfRomsIsNothing() throws Exception {
    Files.createDirectories(roms);
    Files.writeString(roms.resolve(".gitkeep"), "");
    assertThat(run("doctor").err()).isEmpty();
    assertThat(calls()).containsExactly("doctor|");
  }

  @Test
  void onlyArchivesMakeNoImportOfTheFolder() throws Exception {
    Files.createDirectories(roms);
    Files.writeString(roms.resolve("ale_py.whl"), "b");
    run("doctor");
    assertThat(calls()).containsExactly("roms|import|" + roms + "/ale_py.whl|", "doctor|");
  }

  @Test
  void saysThatThereWasNoRomAndTriesAgainNextTime() throws Exception {
    Files.createDirectories(roms);
    Files.writeString(roms.resolve("notes.txt"), "b");
    Files.writeString(scratch.resolve("mounted.code"), "3");
    Scripts.Result result = run("doctor");
    assertThat(result.code()).isEqualTo(42);
    assertThat(result.err()).contains("ductile: no supported ROM in " + roms);
    run("doctor");
    assertThat(calls()).hasSize(4);
  }

  @Test
  void aDamagedArchiveEndsIt() throws Exception {
    Files.createDirectories(roms);
    Files.writeString(roms.resolve("broken.zip"), "b");
    Files.writeString(scratch.resolve("broken.zip.code"), "2");
    Scripts.Result result = run("doctor");
    assertThat(result.code()).isEqualTo(2);
    assertThat(result.err()).contains("the import of ROMs from " + roms + "/broken.zip failed");
    assertThat(calls()).hasSize(1);
  }

  @Test
  void aSignalDuringTheImportStopsBeforeTheCommand() throws Exception {
    Files.createDirectories(roms);
    Files.writeString(roms.resolve("pong.bin"), "b");
    Files.writeString(scratch.resolve("slow"), "");
    Process process = scripts.start("entrypoint.sh", environment, "train");
    while (process.isAlive() && !Files.exists(scratch.resolve("importing"))) {
      Thread.sleep(10);
    }
    process.destroy();
    Scripts.Result result = scripts.await(process);
    assertThat(result.code()).as(result.err()).isEqualTo(75);
    assertThat(result.err()).contains("ductile: stopped before it began");
    assertThat(calls()).hasSize(1);
  }

  @Test
  void foldersThatCannotBeWrittenGetOneLine() throws Exception {
    environment.put("DUCTILE_RUNS", "/proc/1/task"); // not even root writes there
    Scripts.Result train = run("train");
    assertThat(train.code()).isEqualTo(1);
    assertThat(train.err().lines()).hasSize(1);
    assertThat(train.err()).contains("cannot write /proc/1/task, the folder of runs", "--user");
    assertThat(run("doctor").code()).as("writes no runs").isEqualTo(42);

    environment.put("DUCTILE_HOME", scratch.resolve("missing").toString());
    Scripts.Result homeless = run("doctor");
    assertThat(homeless.code()).isEqualTo(1);
    assertThat(homeless.err()).contains("cannot write " + scratch + "/missing", "DUCTILE_HOME");
    assertThat(run("--help").code()).as("help needs no folder").isEqualTo(42);
  }

  @Test
  void aUmaskThatIsNoneIsRefused() throws Exception {
    environment.put("DUCTILE_UMASK", "rw");
    Scripts.Result result = run("doctor");
    assertThat(result.code()).isEqualTo(2);
    assertThat(result.err())
        .isEqualTo("ductile: DUCTILE_UMASK is 'rw': wanted an octal number such as 0002\n");
  }
}
