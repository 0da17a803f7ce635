package dev.ductile.base.natives;

import java.util.Optional;

/** What to say when a native library, or a class that needs one, cannot be loaded. */
public final class LinkFailures {
  private LinkFailures() {}

  /**
   * One line for a failure that a native library caused.
   *
   * @param failure what was thrown
   * @return what is wrong, where, and what to do; empty if no library is behind it
   */
  public static Optional<String> explain(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof UnsatisfiedLinkError) {
        String message = firstLine(cause);
        return Optional.of("cannot load a native library: " + message + "; " + remedy(message));
      }
    }
    if (failure instanceof NoClassDefFoundError && isMissing(failure)) {
      return Optional.of(
          "the class path is incomplete ("
              + firstLine(failure)
              + "): a file of it was moved or removed; build again with mvn -DskipTests package");
    }
    return Optional.empty();
  }

  /** A class that was not found, and not one whose start failed. */
  private static boolean isMissing(Throwable failure) {
    return failure.getCause() instanceof ClassNotFoundException;
  }

  private static String firstLine(Throwable failure) {
    return String.valueOf(failure.getMessage()).lines().findFirst().orElse("it gave no reason");
  }

  private static String remedy(String message) {
    if (message.contains("failed to map segment") || message.contains("annot allocate memory")) {
      return "its folder must allow execution (not be mounted noexec), and the limit on address"
          + " space (ulimit -v) must leave room for it; set DUCTILE_HOME or raise the limit";
    }
    if (message.contains("No such file or directory") && message.contains("open shared object")) {
      return "install the system's package that holds it";
    }
    if (message.contains("GLIBC") || message.contains("CXXABI")) {
      return "this system's C library is too old; use the Docker image or a newer system";
    }
    return "libraries are kept in "
        + NativeLibraries.folder()
        + ": remove that folder, or set DUCTILE_HOME to another one on this machine";
  }
}
