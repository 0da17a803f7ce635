package dev.ductile.agent.tensorflow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ductile.agent.engine.EngineSettings;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class NativeLogTest {
  @Test
  void followsTheVariable() {
    assertThat(NativeLog.isQuiet(Map.of())).isFalse();
    assertThat(NativeLog.isQuiet(Map.of("TF_CPP_MIN_LOG_LEVEL", "3"))).isTrue();
    assertThat(NativeLog.isQuiet(Map.of("TF_CPP_MIN_LOG_LEVEL", "much"))).isFalse();
  }

  /** In a process of its own, whose standard error is read. */
  @Test
  void theFirstProgramSaysNothing() throws IOException, InterruptedException {
    assertThat(said("3")).isEqualTo("kept\n");
    assertThat(said("0")).contains("oneDNN"); // who wants to hear it does
  }

  /**
   * TensorFlow's threads are the only unnamed ones whose number follows the setting: one pool
   * inside operations, one between them.
   */
  @Test
  void theFirstSessionHasTheProgramsThreads() throws IOException, InterruptedException {
    assertThat(unnamedThreads("3", 6) - unnamedThreads("3", 1)).isEqualTo(2 * 5);
  }

  private static int unnamedThreads(String level, int engineThreads)
      throws IOException, InterruptedException {
    return Integer.parseInt(child(level, engineThreads, true).strip());
  }

  private static String said(String level) throws IOException, InterruptedException {
    return child(level, 1, false);
  }

  /**
   * What {@link #main} writes to standard output or to standard error.
   *
   * @param level of TensorFlow's log
   */
  private static String child(String level, int engineThreads, boolean standardOutput)
      throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Dslf4j.internal.verbosity=ERROR",
            "-cp",
            System.getProperty("java.class.path"),
            NativeLogTest.class.getName(),
            Integer.toString(engineThreads));
    builder.environment().put("TF_CPP_MIN_LOG_LEVEL", level);
    if (standardOutput) {
      builder.redirectError(ProcessBuilder.Redirect.DISCARD);
    } else {
      builder.redirectOutput(ProcessBuilder.Redirect.DISCARD);
    }
    Process process = builder.start();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    (standardOutput ? process.getInputStream() : process.getErrorStream()).transferTo(bytes);
    assertThat(process.waitFor()).isZero();
    return bytes.toString(StandardCharsets.UTF_8);
  }

  /**
   * Runs a function; what is said meanwhile that is no chatter is passed on. Prints how many of the
   * process's threads have no name of their own, which TensorFlow's have not.
   */
  public static void main(String... arguments) throws IOException {
    int threads = Integer.parseInt(arguments[0]);
    NativeLog.silently(() -> System.err.print("I0000 chatter\nkept\n"));
    try (var program =
        new TensorFlowEngine()
            .compile(
                graph -> graph.function("one", f -> f.output("y", f.sqrt(f.constant(1f)))),
                new EngineSettings("cpu", threads, false))) {
      program.function("one").run();
      System.out.println(unnamed());
    }
  }

  private static long unnamed() throws IOException {
    try (Stream<Path> tasks = Files.list(Path.of("/proc/self/task"))) {
      return tasks.filter(task -> nameOf(task).equals("java")).count();
    }
  }

  private static String nameOf(Path task) {
    try {
      return Files.readString(task.resolve("comm")).strip();
    } catch (IOException e) {
      return ""; // ended meanwhile
    }
  }
}
