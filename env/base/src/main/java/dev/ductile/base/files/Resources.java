package dev.ductile.base.files;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Reads texts that lie beside classes. */
public final class Resources {
  private Resources() {}

  /**
   * The whole text of a resource, as UTF-8.
   *
   * @param owner a class in whose package it is
   * @param name relative to this package, or from the root with a slash first
   * @throws IllegalStateException if there is none
   */
  public static String text(Class<?> owner, String name) {
    try (InputStream in = owner.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("no resource " + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
