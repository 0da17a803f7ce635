package dev.ductile.agent.engine;

import dev.ductile.base.natives.NativeLibraries;
import dev.ductile.base.natives.StandardError;
import java.nio.file.Path;

/** Unpacks an engine's native libraries, before the engine loads the first of them. */
public final class EngineLibraries {
  private EngineLibraries() {}

  /**
   * Makes sure that libraries lie whole where JavaCPP looks for them; quick from the second time
   * on.
   *
   * @param owner the library's name for messages
   * @param jarPrefixes how the names of its jars begin
   * @throws dev.ductile.base.ConfigurationException one line, if the folder cannot be used
   */
  public static void prepare(String owner, String... jarPrefixes) {
    NativeLibraries.prepareJna();
    NativeLibraries.prepare(owner, jarPrefixes);
  }

  /**
   * Runs something while what libraries write to standard error goes to a file.
   *
   * @param file that exists
   */
  public static void withErrorsIn(Path file, Runnable work) {
    StandardError.into(file, work);
  }
}
