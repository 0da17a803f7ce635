package dev.ductile.eval.video;

import dev.ductile.base.files.OutputException;
import dev.ductile.base.files.PendingFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Records an animated GIF that loops for ever. Colours are exact: an Atari frame has at most 128,
 * and each picture carries its own palette. An Atari screen becomes 640x480; only the rectangle
 * that changed is stored.
 *
 * <p>Viewers slow down pictures that stand for less than 0.02 s, so at most 30 pictures a second
 * are made: 20 of 60 frames. Many games draw objects in every other frame only; a picture is
 * therefore the maximum of the last two frames that it stands for, channel by channel, as agents
 * see them.
 */
public final class GifRecorder extends FileRecorder {
  private static final double MAX_PICTURES_PER_SECOND = 30;

  private final int frameStep;
  private final double centisecondsPerFrame;
  private final GifEncoder encoder;
  private IndexedPicture waiting;
  private long waitingSinceFrame;
  private IndexedPicture shown;

  /** Frames of the picture that is not made yet; the last two of them are kept. */
  private int gathered;

  private byte[] newest;
  private byte[] beforeNewest;

  private GifRecorder(
      PendingFile pending, PixelScale scale, double framesPerSecond, GifEncoder encoder) {
    super(pending, scale);
    this.frameStep = frameStep(framesPerSecond);
    this.centisecondsPerFrame = 100 / framesPerSecond;
    this.encoder = encoder;
    this.newest = new byte[scale.frameBytes()];
    this.beforeNewest = new byte[scale.frameBytes()];
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

  /**
   * Frames of one picture: the least odd number that leaves at most 30 pictures a second. An even
   * one would show the same phase of anything that comes every few frames again and again.
   */
  static int frameStep(double framesPerSecond) {
    int step = 1;
    while (framesPerSecond / step > MAX_PICTURES_PER_SECOND) {
      step += 2;
    }
    return step;
  }

  @Override
  void add(byte[] rgb) throws IOException {
    byte[] reused = beforeNewest;
    beforeNewest = newest;
    newest = reused;
    System.arraycopy(rgb, 0, newest, 0, rgb.length);
    gathered++;
    if (gathered == frameStep) {
      makePicture();
    }
  }

  /** Of the frames that were gathered: it takes the place of the one that waits. */
  private void makePicture() throws IOException {
    IndexedPicture picture = gathered == 1 ? null : IndexedPicture.of(pooled(), scale);
    if (picture == null) {
      // Alone, or together of too many colours.
      picture = IndexedPicture.of(newest, scale);
    }
    if (picture == null) {
      throw refusal("a frame has more than 256 colours; record to .mp4 instead");
    }
    long since = frameCount() - gathered;
    gathered = 0;
    if (waiting == null || !picture.samePixels(waiting)) {
      writeWaiting(since);
      waiting = picture;
      waitingSinceFrame = since;
    }
  }

  /** The maximum of the last two frames; overwrites the one before the newest. */
  private byte[] pooled() {
    for (int i = 0; i < newest.length; i++) {
      beforeNewest[i] = (byte) Math.max(newest[i] & 0xFF, beforeNewest[i] & 0xFF);
    }
    return beforeNewest;
  }

  @Override
  void finish() throws IOException {
    if (!failed() && gathered > 0) {
      makePicture();
    }
    if (!failed()) {
      writeWaiting(frameCount());
    }
    encoder.close();
  }

  /** Writes the picture that was on screen until {@code untilFrame}. */
  private void writeWaiting(long untilFrame) throws IOException {
    if (waiting == null) {
      return;
    }
    // Times are rounded from the start of the recording, so that they do not drift.
    long start = Math.round(waitingSinceFrame * centisecondsPerFrame);
    long end = Math.round(untilFrame * centisecondsPerFrame);
    encoder.write(waiting, shown, scale, (int) Math.max(2, Math.min(0xFFFF, end - start)));
    shown = waiting;
  }
}
