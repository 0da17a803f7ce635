package dev.ductile.eval.folder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.ductile.base.files.AtomicFiles;
import dev.ductile.base.files.OutputException;
import dev.ductile.eval.log.MetricsLog;
import dev.ductile.eval.log.TensorBoardWriter;
import dev.ductile.eval.video.Recorders;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every writer on a disk that really is full: a tiny tmpfs in a mount namespace of its own. */
class FullDiskTest {
  @TempDir Path folder;

  @Test
  void everyWriterFailsInOneLineAndLeavesNoHalfFile() throws Exception {
    String mount = "mount -t tmpfs -o size=256k none " + folder;
    assumeTrue(
        run(List.of("unshare", "-rm", "sh", "-c", mount)).startsWith("0:"),
        "skipped: this machine does not allow a mount namespace (unshare -rm)");
    List<String> command = new ArrayList<>(List.of("unshare", "-rm", "sh", "-c"));
    command.add(mount + " && exec \"$@\"");
    command.add("sh");
    command.addAll(
        ChildJvm.command(Writers.class, List.of("-Djava.awt.headless=true"), folder.toString()));
    String output = run(command);

    assertThat(output).startsWith("0:");
    String full = "the disk is full; free some space or write to another disk";
    for (String name : List.of("atomic.bin", "metrics.jsonl", "video.gif", "video.mp4")) {
      assertThat(output)
          .contains("FAILED cannot write " + folder.resolve(name) + ": " + full + "\n");
    }
    assertThat(output).contains("FAILED cannot write " + folder.resolve("run") + ": " + full);
    assertThat(output).containsPattern("FAILED cannot write \\S*events.out.tfevents\\S*: " + full);
    assertThat(output).contains("whole lines true").doesNotContain("DONE");
    assertThat(output).doesNotContain("FILE atomic.bin").doesNotContain("FILE video");
    assertThat(output).doesNotContain(".tmp");
  }

  private static String run(List<String> command) throws IOException, InterruptedException {
    Process process;
    try {
      process = new ProcessBuilder(command).redirectErrorStream(true).start();
    } catch (IOException e) {
      return "127:" + e.getMessage();
    }
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return process.waitFor() + ":" + output;
  }

  /** Fills the disk with each writer in turn and says what happened. */
  static final class Writers {
    private Writers() {}

    public static void main(String[] args) throws IOException {
      Path folder = Path.of(args[0]);
      attempt(() -> AtomicFiles.write(folder.resolve("atomic.bin"), new byte[1 << 20]));
      attempt(() -> record(folder.resolve("video.gif")));
      attempt(() -> record(folder.resolve("video.mp4")));
      TensorBoardWriter events = TensorBoardWriter.create(folder);
      Path metrics = folder.resolve("metrics.jsonl");
      attempt(() -> fill(metrics));
      String text = Files.readString(metrics);
      System.out.println("whole lines " + (text.endsWith("}\n") && text.startsWith("{")));
      attempt(
          () -> {
            // More than what is left of the last page.
            for (int i = 0; i < 100; i++) {
              events.text("note", i, "x".repeat(4096));
            }
          });
      attempt(() -> RunFolder.create(folder.resolve("run")));
      try (Stream<Path> files = Files.list(folder)) {
        files.forEach(f -> System.out.println("FILE " + f.getFileName()));
      }
    }

    private static void fill(Path file) {
      try (MetricsLog log = MetricsLog.create(file)) {
        for (int i = 0; i < 100_000; i++) {
          log.write(new LinkedHashMap<>(Map.of("step", i)));
        }
      }
    }

    private static void record(Path file) {
      java.util.Random noise = new java.util.Random(1);
      try (var recorder = Recorders.open(file, 160, 210, 60)) {
        byte[] frame = new byte[160 * 210 * 3];
        for (int i = 0; i < 300; i++) {
          for (int p = 0; p < frame.length; p++) {
            frame[p] = (byte) (noise.nextInt(5) * 50);
          }
          recorder.record(frame);
        }
      }
    }

    private static void attempt(Runnable writer) {
      try {
        writer.run();
        System.out.println("DONE without failing");
      } catch (OutputException e) {
        System.out.println("FAILED " + e.getMessage());
      }
    }
  }
}
