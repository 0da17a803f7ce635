package dev.ductile.base.files;

import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/** Why a file of our own could not be read: Java's message is often just the path. */
public final class ReadFailures {
  private ReadFailures() {}

  /**
   * The reason in words, for the end of a line that names the file.
   *
   * @param cause an IOException, also inside an unchecked one
   */
  public static String reason(Exception cause) {
    if (cause instanceof UncheckedIOException e) {
      return reason(e.getCause());
    }
    if (cause instanceof NoSuchFileException) {
      return "it is not there";
    }
    if (cause instanceof AccessDeniedException) {
      return "permission denied";
    }
    if (cause instanceof NotDirectoryException) {
      return "it is not a folder";
    }
    if (cause instanceof CharacterCodingException) {
      return "it is not UTF-8 text";
    }
    if (cause instanceof FileSystemException e && e.getReason() != null) {
      return e.getReason();
    }
    return String.valueOf(cause.getMessage());
  }
}
