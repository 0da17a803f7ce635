package dev.ductile.agent.tensorflow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ductile.agent.engine.EngineSettings;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
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

  private static String said(String level) throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            NativeLogTest.class.getName());
    builder.environment().put("TF_CPP_MIN_LOG_LEVEL", level);
    builder.redirectOutput(ProcessBuilder.Redirect.DISCARD);
    Process process = builder.start();
    ByteArrayOutputStream error = new ByteArrayOutputStream();
    process.getErrorStream().transferTo(error);
    assertThat(process.waitFor()).isZero();
    return error.toString(StandardCharsets.UTF_8);
  }

  /** Runs a function; what is said meanwhile that is no chatter is passed on. */
  public static void main(String... arguments) {
    NativeLog.silently(() -> System.err.print("I0000 chatter\nkept\n"));
    try (var program =
        new TensorFlowEngine()
            .compile(
                graph -> graph.function("one", f -> f.output("y", f.sqrt(f.constant(1f)))),
                new EngineSettings("cpu", 1, false))) {
      program.function("one").run();
    }
  }
}
