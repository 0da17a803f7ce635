package dev.ductile.eval.video;

import dev.ductile.base.files.OutputException;

/**
 * Records frames into a file that gets its name only when it is complete. Work is done in the
 * calling thread, and all calls must come from the thread that opened the recorder.
 */
public interface GameRecorder extends AutoCloseable {
  /**
   * Adds one frame. The array may be reused afterwards.
   *
   * @param rgb height x width x 3 bytes: red, green, blue of each pixel, row by row
   * @throws OutputException if it cannot be written; nothing is published then
   */
  void record(byte[] rgb);

  /** Number of frames given to {@link #record}. */
  long frameCount();

  /**
   * Finishes the file and gives it its name. After a failure, after {@link #discard}, and where no
   * frame was recorded, no file is made. Does nothing the second time.
   *
   * @throws OutputException if it cannot be finished
   */
  @Override
  void close();

  /** Gives up the recording; no file is made. */
  void discard();
}
