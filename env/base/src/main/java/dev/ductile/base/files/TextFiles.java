package dev.ductile.base.files;

import dev.ductile.base.ConfigurationException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads text that a user gave. */
public final class TextFiles {
  /** Spreadsheets put it before the first name of a CSV file. */
  private static final String BYTE_ORDER_MARK = "\uFEFF";

  private TextFiles() {}

  /**
   * Reads a file as UTF-8, without a byte order mark.
   *
   * @param file the file
   * @param what what it is for the user, for the message, such as {@code --config}
   * @return its text
   * @throws ConfigurationException if it is not there, no file, not to be read, or no UTF-8
   */
  public static String read(Path file, String what) {
    try {
      String text = Files.readString(file);
      return text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
    } catch (IOException e) {
      throw new ConfigurationException(
          what + " " + file + " cannot be read: " + reason(file, e), e);
    }
  }

  private static String reason(Path file, IOException e) {
    if (!Files.exists(file)) {
      return "there is no such file";
    }
    if (Files.isDirectory(file)) {
      return "it is a folder; give a file";
    }
    if (e instanceof CharacterCodingException) {
      return "it is not UTF-8 text; save it as UTF-8 or give another file";
    }
    if (e instanceof AccessDeniedException) {
      return "permission denied; change its permissions or give another file";
    }
    return String.valueOf(e.getMessage());
  }
}
