package dev.ductile.env;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** The folder that keeps what outlives a run: ROMs and extracted native libraries. */
public final class DuctileHome {
  private DuctileHome() {}

  /**
   * The folder: system property {@code ductile.home}, else environment variable {@code
   * DUCTILE_HOME}, else {@code ~/.ductile}. It need not exist.
   *
   * @return the absolute path
   * @throws ConfigurationException if the setting is not a path
   */
  public static Path path() {
    String property = System.getProperty("ductile.home");
    if (property != null && !property.isBlank()) {
      return absolute(property, "system property ductile.home");
    }
    String variable = System.getenv("DUCTILE_HOME");
    if (variable != null && !variable.isBlank()) {
      return absolute(variable, "environment variable DUCTILE_HOME");
    }
    return Path.of(System.getProperty("user.home"), ".ductile").toAbsolutePath();
  }

  private static Path absolute(String value, String origin) {
    try {
      return Path.of(value).toAbsolutePath().normalize();
    } catch (InvalidPathException e) {
      throw new ConfigurationException(origin + " is not a path: '" + value + "'", e);
    }
  }
}
