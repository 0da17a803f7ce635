package dev.ductile.agent.tensorflow;

import dev.ductile.agent.engine.EngineLibraries;
import dev.ductile.agent.tensorflow.capi.NativeSession;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tensorflow.Graph;
import org.tensorflow.Session;
import org.tensorflow.exceptions.TensorFlowException;
import org.tensorflow.op.Ops;
import org.tensorflow.proto.ConfigProto;

/**
 * What TensorFlow says on standard error with its first session, whatever {@code
 * TF_CPP_MIN_LOG_LEVEL} is: two lines through Abseil's log. Its framework library exports that
 * log's switches, but they do nothing: the lines come from a second, hidden copy of Abseil in
 * libtensorflow_cc. As they come once a process, the first session is a small one of our own, with
 * standard error set aside; all but chatter is passed on. What goes wrong reaches the user through
 * {@link NativeSession#check}.
 *
 * <p>TensorFlow's first session also fixes the number of threads inside one operation for the whole
 * process, so ours has that of the program to come.
 */
final class NativeLog {
  private static final Logger LOG = LoggerFactory.getLogger(NativeLog.class);

  /** Abseil's hint that its log was not set up, and its lines of severity INFO. */
  private static final Pattern CHATTER =
      Pattern.compile("WARNING: All log messages before absl::InitializeLog\\(\\).*|I\\d{4} .*");

  private NativeLog() {}

  /** Done once a process. */
  private static final AtomicBoolean DONE = new AtomicBoolean();

  /**
   * Lets TensorFlow say what it says once, to nobody.
   *
   * @param threads native threads inside one operation, which later sessions cannot change
   */
  static void hush(int threads) {
    if (DONE.compareAndSet(false, true)
        && isQuiet(System.getenv())
        && !CudaLibraries.isGpuBuild()) {
      silently(() -> runNothing(threads));
    }
  }

  /** Whether the user wants no lines of severity INFO; {@code ./ductile} says so by itself. */
  static boolean isQuiet(Map<String, String> environment) {
    return environment.getOrDefault("TF_CPP_MIN_LOG_LEVEL", "0").matches("[1-3]");
  }

  private static void runNothing(int threads) {
    ConfigProto config =
        ConfigProto.newBuilder()
            .setIntraOpParallelismThreads(threads)
            .putDeviceCount("GPU", 0)
            .build();
    try (Graph graph = new Graph();
        Session session = new Session(graph, config)) {
      session.runner().addTarget(Ops.create(graph).constant(0f)).run().close();
    } catch (TensorFlowException e) {
      LOG.debug("the first session failed; the next says why: {}", e.getMessage());
    }
  }

  /** Runs something without TensorFlow's chatter; where that is not possible, with it. */
  static void silently(Runnable work) {
    Path file;
    try {
      file = Files.createTempFile("ductile-tensorflow", ".log");
    } catch (IOException e) {
      LOG.debug("TensorFlow's log stays as it is: {}", e.getMessage());
      work.run();
      return;
    }
    try {
      EngineLibraries.withErrorsIn(file, work);
      Files.readString(file, StandardCharsets.ISO_8859_1)
          .lines()
          .filter(line -> !CHATTER.matcher(line).matches())
          .forEach(System.err::println);
      Files.deleteIfExists(file);
    } catch (IOException e) {
      LOG.debug("left behind: {}", file);
    }
  }
}
