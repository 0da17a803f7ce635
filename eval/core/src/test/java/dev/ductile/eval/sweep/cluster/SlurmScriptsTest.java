package dev.ductile.eval.sweep.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The scripts for Slurm, run with stand-ins for its commands and for Ductile. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class SlurmScriptsTest {
  private static final TrialNeeds CPU = new TrialNeeds(3, 2304, false);
  private static final TrialNeeds GPU = new TrialNeeds(5, 9472, true);

  /** What came out of a process. */
  private record Output(int code, String out, String err) {}

  @TempDir private Path scratch;
  private Path programs;
  private Path out;

  @BeforeEach
  void makePrograms() throws IOException {
    programs = Files.createDirectories(scratch.resolve("programs"));
    out = scratch.resolve("it's 100% mine");
    program("sbatch", "echo \"$*\" >> ../batches; echo $(($(wc -l < ../batches) + 100))");
    program(
        "scontrol",
        "if [ \"$1\" = show ]; then echo 'MaxArraySize            = 4'; else echo \"$*\" >> ../asked; fi");
  }

  private void program(String name, String text) throws IOException {
    Path file = programs.resolve(name);
    Files.writeString(file, "#!/bin/bash\ncd \"$(dirname \"$0\")\"\n" + text + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private Path write(List<TrialNeeds> needs, int atATime, GpuShare share) {
    ClusterSweep sweep =
        new ClusterSweep(
            "two.kinds", "name: x\n", out, TrialGroup.of(needs), atATime, share, 120, 3);
    return new SlurmScripts(sweep, programs.resolve("ductile"), scratch.resolve("a folder"))
        .write();
  }

  private Output run(Map<String, String> environment, Path script, String... words)
      throws Exception {
    Process process = start(environment, script, words);
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    return output(process);
  }

  private Process start(Map<String, String> environment, Path script, String... words)
      throws IOException {
    List<String> command = new ArrayList<>(List.of("bash", script.toString()));
    command.addAll(List.of(words));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().merge("PATH", programs.toString(), (path, ours) -> ours + ":" + path);
    builder.environment().keySet().removeIf(name -> name.startsWith("SLURM_"));
    builder.environment().putAll(environment);
    return builder.start();
  }

  private static Output output(Process process) throws Exception {
    String printed = text(process.getInputStream().readAllBytes());
    String complaints = text(process.getErrorStream().readAllBytes());
    return new Output(process.waitFor(), printed, complaints);
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private Output task(int task, int restarts) throws Exception {
    return run(environment(task, restarts), out.resolve("slurm/trials.sbatch"), "4");
  }

  private static Map<String, String> environment(int task, int restarts) {
    return Map.of(
        "SLURM_ARRAY_TASK_ID",
        Integer.toString(task),
        "SLURM_JOB_ID",
        "77",
        "SLURM_ARRAY_JOB_ID",
        "77",
        "SLURM_RESTART_COUNT",
        Integer.toString(restarts));
  }

  @Test
  void everyGroupIsAnArrayWithWhatItAsksFor() throws Exception {
    write(List.of(CPU, GPU, CPU), 0, GpuShare.parse("0.25"));
    Path folder = out.resolve("slurm");
    assertThat(folder.resolve("sweep.yaml")).hasContent("name: x\n");
    assertThat(folder.resolve("trials-1.txt")).hasContent("0\n2\n");
    assertThat(folder.resolve("trials-2.txt")).hasContent("1\n");
    assertThat(Files.readAllLines(folder.resolve("trials-1.sbatch")))
        .startsWith("#!/usr/bin/env bash")
        .contains(
            "#SBATCH --job-name=two.kinds",
            "#SBATCH --cpus-per-task=3",
            "#SBATCH --mem=2304M",
            "#SBATCH --requeue",
            "#SBATCH --open-mode=append",
            "#SBATCH --signal=B:TERM@120")
        .noneMatch(line -> line.contains("gres"));
    assertThat(Files.readAllLines(folder.resolve("trials-2.sbatch")))
        .contains("#SBATCH --cpus-per-task=5", "#SBATCH --mem=9472M", "#SBATCH --gres=mps:25");
    write(List.of(GPU), 0, new GpuShare(200));
    assertThat(folder.resolve("trials.sbatch")).content().contains("#SBATCH --gres=gpu:2\n");
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        assertThat(file).content().doesNotContainPattern("@[A-Z0-9]+@");
      }
    }
  }

  @Test
  void longListsAreCutAndChainedWhereTheyAreBounded() throws Exception {
    Path submit = write(Collections.nCopies(9, CPU), 2, GpuShare.ONE);
    Output submitted = run(Map.of(), submit, "--partition=long", "--time=1:00:00");
    assertThat(submitted.code()).as(submitted.err()).isZero();
    String folder = out + "/slurm/";
    String where =
        "--parsable --chdir="
            + scratch.resolve("a folder")
            + " --output="
            + folder.replace("%", "%%");
    String ours = "--partition=long --time=1:00:00 " + folder;
    assertThat(Files.readAllLines(scratch.resolve("batches")))
        .containsExactly(
            where + "logs/%A_%a.txt --array=0-3%2 " + ours + "trials.sbatch 0",
            where
                + "logs/%A_%a.txt --array=0-3%2 --dependency=afterany:101 "
                + ours
                + "trials.sbatch 4",
            where
                + "logs/%A_%a.txt --array=0-0%2 --dependency=afterany:102 "
                + ours
                + "trials.sbatch 8",
            where
                + "logs/collect.txt --dependency=afterany:101:102:103 "
                + ours
                + "collect.sbatch");
    assertThat(submitted.out()).contains("job 103", "results: job 104");
    Files.delete(scratch.resolve("batches"));
    run(Map.of(), write(List.of(CPU, GPU, CPU), 0, GpuShare.ONE));
    assertThat(Files.readAllLines(scratch.resolve("batches"))).hasSize(3);
    assertThat(scratch.resolve("batches"))
        .content()
        .contains("--array=0-1 ", "--array=0-0 ", "--dependency=afterany:101:102 ");
  }

  @Test
  void aTaskRunsItsLineOfTheListAndPassesTheExitCodeOn() throws Exception {
    write(Collections.nCopies(9, CPU), 0, GpuShare.ONE);
    for (int code : new int[] {0, 1, 2, 3}) {
      program("ductile", "echo \"$*\"; exit " + code);
      Output output = task(2, 0);
      assertThat(output.code()).isEqualTo(code);
      assertThat(output.out())
          .isEqualTo("sweep " + out + "/slurm/sweep.yaml --out " + out + " --trial 6\n");
    }
    assertThat(task(5, 0).code()).as("behind the list's end").isEqualTo(2);
    assertThat(scratch.resolve("asked")).doesNotExist();
  }

  @Test
  void aTrialThatStoppedIsPutIntoTheQueueAgainButNotForEver() throws Exception {
    write(Collections.nCopies(9, CPU), 0, GpuShare.ONE);
    for (int code : new int[] {75, 143}) {
      program("ductile", "exit " + code);
      assertThat(task(0, 2).code()).isEqualTo(75);
      assertThat(scratch.resolve("asked")).hasContent("requeue 77_0");
      Files.delete(scratch.resolve("asked"));
    }
    Output last = task(0, 3);
    assertThat(last.code()).isEqualTo(75);
    assertThat(last.err()).contains("trial 4 was started again 3 times and is not done");
    assertThat(scratch.resolve("asked")).doesNotExist();
  }

  /** Slurm signals the shell; the trial is told, waited for, and what it says counts. */
  @Test
  void aSignalReachesTheTrial() throws Exception {
    write(Collections.nCopies(9, CPU), 0, GpuShare.ONE);
    program(
        "ductile",
        "trap 'echo told; sleep 0.5; exit 75' TERM; touch ../waits; while :; do sleep 0.05; done");
    Process process = start(environment(0, 0), out.resolve("slurm/trials.sbatch"), "0");
    while (!Files.exists(scratch.resolve("waits"))) {
      assertThat(process.isAlive()).isTrue();
      Thread.sleep(20);
    }
    process.toHandle().destroy(); // SIGTERM, and the streams stay open
    Output output = output(process);
    assertThat(output.out()).isEqualTo("told\n");
    assertThat(output.code()).as(output.err()).isEqualTo(75);
    assertThat(scratch.resolve("asked")).hasContent("requeue 77_0");
  }

  @Test
  void anotherFileIsRefused() throws Exception {
    write(List.of(CPU), 0, GpuShare.ONE);
    program("ductile", "exit 0");
    Path file = out.resolve("slurm/sweep.yaml");
    Files.writeString(file, "name: y\n");
    Output output = run(environment(0, 0), out.resolve("slurm/trials.sbatch"));
    assertThat(output.code()).isEqualTo(2);
    assertThat(output.err()).hasLineCount(1).contains("sweep.yaml is not the file");
  }

  @Test
  void shellcheckFindsNothing() throws Exception {
    assumeTrue(isThere("shellcheck"), "no shellcheck here: apt install shellcheck");
    write(List.of(CPU, GPU), 2, GpuShare.ONE);
    try (Stream<Path> files = Files.list(out.resolve("slurm"))) {
      for (Path script : files.filter(f -> f.toString().matches(".*\\.(sh|sbatch)")).toList()) {
        Process process = new ProcessBuilder("shellcheck", script.toString()).start();
        Output output = output(process);
        assertThat(output.code()).as(output.out()).isZero();
      }
    }
  }

  private static boolean isThere(String program) throws Exception {
    return new ProcessBuilder("sh", "-c", "command -v " + program).start().waitFor() == 0;
  }
}
