package dev.ductile.eval.machine;

import java.util.Optional;
import sun.misc.Signal;

/**
 * Ends this process with the one that started it, for processes that nobody would look after:
 * workers of a cluster may be killed, and their trials' processes would go on beside those that are
 * begun in their place.
 */
public final class ParentProcess {
  /** The system property that says with which process to end: its number. */
  public static final String PROPERTY = "ductile.parent";

  private ParentProcess() {}

  /** From now on this process gets SIGTERM, and so stops in good order, once that one has ended. */
  public static void endWithIt() {
    Long pid = Long.getLong(PROPERTY);
    if (pid == null) {
      return;
    }
    Optional<ProcessHandle> parent = ProcessHandle.of(pid);
    if (parent.isEmpty()) {
      stop();
    }
    parent.ifPresent(process -> process.onExit().thenRun(ParentProcess::stop));
  }

  private static void stop() {
    Signal.raise(new Signal("TERM"));
  }
}
