package dev.ductile.eval.folder;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Starts a main class of the tests in a JVM of its own, with this one's class path. */
public final class ChildJvm {
  private ChildJvm() {}

  /** The command line for {@code mainClass}. */
  public static List<String> command(Class<?> mainClass, List<String> options, String... args) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-cp");
    command.add(
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
    String natives = System.getProperty("org.bytedeco.javacpp.cachedir");
    if (natives != null) {
      command.add("-Dorg.bytedeco.javacpp.cachedir=" + natives);
    }
    // It lives a few seconds: what compiles and collects for hours would only cost.
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
    command.addAll(options);
    command.add(mainClass.getName());
    command.addAll(List.of(args));
    return command;
  }

  /** Starts it with standard error joined to standard output. */
  public static Process start(Class<?> mainClass, List<String> options, String... args)
      throws IOException {
    return new ProcessBuilder(command(mainClass, options, args)).redirectErrorStream(true).start();
  }
}
