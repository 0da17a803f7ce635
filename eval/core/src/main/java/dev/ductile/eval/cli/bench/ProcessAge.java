package dev.ductile.eval.cli.bench;

import dev.ductile.base.files.OutputException;
import dev.ductile.base.files.ReadFailures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * How long ago this process was started, to a hundredth of a second. The launcher becomes Java in
 * its own process, so that it counts too.
 */
final class ProcessAge {
  private static final Path UPTIME = Path.of("/proc/uptime");
  private static final Path STAT = Path.of("/proc/self/stat");

  /** Linux counts so on x86-64, whatever its own clock is. */
  private static final double TICKS_PER_SECOND = 100;

  /** The start is the 22nd field, the 20th behind the name in parentheses. */
  private static final int START_AFTER_NAME = 19;

  private ProcessAge() {}

  static double seconds() {
    double uptime = Double.parseDouble(read(UPTIME).split(" ")[0]);
    return uptime - startSeconds(read(STAT));
  }

  /** The name may hold anything, blanks and parentheses too. */
  static double startSeconds(String stat) {
    String afterName = stat.substring(stat.lastIndexOf(')') + 1).strip();
    return Long.parseLong(afterName.split(" ")[START_AFTER_NAME]) / TICKS_PER_SECOND;
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new OutputException("cannot read " + file + ": " + ReadFailures.reason(e), e);
    }
  }
}
