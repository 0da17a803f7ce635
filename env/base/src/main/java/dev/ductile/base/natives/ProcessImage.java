package dev.ductile.base.natives;

import com.sun.jna.NativeLibrary;

/** What runs in this process. */
public final class ProcessImage {
  private ProcessImage() {}

  /**
   * Has another program take this process over, with its number, folder, files and environment, as
   * a shell's {@code exec} does. Nothing of this program runs any more, so that what is buffered
   * must have been written. Returns only if that is not possible.
   *
   * @param variable of the environment that gets another value
   * @param value what it gets
   * @param command the program's path and its arguments, ASCII where the process's encoding is not
   *     UTF-8
   */
  public static void become(String variable, String value, String... command) {
    NativeLibraries.prepareJna();
    NativeLibrary c = NativeLibrary.getProcess();
    c.getFunction("setenv").invokeInt(new Object[] {variable, value, 1});
    c.getFunction("execv").invokeInt(new Object[] {command[0], command});
  }
}
