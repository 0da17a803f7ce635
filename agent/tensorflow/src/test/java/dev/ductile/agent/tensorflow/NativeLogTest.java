package dev.ductile.agent.tensorflow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ductile.agent.engine.EngineSettings;
import dev.ductile.agent.engine.Program;
import dev.ductile.agent.engine.Shape;
import dev.ductile.agent.engine.Variable;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class NativeLogTest {
  /** Makes a session and runs a function, as every training does. */
  public static final class SmallSession {
    /** Runs it. */
    public static void main(String[] args) {
      EngineSettings settings = new EngineSettings("cpu", 1, false);
      try (Program program =
          new TensorFlowEngine()
              .compile(
                  graph -> {
                    Variable a = graph.variable("a", Shape.of(1));
                    graph.function("plus", f -> f.assign(a, f.shift(f.read(a), 1f)));
                  },
                  settings)) {
        program.function("plus").run();
        System.err.println("after it");
      }
    }
  }

  @Test
  void onlyTheKnownLinesAreLeftOut() {
    String text =
        """
        WARNING: All log messages before absl::InitializeLog() is called are written to STDERR
        E0000 00:00:1.1  9 some.cc:1] something is wrong
        I0000 00:00:1.2  9 mlir.cc:401] MLIR V1 optimization pass is not enabled
        """;
    assertThat(NativeLog.withoutChatter(text))
        .isEqualTo("E0000 00:00:1.1  9 some.cc:1] something is wrong\n");
    assertThat(NativeLog.withoutChatter("")).isEmpty();
  }

  @Test
  void aSessionSaysNothingUnlessAskedTo() throws Exception {
    assertThat(errorsOfASession("3")).doesNotContain("absl", "MLIR").contains("after it");
    assertThat(errorsOfASession("0")).contains("MLIR V1");
  }

  private static String errorsOfASession(String level) throws Exception {
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
            SmallSession.class.getName());
    builder.environment().put("TF_CPP_MIN_LOG_LEVEL", level);
    Process process = builder.redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
    return said;
  }
}
