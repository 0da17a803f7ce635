package dev.ductile.eval.cli.process;

import dev.ductile.base.files.OutputException;
import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * Standard output that tells when it cannot be written. Java's own swallows errors: a full disk
 * would end with exit code 0, and a command whose reader has left would go on for nobody.
 */
public final class StandardStreams {
  private static final int BUFFER_BYTES = 8192;

  private StandardStreams() {}

  /** The reader of standard output is gone, which is no failure worth a word. */
  static final class ReaderGoneException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ReaderGoneException(IOException cause) {
      super("nobody reads standard output any more", cause);
    }
  }

  /** From now on both streams are UTF-8, and standard output throws what goes wrong. */
  static void install() {
    System.setOut(checked(new FileOutputStream(FileDescriptor.out)));
    System.setErr(
        new PrintStream(
            new BufferedOutputStream(new FileOutputStream(FileDescriptor.err), 256),
            true,
            StandardCharsets.UTF_8));
  }

  /** A stream that throws {@link OutputException} or {@link ReaderGoneException}. */
  static PrintStream checked(OutputStream target) {
    return new PrintStream(
        new BufferedOutputStream(new Checked(target), BUFFER_BYTES), true, StandardCharsets.UTF_8);
  }

  /** Turns exceptions that a {@link PrintStream} would swallow into ones that it lets through. */
  private static final class Checked extends OutputStream {
    private final OutputStream target;

    /** What could not be written is told once; the rest has nowhere to go. */
    private boolean failed;

    Checked(OutputStream target) {
      this.target = target;
    }

    @Override
    public void write(int b) {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
      if (failed) {
        return;
      }
      try {
        target.write(bytes, offset, length);
      } catch (IOException e) {
        throw explained(e);
      }
    }

    @Override
    public void flush() {
      if (failed) {
        return;
      }
      try {
        target.flush();
      } catch (IOException e) {
        throw explained(e);
      }
    }

    private RuntimeException explained(IOException e) {
      failed = true;
      String message = String.valueOf(e.getMessage());
      if (message.contains("Broken pipe")) {
        return new ReaderGoneException(e);
      }
      return new OutputException("cannot write to standard output: " + message, e);
    }
  }
}
