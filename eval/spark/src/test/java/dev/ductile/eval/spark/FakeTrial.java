package dev.ductile.eval.spark;

import dev.ductile.base.files.Digests;
import dev.ductile.eval.machine.ParentProcess;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * What a trial's process does, in a moment: it begins a run that can go on, notes every start in
 * {@code run/../starts} and ends in the way that {@code --how} names.
 */
final class FakeTrial {
  private FakeTrial() {}

  /** As {@code train … --run FOLDER} and {@code train --resume FOLDER}. */
  public static void main(String[] args) throws Exception {
    ParentProcess.endWithIt();
    List<String> words = List.of(args);
    boolean resumed = words.contains("--resume");
    Path run = Path.of(words.get(words.indexOf(resumed ? "--resume" : "--run") + 1));
    Path config = run.resolve("config.yaml");
    if (!resumed) {
      Files.createDirectories(run);
      Files.writeString(config, words.get(words.indexOf("--how") + 1));
    }
    Files.writeString(run.resolveSibling("words"), String.join(" ", words));
    note(run, resumed ? "resume" : "begin");
    end(run, Files.readString(config), resumed);
  }

  private static void note(Path run, String how) throws IOException {
    Map<String, String> environment = System.getenv();
    Files.writeString(
        run.resolveSibling("starts"),
        how + " gpu=" + environment.getOrDefault("CUDA_VISIBLE_DEVICES", "none") + "\n",
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND);
  }

  private static void end(Path run, String how, boolean resumed) throws Exception {
    switch (how) {
      case "configuration" -> fail(2);
      case "missing" -> fail(3);
      case "always-75" -> fail(75);
      case "once-75" -> {
        if (!resumed) {
          fail(75);
        }
      }
      case "killed" -> {
        if (!resumed) {
          new ProcessBuilder("kill", "-9", Long.toString(ProcessHandle.current().pid())).start();
          TimeUnit.MINUTES.sleep(1);
        }
      }
      case "wait" -> {
        if (!resumed) {
          awaitSignal(run);
        }
      }
      default -> {}
    }
    String digest = Digests.sha256(how.getBytes(StandardCharsets.UTF_8));
    Files.writeString(
        run.resolve("summary.json"),
        "{\"completed\": true, \"parametersSha256\": \"" + digest + "\"}");
  }

  private static void fail(int code) {
    System.err.println("ductile: this one ends with " + code);
    System.exit(code);
  }

  /** As a training: a signal, and then a last checkpoint that takes a moment. */
  private static void awaitSignal(Path run) throws Exception {
    Runtime.getRuntime().addShutdownHook(new Thread(() -> checkpoint(run)));
    Files.writeString(run.resolveSibling("waits"), Long.toString(ProcessHandle.current().pid()));
    TimeUnit.MINUTES.sleep(2);
  }

  private static void checkpoint(Path run) {
    try {
      TimeUnit.MILLISECONDS.sleep(300);
      Files.writeString(run.resolveSibling("told"), "");
      Runtime.getRuntime().halt(75);
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
