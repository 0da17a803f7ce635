package dev.ductile.base.natives;

import com.sun.jna.Function;
import com.sun.jna.NativeLibrary;

/**
 * The process's environment as native libraries see it. {@link System#getenv} keeps what it was
 * when Java started.
 */
public final class NativeEnvironment {
  private static final int KEEP = 0;

  private NativeEnvironment() {}

  /**
   * Gives a variable a value unless it has one. Libraries that read it while they are loaded must
   * not be loaded yet.
   *
   * @return the value that it has now; {@code value} also where the system has no such call
   */
  public static String setDefault(String name, String value) {
    NativeLibrary c = NativeLibrary.getProcess();
    try {
      c.getFunction("setenv").invokeInt(new Object[] {name, value, KEEP});
    } catch (UnsatisfiedLinkError e) {
      return value; // no POSIX
    }
    Function get = c.getFunction("getenv");
    return get.invokeString(new Object[] {name}, false);
  }
}
