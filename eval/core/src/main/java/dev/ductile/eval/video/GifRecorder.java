package dev.ductile.eval.video;

import dev.ductile.env.files.OutputException;
import dev.ductile.env.files.PendingFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Records an animated GIF that loops for ever. Colours are exact: an Atari frame has at most 128,
 * and each picture carries its own palette. Pictures are enlarged by whole factors to at least 320
 * columns (an Atari screen becomes 320x210); only the rectangle that changed is stored.
 *
 * <p>Viewers slow down pictures that stand for less than 0.02 s, so at most 30 pictures a second
 * are kept: 20 of 60. The step is odd, since many games draw objects in every other frame only, and
 * an even step would lose them for good.
 */
public final class GifRecorder implements GameRecorder {
  private static final int MIN_WIDTH = 320;
  private static final double MAX_PICTURES_PER_SECOND = 30;

  private final Thread thread = Thread.currentThread();
  private final PendingFile pending;
  private final PixelScale scale;
  private final int frameStep;
  private final double centisecondsPerFrame;
  private final GifEncoder encoder;
  private IndexedPicture waiting;
  private long waitingSinceFrame;
  private IndexedPicture shown;
  private long frameCount;
  private boolean failed;
  private boolean closed;

  private GifRecorder(
      PendingFile pending, PixelScale scale, double framesPerSecond, GifEncoder encoder) {
    this.pending = pending;
    this.scale = scale;
    this.frameStep = frameStep(framesPerSecond);
    this.centisecondsPerFrame = 100 / framesPerSecond;
    this.encoder = encoder;
  }

  /**
   * Opens a recorder; see {@link Recorders#open}.
   *
   * @throws OutputException if the folder cannot be written
   */
  public static GifRecorder open(
      Path file, int widthPixels, int heightPixels, double framesPerSecond) {
    PixelScale scale = PixelScale.toWidth(widthPixels, heightPixels, MIN_WIDTH);
    PendingFile pending = PendingFile.create(file);
    try {
      // The encoder writes through a file that it does not truncate.
      Files.write(pending.temporaryPath(), new byte[0]);
      return new GifRecorder(
          pending, scale, framesPerSecond, new GifEncoder(pending.temporaryPath()));
    } catch (IOException e) {
      pending.close();
      throw OutputException.cannotWrite(file, e);
    }
  }

  /** The least odd step that leaves at most 30 pictures a second. */
  static int frameStep(double framesPerSecond) {
    int step = 1;
    while (framesPerSecond / step > MAX_PICTURES_PER_SECOND) {
      step += 2;
    }
    return step;
  }

  /**
   * {@inheritDoc}
   *
   * @throws OutputException also if the frame has more than 256 colours
   */
  @Override
  public void record(byte[] rgb) {
    requireOpen();
    scale.check(rgb);
    if (frameCount % frameStep == 0) {
      IndexedPicture picture = IndexedPicture.of(rgb, scale);
      if (picture == null) {
        failed = true;
        throw new OutputException(
            "cannot record "
                + pending.finalPath()
                + ": a frame has more than 256 colours; record to .mp4 instead");
      }
      if (waiting == null || !picture.samePixels(waiting)) {
        writeWaiting(frameCount);
        waiting = picture;
        waitingSinceFrame = frameCount;
      }
    }
    frameCount++;
  }

  @Override
  public long frameCount() {
    return frameCount;
  }

  @Override
  public void close() {
    if (closed) {
      return;
    }
    requireThread();
    closed = true;
    try {
      if (!failed) {
        writeWaiting(frameCount);
      }
      encoder.close();
      if (!failed && frameCount > 0) {
        pending.commit();
      }
    } catch (IOException e) {
      throw failure(e);
    } finally {
      pending.close();
    }
  }

  @Override
  public void discard() {
    failed = true;
    close();
  }

  /** Writes the picture that was on screen until {@code untilFrame}. */
  private void writeWaiting(long untilFrame) {
    if (waiting == null) {
      return;
    }
    // Times are rounded from the start of the recording, so that they do not drift.
    long start = Math.round(waitingSinceFrame * centisecondsPerFrame);
    long end = Math.round(untilFrame * centisecondsPerFrame);
    try {
      encoder.write(waiting, shown, scale, (int) Math.max(2, Math.min(0xFFFF, end - start)));
    } catch (IOException e) {
      throw failure(e);
    }
    shown = waiting;
  }

  private OutputException failure(IOException cause) {
    failed = true;
    return OutputException.cannotWrite(pending.finalPath(), cause);
  }

  private void requireOpen() {
    requireThread();
    if (closed || failed) {
      throw new IllegalStateException("the recording " + pending.finalPath() + " has ended");
    }
  }

  private void requireThread() {
    if (Thread.currentThread() != thread) {
      throw new IllegalStateException(
          "opened in " + thread.getName() + ", used in " + Thread.currentThread().getName());
    }
  }
}
