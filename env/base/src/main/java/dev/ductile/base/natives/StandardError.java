package dev.ductile.base.natives;

import com.sun.jna.Function;
import com.sun.jna.NativeLibrary;
import java.nio.file.Path;

/** The process's standard error, to which native libraries write past Java. */
public final class StandardError {
  private static final int DESCRIPTOR = 2;
  private static final int WRITE_ONLY = 1;

  private StandardError() {}

  /**
   * Runs something while standard error is a file, for every thread of the process. Where that is
   * not possible, it runs all the same, and the file stays as it is.
   *
   * @param file that exists; its path must be ASCII where the process's encoding is not UTF-8
   */
  public static void into(Path file, Runnable work) {
    NativeLibrary c = NativeLibrary.getProcess();
    int to = c.getFunction("open").invokeInt(new Object[] {file.toString(), WRITE_ONLY});
    int kept = c.getFunction("dup").invokeInt(new Object[] {DESCRIPTOR});
    if (to < 0 || kept < 0) {
      close(c, to);
      close(c, kept);
      work.run();
      return;
    }
    become(c, to);
    try {
      work.run();
    } finally {
      become(c, kept);
    }
  }

  private static void become(NativeLibrary c, int descriptor) {
    System.err.flush();
    Function dup2 = c.getFunction("dup2");
    dup2.invokeInt(new Object[] {descriptor, DESCRIPTOR});
    close(c, descriptor);
  }

  private static void close(NativeLibrary c, int descriptor) {
    if (descriptor >= 0) {
      c.getFunction("close").invokeInt(new Object[] {descriptor});
    }
  }
}
