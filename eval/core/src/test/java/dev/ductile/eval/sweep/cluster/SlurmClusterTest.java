package dev.ductile.eval.sweep.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The scripts on a real Slurm, where there is one; a stand-in for Ductile keeps it short. */
class SlurmClusterTest {
  private static final String PROGRAM =
      """
      #!/bin/bash
      folder=$(dirname "$0")
      echo "$*" >> "$folder/calls"
      case "$*" in
        *collect) ls "$folder"/done-* | wc -l > "$folder/collected" ;;
        *"--trial 1")
          if [ ! -e "$folder/began" ]; then
            touch "$folder/began"
            trap 'exit 75' TERM
            scancel --batch --signal=TERM "${SLURM_ARRAY_JOB_ID}_$SLURM_ARRAY_TASK_ID" &
            while :; do sleep 0.1; done
          fi
          touch "$folder/done-1" ;;
        *) touch "$folder/done-${!#}" ;;
      esac
      """;

  @TempDir private Path scratch;

  @Test
  @Timeout(value = 400, unit = TimeUnit.SECONDS)
  void aTrialThatIsToldToStopIsRequeuedAndTheResultsComeLast() throws Exception {
    assumeTrue(answers("sinfo"), "no Slurm here: apt install slurm-wlm, and start it");
    Path program = Files.writeString(scratch.resolve("ductile"), PROGRAM);
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
    ClusterSweep sweep =
        new ClusterSweep(
            "real",
            "name: x\n",
            scratch.resolve("out"),
            TrialGroup.of(List.of(new TrialNeeds(1, 64, false), new TrialNeeds(1, 64, false))),
            0,
            GpuShare.ONE,
            10,
            3);
    Path submit = new SlurmScripts(sweep, program, scratch).write();
    Process submitted =
        new ProcessBuilder("bash", submit.toString(), "--time=5", "--mem=64M").inheritIO().start();
    assertThat(submitted.waitFor()).isZero();
    Path collected = scratch.resolve("collected");
    while (!Files.exists(collected) || Files.size(collected) == 0) {
      Thread.sleep(500);
    }
    assertThat(collected).hasContent("2");
    assertThat(Files.readAllLines(scratch.resolve("calls")))
        .filteredOn(call -> call.endsWith("--trial 1"))
        .as("begun, told to stop, put into the queue, begun again")
        .hasSize(2);
    assertThat(Files.readAllLines(scratch.resolve("calls")))
        .filteredOn(call -> call.endsWith("--trial 0"))
        .as("the other task is left alone")
        .hasSize(1);
  }

  private static boolean answers(String program) throws InterruptedException {
    try {
      return new ProcessBuilder(program).start().waitFor() == 0;
    } catch (IOException e) {
      return false;
    }
  }
}
