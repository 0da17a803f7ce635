package dev.ductile.eval.machine;

import dev.ductile.base.code.TrainingClassPath;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * How to start a virtual machine like this one: same Java, same flags, the class path that trains.
 */
public final class ThisJvm {
  private ThisJvm() {}

  /** The words of a command, to which the main class and its arguments are added. */
  public static List<String> command() {
    return command(flags(), TrainingClassPath.text());
  }

  /** The same with other flags and another class path. */
  public static List<String> command(List<String> flags, String classPath) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(flags);
    command.add("-cp");
    command.add(classPath);
    return command;
  }

  /** The flags of this machine that another one may have as well. */
  public static List<String> flags() {
    return ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(flag -> !isAgent(flag))
        .toList();
  }

  /** Debuggers and coverage write to one port or file, which cannot be shared. */
  private static boolean isAgent(String flag) {
    return flag.startsWith("-javaagent") || flag.startsWith("-agent") || flag.startsWith("-Xrun");
  }
}
