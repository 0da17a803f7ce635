package dev.ductile.eval.progress;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** Finds out whether the standard streams lead to a terminal. */
final class Terminals {
  private static final int STANDARD_OUTPUT = 1;
  private static final int STANDARD_ERROR = 2;

  private Terminals() {}

  static boolean isStandardErrorTerminal() {
    return isTerminal(STANDARD_ERROR);
  }

  static boolean isStandardOutputTerminal() {
    return isTerminal(STANDARD_OUTPUT);
  }

  /** Whether text to standard error may hold characters beyond ASCII. */
  static boolean isUnicode() {
    String encoding =
        System.getProperty(
            "stderr.encoding",
            System.getProperty("sun.stderr.encoding", System.getProperty("native.encoding", "")));
    return encoding.toLowerCase(Locale.ROOT).replace("-", "").equals("utf8");
  }

  // System.console() speaks of standard input and output only, and of neither from Java 22 on.
  private static boolean isTerminal(int fileDescriptor) {
    String term = System.getenv("TERM");
    if (term == null || term.equals("dumb")) {
      return false;
    }
    try {
      String target = Files.readSymbolicLink(Path.of("/proc/self/fd/" + fileDescriptor)).toString();
      return target.matches("/dev/(pts/\\d+|tty\\w*|console)");
    } catch (IOException | UnsupportedOperationException e) {
      return false;
    }
  }
}
