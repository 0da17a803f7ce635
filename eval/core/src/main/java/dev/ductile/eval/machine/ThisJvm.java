package dev.ductile.eval.machine;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** How to start a virtual machine like this one: same Java, same flags, same class path. */
public final class ThisJvm {
  private ThisJvm() {}

  /** The words of a command, to which the main class and its arguments are added. */
  public static List<String> command() {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(flag -> !isAgent(flag))
        .forEach(command::add);
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    return command;
  }

  /** Debuggers and coverage write to one port or file, which cannot be shared. */
  private static boolean isAgent(String flag) {
    return flag.startsWith("-javaagent") || flag.startsWith("-agent") || flag.startsWith("-Xrun");
  }
}
