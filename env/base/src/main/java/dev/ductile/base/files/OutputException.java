package dev.ductile.base.files;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.Locale;

/**
 * An output could not be produced. The message is one line meant for the user: what was being
 * written, where, why it failed, and what to do.
 */
public final class OutputException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** An error with a complete one-line message. */
  public OutputException(String message) {
    super(message);
  }

  /** An error with a complete one-line message and its cause. */
  public OutputException(String message, Throwable cause) {
    super(message, cause);
  }

  /**
   * The error for a file or folder that could not be written, with the reason and the remedy worked
   * out from the cause.
   *
   * @param file what was being written
   * @param cause why it failed
   */
  public static OutputException cannotWrite(Path file, IOException cause) {
    return new OutputException(
        "cannot write " + file.toAbsolutePath() + ": " + reasonAndRemedy(cause), cause);
  }

  private static String reasonAndRemedy(IOException cause) {
    String text = String.valueOf(cause.getMessage());
    String lower = text.toLowerCase(Locale.ROOT);
    if (lower.contains("no space left")) {
      return "the disk is full; free some space or write to another disk";
    }
    if (lower.contains("quota exceeded")) {
      return "the disk quota is used up; free some space or write to another disk";
    }
    if (lower.contains("read-only file system")) {
      return "the file system is read-only; choose another folder";
    }
    if (cause instanceof AccessDeniedException || lower.contains("permission denied")) {
      return "permission denied; change its permissions or choose another folder";
    }
    // A folder below a regular file shows as one of these three, depending on the call.
    if (cause instanceof NotDirectoryException
        || cause instanceof FileAlreadyExistsException
        || lower.contains("not a directory")) {
      return "a part of the path is a file, not a folder; choose another folder";
    }
    if (lower.contains("is a directory")) {
      return "a folder of that name is in the way; remove it or choose another name";
    }
    if (cause instanceof NoSuchFileException) {
      return "its folder does not exist; create the folder or choose another one";
    }
    String reason =
        cause instanceof FileSystemException fileSystem && fileSystem.getReason() != null
            ? fileSystem.getReason()
            : text;
    return reason.replaceAll("\\s+", " ").strip() + "; check the disk and the path";
  }
}
