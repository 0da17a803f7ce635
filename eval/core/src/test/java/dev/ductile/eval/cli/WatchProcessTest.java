package dev.ductile.eval.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ductile.base.ExitCodes;
import dev.ductile.eval.folder.ChildJvm;
import dev.ductile.eval.run.TinyTraining;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code watch} and {@code train --watch} as processes: what they serve, and how they end. */
class WatchProcessTest {
  private static final int SECONDS = 120;
  private static final Pattern ADDRESS = Pattern.compile("(?m)^watch (http://127.0.0.1:\\d+/)$");
  private static final Pattern STATE = Pattern.compile("\"state\":\"(\\w+)\"");

  @TempDir private Path scratch;

  private Path log() {
    return scratch.resolve("log");
  }

  private Process start(String... args) throws IOException {
    return new ProcessBuilder(ChildJvm.command(Main.class, List.of("-Xmx512m"), args))
        .redirectErrorStream(true)
        .redirectOutput(log().toFile())
        .start();
  }

  private Process train(String frames) throws IOException {
    List<String> args = new ArrayList<>(List.of("train", "--watch", "--run", run().toString()));
    for (String assignment : TinyTraining.ASSIGNMENTS) {
      args.addAll(List.of("--set", assignment));
    }
    args.addAll(List.of("--set", "run.frames=" + frames));
    return start(args.toArray(String[]::new));
  }

  private Path run() {
    return scratch.resolve("run");
  }

  /** Waits until the log has a line; its first group. */
  private String await(Process process, Pattern line) throws Exception {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
    while (true) {
      Matcher found = line.matcher(Files.readString(log()));
      if (found.find()) {
        return found.group(1);
      }
      assertThat(process.isAlive()).as(Files.readString(log())).isTrue();
      assertThat(System.nanoTime()).as("%s in time", line).isLessThan(end);
      Thread.sleep(50);
    }
  }

  /** The state of the only run, as the page is told. */
  private static String state(String address) throws IOException {
    HttpURLConnection events =
        (HttpURLConnection) URI.create(address + "events").toURL().openConnection();
    events.setReadTimeout(SECONDS * 1000);
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(events.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        Matcher state = STATE.matcher(line);
        if (state.find()) {
          return state.group(1);
        }
      }
    }
    throw new IOException("the stream ended");
  }

  /** Ends it as a terminal that is closed would. */
  private int end(Process process) throws Exception {
    process.destroy();
    assertThat(process.waitFor(SECONDS, TimeUnit.SECONDS)).as("ended in time").isTrue();
    assertThat(Files.readString(log())).doesNotContain("Exception");
    return process.exitValue();
  }

  @Test
  void thePageGoesOnAfterTheRunAndEndsWellWhenTold() throws Exception {
    Process process = train("1600");
    try {
      String address = await(process, ADDRESS);
      await(process, Pattern.compile("(parametersSha256)"));
      String state = state(address);
      for (int i = 0; i < 20 && state.equals("running"); i++) { // what was seen 3 s ago
        Thread.sleep(500);
        state = state(address);
      }
      assertThat(state).isEqualTo("done");
      assertThat(end(process)).isEqualTo(ExitCodes.DONE);
      assertThat(Files.readString(log())).contains("Ctrl-C ends the page", "the page has ended");
    } finally {
      process.destroyForcibly();
    }
  }

  @Test
  void aWatchedRunThatIsStoppedIsResumableAndEndsItsPage() throws Exception {
    Process process = train("4000000");
    try {
      assertThat(state(await(process, ADDRESS))).isEqualTo("running");
      assertThat(end(process)).isEqualTo(ExitCodes.STOPPED);
      assertThat(Files.readString(log())).contains("stopped early").doesNotContain("the page");
    } finally {
      process.destroyForcibly();
    }
  }

  @Test
  void aFolderWithoutRunsIsWatched() throws Exception {
    Process process = start("watch", Files.createDirectory(run()).toString());
    try {
      String address = await(process, ADDRESS);
      HttpURLConnection page = (HttpURLConnection) URI.create(address).toURL().openConnection();
      assertThat(page.getResponseCode()).isEqualTo(200);
      assertThat(end(process)).isEqualTo(ExitCodes.DONE);
    } finally {
      process.destroyForcibly();
    }
  }
}
