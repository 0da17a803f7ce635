package dev.ductile.eval.cli.process;

import dev.ductile.base.ExitCodes;
import dev.ductile.base.Printable;
import dev.ductile.base.natives.LinkFailures;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.Optional;

/** A failure, an error of the virtual machine included, as one line and an exit code. */
public final class Failures {
  /** Heap that suffices for a training, in MB. */
  private static final int ENOUGH_HEAP_MB = 256;

  private Failures() {}

  /** Prints one line, unless nobody reads any more, and returns the exit code. */
  public static int report(Throwable failure, boolean verbose, PrintWriter err) {
    if (failure instanceof StandardStreams.ReaderGoneException) {
      return ExitCodes.FAILED;
    }
    if (isShuttingDown()) {
      return ExitCodes.STOPPED; // a signal came before there was anything to stop in good order
    }
    Throwable told = told(failure);
    err.println("ductile: " + line(told));
    if (verbose) {
      failure.printStackTrace(err);
    }
    err.flush();
    return FailureCodes.of(told);
  }

  /** What happened, in one line. */
  public static String line(Throwable failure) {
    return oneLine(message(told(failure)));
  }

  /** What is worth telling: the first cause whose message was written for the user. */
  private static Throwable told(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (FailureCodes.isExplained(cause) || cause instanceof OutOfMemoryError) {
        return cause;
      }
    }
    return failure;
  }

  private static String message(Throwable failure) {
    if (FailureCodes.isExplained(failure)) {
      return failure.getMessage();
    }
    if (failure instanceof OutOfMemoryError) {
      return outOfMemory(String.valueOf(failure.getMessage()));
    }
    Optional<String> library = LinkFailures.explain(failure);
    return library.orElse("internal error: " + failure + " (run again with --verbose for details)");
  }

  /** Which memory is full, and what to do. */
  static String outOfMemory(String message) {
    if (message.contains("native thread")) {
      return "out of memory: no thread can be started (" + message + "): raise ulimit -u or -v";
    }
    if (message.contains("heap")
        || message.contains("GC overhead")
        || message.contains("array size")) {
      long limit = Runtime.getRuntime().maxMemory() >> 20;
      return String.format(
          Locale.ROOT,
          "out of memory: Java's heap of %d MB is full: %s",
          limit,
          limit < ENOUGH_HEAP_MB
              ? String.format(
                  Locale.ROOT,
                  "give it at least %d MB, JAVA_OPTS=-Xmx%dm",
                  ENOUGH_HEAP_MB,
                  ENOUGH_HEAP_MB)
              : String.format(
                  Locale.ROOT,
                  "raise it, JAVA_OPTS=-Xmx%dm, or choose a smaller replay.capacityTransitions",
                  2 * limit));
    }
    if (message.contains("Metaspace") || message.contains("class space")) {
      return "out of memory: " + message + ": raise -XX:MaxMetaspaceSize in JAVA_OPTS";
    }
    return "out of memory ("
        + message
        + "): choose a smaller replay.capacityTransitions or raise the limit that binds (ulimit -v,"
        + " the container's memory)";
  }

  /** Whether the machine is going down: libraries fail in their own ways then. */
  private static boolean isShuttingDown() {
    Thread hook = new Thread();
    try {
      Runtime.getRuntime().addShutdownHook(hook);
      Runtime.getRuntime().removeShutdownHook(hook);
      return false;
    } catch (IllegalStateException e) {
      return true;
    }
  }

  /** A message without line breaks; null is "failed". */
  public static String oneLine(String message) {
    return message == null
        ? "failed"
        : Printable.of(message.strip().replaceAll("\\s*\\R\\s*", " "));
  }
}
