package dev.ductile.agent.tensorflow;

import com.sun.jna.NativeLibrary;
import dev.ductile.agent.engine.EngineSettings;
import dev.ductile.agent.engine.Shape;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps two lines off standard error that TensorFlow writes once in a process, whatever {@code
 * TF_CPP_MIN_LOG_LEVEL} says: that an optimisation pass for TPUs is not enabled, and what its
 * logger thinks of that. They are provoked early, by a session that adds nothing up, while standard
 * error leads into memory; every other line that came in the meantime is written afterwards.
 *
 * <p>The logger that writes them lies hidden in the library: there is no function and no variable
 * of the environment that reaches it.
 */
final class NativeLog {
  private static final Logger LOG = LoggerFactory.getLogger(NativeLog.class);
  private static final String VARIABLE = "TF_CPP_MIN_LOG_LEVEL";
  private static final int STANDARD_ERROR = 2;

  /** What is left out: parts of whole lines. */
  private static final List<String> CHATTER =
      List.of(
          "All log messages before absl::InitializeLog() is called are written to STDERR",
          "MLIR V1 optimization pass is not enabled");

  private static boolean done;

  private NativeLog() {}

  /**
   * To be called before the first session. Does something once, and only where the user's
   * environment asks TensorFlow to be quiet, as the launcher does; with {@code
   * TF_CPP_MIN_LOG_LEVEL=0} everything is shown. A build for GPUs is left alone: it has more to say
   * when it starts, and some of it matters.
   *
   * @param settings of the program that comes next: TensorFlow's first session decides for the
   *     whole process how many threads compute, and with that how sums are rounded
   */
  static synchronized void quieten(EngineSettings settings) {
    String level = System.getenv(VARIABLE);
    if (done || level == null || level.equals("0") || CudaLibraries.isGpuBuild()) {
      return;
    }
    done = true;
    try {
      String said = Redirection.during(() -> smallSession(settings));
      System.err.print(withoutChatter(said));
    } catch (IOException | LinkageError e) {
      // Only two lines too many.
      LOG.debug("standard error cannot be led elsewhere: {}", e.getMessage());
    }
  }

  /** The text without the lines that mean nothing. */
  static String withoutChatter(String text) {
    return text.lines()
        .filter(line -> CHATTER.stream().noneMatch(line::contains))
        .map(line -> line + "\n")
        .collect(Collectors.joining());
  }

  private static void smallSession(EngineSettings settings) {
    DeviceChoice cpu = DeviceChoice.of("cpu", List::of, () -> "");
    try (TfGraphBuilder graph = new TfGraphBuilder(true)) {
      graph.function("nothing", f -> f.output("zero", f.constant(new float[1], Shape.of(1))));
      try (TfProgram program = new TfProgram(graph, TensorFlowEngine.config(settings, cpu), cpu)) {
        program.function("nothing").run();
      }
    }
  }

  /** Standard error of the whole process, native code's too, led into memory for a moment. */
  private static final class Redirection {
    private final NativeLibrary libc = NativeLibrary.getInstance("c");

    static String during(Runnable work) throws IOException {
      return new Redirection().run(work);
    }

    private String run(Runnable work) throws IOException {
      int memory = call("memfd_create", "standard error", 0);
      int real = call("dup", STANDARD_ERROR);
      if (memory < 0 || real < 0) {
        throw new IOException("no memory file");
      }
      try {
        System.err.flush();
        call("dup2", memory, STANDARD_ERROR);
        try {
          work.run();
        } finally {
          System.err.flush();
          call("dup2", real, STANDARD_ERROR);
        }
        byte[] said = Files.readAllBytes(Path.of("/proc/self/fd", Integer.toString(memory)));
        return new String(said, StandardCharsets.UTF_8);
      } finally {
        call("close", real);
        call("close", memory);
      }
    }

    private int call(String function, Object... arguments) {
      return libc.getFunction(function).invokeInt(arguments);
    }
  }
}
