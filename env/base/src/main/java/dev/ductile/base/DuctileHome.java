package dev.ductile.base;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;

/** The folder that keeps what outlives a run: ROMs and extracted native libraries. */
public final class DuctileHome {
  private DuctileHome() {}

  /**
   * The folder: system property {@code ductile.home}, else environment variable {@code
   * DUCTILE_HOME}, else {@code .ductile} in the user's home folder, which is {@code HOME} as for
   * every shell, else what the system's list of users says. It need not exist.
   *
   * @return the absolute path
   * @throws ConfigurationException if the setting is not a path, or the user has no home folder
   */
  public static Path path() {
    return path(
        System.getProperty("ductile.home"),
        System.getenv("DUCTILE_HOME"),
        System.getenv("HOME"),
        System.getProperty("user.home"));
  }

  static Path path(String property, String variable, String shellHome, String userHome) {
    if (property != null && !property.isBlank()) {
      return absolute(property, "system property ductile.home");
    }
    if (variable != null && !variable.isBlank()) {
      return absolute(variable, "environment variable DUCTILE_HOME");
    }
    for (String home : new String[] {shellHome, userHome}) {
      // Java says "?" for a user without an entry.
      if (home != null && home.startsWith("/")) {
        return absolute(home, "the user's home folder").resolve(".ductile");
      }
    }
    throw new ConfigurationException(
        String.format(
            Locale.ROOT,
            "this user has no home folder (HOME is '%s'): set DUCTILE_HOME to a folder that you can"
                + " write",
            shellHome == null ? "" : shellHome));
  }

  private static Path absolute(String value, String origin) {
    try {
      return Path.of(value).toAbsolutePath().normalize();
    } catch (InvalidPathException e) {
      throw new ConfigurationException(origin + " is not a path: '" + value + "'", e);
    }
  }
}
