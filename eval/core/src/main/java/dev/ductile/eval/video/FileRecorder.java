package dev.ductile.eval.video;

import dev.ductile.base.files.OutputException;
import dev.ductile.base.files.PendingFile;
import java.io.IOException;

/** What recorders of all formats share: who may call, what is counted, when a file is published. */
abstract class FileRecorder implements GameRecorder {
  /** Pictures are enlarged to at least so many columns. */
  static final int MIN_WIDTH = 640;

  final PixelScale scale;
  private final Thread thread = Thread.currentThread();
  private final PendingFile pending;
  private long frameCount;
  private boolean failed;
  private boolean closed;

  FileRecorder(PendingFile pending, PixelScale scale) {
    this.pending = pending;
    this.scale = scale;
  }

  /** Takes a frame of the right size. */
  abstract void add(byte[] rgb) throws IOException;

  /** Ends the encoder's work. */
  abstract void finish() throws IOException;

  /** Before a file with frames is published. */
  void deliver() throws IOException {}

  /** Frees what is held, however the recording ended. */
  void release() {}

  /** What is told of a failure. */
  IOException reason(IOException cause) {
    return cause;
  }

  @Override
  public final void record(byte[] rgb) {
    requireThread();
    if (closed || failed) {
      throw new IllegalStateException("the recording " + pending.finalPath() + " has ended");
    }
    scale.check(rgb);
    frameCount++;
    try {
      add(rgb);
    } catch (IOException e) {
      throw failure(e);
    }
  }

  @Override
  public final long frameCount() {
    return frameCount;
  }

  @Override
  public final void close() {
    if (closed) {
      return;
    }
    requireThread();
    closed = true;
    try {
      finish();
      if (!failed && frameCount > 0) {
        deliver();
        pending.commit();
      }
    } catch (IOException e) {
      throw failure(e);
    } finally {
      release();
      pending.close();
    }
  }

  @Override
  public final void discard() {
    failed = true;
    close();
  }

  final boolean failed() {
    return failed;
  }

  /** A frame that the format cannot hold ends the recording. */
  final OutputException refusal(String why) {
    failed = true;
    return new OutputException("cannot record " + pending.finalPath() + ": " + why);
  }

  private OutputException failure(IOException cause) {
    failed = true;
    return OutputException.cannotWrite(pending.finalPath(), reason(cause));
  }

  private void requireThread() {
    if (Thread.currentThread() != thread) {
      throw new IllegalStateException(
          "opened in " + thread.getName() + ", used in " + Thread.currentThread().getName());
    }
  }
}
