package dev.ductile.eval.cli.process;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.ductile.base.ConfigurationException;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/** What a process of the command line sets once, before anything else runs in it. */
public final class Startup {
  /** Less heap than this ends in the middle of whatever is done. */
  private static final int LEAST_HEAP_MB = 64;

  private Startup() {}

  /**
   * Makes the process independent of where it was started: no locale, UTF-8, a home folder that
   * exists, output that tells when it fails, one line for threads that die.
   */
  public static void prepare() {
    Locale.setDefault(Locale.ROOT); // libraries format names and numbers with it
    StandardStreams.install();
    Thread.setDefaultUncaughtExceptionHandler(Startup::threadDied);
    if (!System.getProperty("user.home", "?").startsWith("/")) {
      // Java's graphics would make a folder called "?" here.
      String home = System.getenv("HOME");
      System.setProperty(
          "user.home",
          home != null && home.startsWith("/") ? home : System.getProperty("java.io.tmpdir"));
    }
  }

  /**
   * Loads on another core the library that reads configurations, which nearly every command needs a
   * moment later. Only classes of others: ours could wait for each other's initialisation.
   */
  public static void warmUp() {
    Thread thread = new Thread(Startup::readSomething, "warm-up");
    thread.setDaemon(true);
    // Whoever needs what could not be loaded says so better.
    thread.setUncaughtExceptionHandler((t, e) -> {});
    thread.start();
  }

  private record Something(int number, String text, List<String> list) {}

  private static void readSomething() {
    try {
      new YAMLMapper().readValue("{number: 1, text: a, list: [b]}", Something.class);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * Refuses names that Java would read wrongly and write to other files.
   *
   * @throws ConfigurationException one line, unless paths are UTF-8 or all plain ASCII
   */
  public static void requireReadableNames(String... args) {
    requireReadableNames(
        System.getProperty("sun.jnu.encoding"), System.getProperty("user.dir"), List.of(args));
  }

  static void requireReadableNames(String encoding, String folder, List<String> args) {
    if (encoding == null || isUtf8(encoding)) {
      return;
    }
    String names = folder + String.join("", args);
    if (!names.chars().allMatch(c -> c < 128)) {
      throw new ConfigurationException(
          String.format(
              Locale.ROOT,
              "a name here has letters that this locale cannot express (Java reads names as %s):"
                  + " start with LC_ALL=C.UTF-8 in the environment, or with ./ductile, which does",
              encoding));
    }
  }

  /**
   * Refuses a heap in which nothing would come to its end.
   *
   * @throws ConfigurationException one line with the limit and what is needed
   */
  public static void requireHeap(long bytes) {
    // The collector keeps a part of what -Xmx says for itself.
    if (bytes < (LEAST_HEAP_MB << 20) * 0.9) {
      throw new ConfigurationException(
          String.format(
              Locale.ROOT,
              "Java's heap may grow to %d MB only, %d are needed: give it more, JAVA_OPTS=-Xmx256m",
              bytes >> 20,
              LEAST_HEAP_MB));
    }
  }

  /** Whether Java reads names of files as everybody else does. */
  public static boolean isUtf8(String encoding) {
    return Charset.isSupported(encoding)
        && Charset.forName(encoding).equals(StandardCharsets.UTF_8);
  }

  /** No thread dies alone: half a process computes nonsense or waits for ever. */
  private static void threadDied(Thread thread, Throwable failure) {
    if (failure instanceof OutOfMemoryError) {
      PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
      Runtime.getRuntime().halt(Failures.report(failure, false, err));
    }
    System.err.println(
        "ductile: thread " + thread.getName() + " ended: " + Failures.oneLine(failure.toString()));
  }
}
