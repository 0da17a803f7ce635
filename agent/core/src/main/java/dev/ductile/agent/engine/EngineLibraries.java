package dev.ductile.agent.engine;

import dev.ductile.env.natives.NativeLibraries;

/** Unpacks an engine's native libraries, before the engine loads the first of them. */
public final class EngineLibraries {
  private EngineLibraries() {}

  /**
   * Makes sure that libraries lie whole where JavaCPP looks for them; quick from the second time
   * on.
   *
   * @param owner the library's name for messages
   * @param jarPrefixes how the names of its jars begin
   * @throws dev.ductile.env.ConfigurationException one line, if the folder cannot be used
   */
  public static void prepare(String owner, String... jarPrefixes) {
    NativeLibraries.prepareJna();
    NativeLibraries.prepare(owner, jarPrefixes);
  }
}
