package dev.ductile.eval.progress;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;

/** Finds out whether the standard streams lead to a terminal. */
public final class Terminals {
  private static final int STANDARD_OUTPUT = 1;
  private static final int STANDARD_ERROR = 2;
  private static final int USUAL_COLUMNS = 79;

  private Terminals() {}

  /**
   * Columns of the terminal that standard error leads to; a usual number where it does not tell.
   */
  public static int columns() {
    int found = new ConsoleProgressBarConsumer(System.err).getMaxRenderedLength();
    return found > 0 ? found : USUAL_COLUMNS;
  }

  /** Whether standard error is a terminal that understands ANSI's sequences. */
  public static boolean isStandardErrorTerminal() {
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
