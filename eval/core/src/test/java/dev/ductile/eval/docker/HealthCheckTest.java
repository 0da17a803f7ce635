package dev.ductile.eval.docker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code docker/healthcheck.sh} over a process table of the test's own. */
class HealthCheckTest {
  @TempDir private Path scratch;
  private Path proc;
  private Scripts scripts;
  private final Map<String, String> environment = new HashMap<>();

  @BeforeEach
  void layOut() throws IOException {
    scripts = new Scripts(scratch, "#!/bin/sh\n");
    proc = Files.createDirectory(scratch.resolve("proc"));
    environment.put("DUCTILE_PROC", proc.toString());
    environment.put("DUCTILE_HEARTBEAT_MINUTES", "5");
  }

  private void process(int id, String command) throws IOException {
    Path folder = Files.createDirectories(proc.resolve(id + "/fd")).getParent();
    String line = "java\0-cp\0x.jar\0dev.ductile.eval.cli.Main\0" + command.replace(' ', '\0');
    Files.writeString(folder.resolve("cmdline"), line + "\0");
    Files.writeString(folder.resolve("fd/0"), "");
  }

  private void log(int id, Duration age) throws IOException {
    Path file = Files.createDirectories(scratch.resolve("run" + id)).resolve("metrics.jsonl");
    Files.writeString(file, "{}\n");
    Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(age)));
    Files.createSymbolicLink(proc.resolve(id + "/fd/7"), file);
  }

  private void expect(int code, String text) throws Exception {
    Scripts.Result result = scripts.run("healthcheck.sh", environment);
    assertThat(result.out()).contains(text);
    assertThat(result.code()).as(result.out() + result.err()).isEqualTo(code);
  }

  @Test
  void aTrainingThatLogsIsHealthy() throws Exception {
    process(1, "train --game pong");
    log(1, Duration.ofMinutes(4));
    expect(0, "healthy: 1 trainings");
  }

  @Test
  void aTrainingThatHasFallenSilentIsNot() throws Exception {
    process(1, "train");
    log(1, Duration.ofMinutes(7));
    expect(1, "unhealthy: " + scratch.resolve("run1/metrics.jsonl") + " is older than 5 minutes");
  }

  @Test
  void oneSilentTrainingAmongSeveralIsSeen() throws Exception {
    process(1, "train");
    log(1, Duration.ofSeconds(1));
    process(23, "train");
    log(23, Duration.ofHours(1));
    expect(1, "run23/metrics.jsonl");
  }

  @Test
  void aTrainingWithoutALogIsNot() throws Exception {
    process(8, "train --seed 1");
    expect(1, "unhealthy: process 8 trains, but has no metrics.jsonl open");
  }

  @Test
  void otherCommandsHaveNoHeartbeat() throws Exception {
    process(1, "evaluate runs/train");
    process(2, "train --help");
    expect(0, "healthy: 0 trainings");
  }

  @Test
  void aLimitThatIsNoNumberIsRefused() throws Exception {
    environment.put("DUCTILE_HEARTBEAT_MINUTES", "0");
    expect(1, "DUCTILE_HEARTBEAT_MINUTES is '0'");
  }
}
