package dev.ductile.eval.video;

import dev.ductile.env.files.OutputException;
import dev.ductile.env.files.PendingFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.javacv.FFmpegFrameRecorder;
import org.bytedeco.javacv.Frame;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Records an mp4 video with FFmpeg: H.264 through OpenH264, which every browser plays, or MPEG-4
 * part 2 where a build of FFmpeg lacks it. Pictures are enlarged by whole factors to at least 640
 * columns (an Atari screen becomes 640x420) in yuv420p, with the index in front for streaming.
 */
public final class VideoRecorder implements GameRecorder {
  private static final Logger log = LoggerFactory.getLogger(VideoRecorder.class);
  private static final int MIN_WIDTH = 640;
  private static final int NO_SPACE_LEFT = 28;
  private static final String H264 = "libopenh264";
  private static final String MPEG4 = "mpeg4";
  // Flat colours compress well; this is enough for sharp edges at 640x420.
  private static final double BITS_PER_PIXEL = 0.25;

  private final Thread thread = Thread.currentThread();
  private final PendingFile pending;
  private final PixelScale scale;
  private final FFmpegFrameRecorder encoder;
  private final Frame picture;
  private long frameCount;
  private boolean failed;
  private boolean closed;

  private VideoRecorder(
      PendingFile pending, PixelScale scale, FFmpegFrameRecorder encoder, Frame picture) {
    this.pending = pending;
    this.scale = scale;
    this.encoder = encoder;
    this.picture = picture;
  }

  /**
   * Opens a recorder; see {@link Recorders#open}.
   *
   * @throws OutputException if the folder cannot be written or FFmpeg does not start
   */
  public static VideoRecorder open(
      Path file, int widthPixels, int heightPixels, double framesPerSecond) {
    PixelScale scale = PixelScale.toWidth(widthPixels, heightPixels, MIN_WIDTH);
    PendingFile pending = PendingFile.create(file);
    try {
      avutil.av_log_set_level(avutil.AV_LOG_ERROR);
      // yuv420p halves both sides.
      Frame picture = new Frame(even(scale.width()), even(scale.height()), Frame.DEPTH_UBYTE, 3);
      FFmpegFrameRecorder encoder = encoder(pending.temporaryPath(), picture, framesPerSecond);
      encoder.start();
      return new VideoRecorder(pending, scale, encoder, picture);
    } catch (IOException | LinkageError e) {
      pending.close();
      throw new OutputException(
          "cannot record " + file + ": FFmpeg does not start (" + firstLine(e) + "); try .gif", e);
    }
  }

  private static FFmpegFrameRecorder encoder(Path file, Frame picture, double framesPerSecond) {
    String codec = avcodec.avcodec_find_encoder_by_name(H264) != null ? H264 : MPEG4;
    if (codec.equals(MPEG4)) {
      log.warn("This FFmpeg has no H.264 encoder; the video will not play in browsers");
    }
    FFmpegFrameRecorder encoder =
        new FFmpegFrameRecorder(
            file.toString(), picture.imageWidth, picture.imageHeight, /* audioChannels= */ 0);
    encoder.setFormat("mp4");
    encoder.setVideoCodecName(codec);
    encoder.setPixelFormat(avutil.AV_PIX_FMT_YUV420P);
    encoder.setFrameRate(framesPerSecond);
    encoder.setGopSize((int) Math.ceil(2 * framesPerSecond));
    encoder.setVideoBitrate(
        (int)
            Math.min(
                20_000_000,
                picture.imageWidth * picture.imageHeight * framesPerSecond * BITS_PER_PIXEL));
    encoder.setOption("movflags", "+faststart");
    return encoder;
  }

  @Override
  @SuppressWarnings("try") // the scope is there to be closed
  public void record(byte[] rgb) {
    requireOpen();
    scale.check(rgb);
    enlarge(rgb);
    // Native memory that JavaCPP allocates on the way is freed with the scope.
    try (PointerScope scope = new PointerScope()) {
      encoder.record(picture, avutil.AV_PIX_FMT_RGB24);
    } catch (IOException e) {
      throw failure(e);
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
      encoder.stop();
      encoder.release();
      if (!failed && frameCount > 0) {
        if (!Mp4Boxes.isWhole(pending.temporaryPath())) {
          throw new IOException("the video is not whole; the disk may be full");
        }
        pending.commit();
      }
    } catch (IOException e) {
      throw failure(e);
    } finally {
      pending.close();
      picture.close();
    }
  }

  @Override
  public void discard() {
    failed = true;
    close();
  }

  private void enlarge(byte[] rgb) {
    ByteBuffer target = (ByteBuffer) picture.image[0];
    byte[] row = new byte[picture.imageWidth * 3];
    for (int y = 0; y < picture.imageHeight; y++) {
      // A side of odd length gets its last row or column twice.
      int sourceY = Math.min(y / scale.down(), scale.sourceHeight() - 1);
      for (int x = 0; y % scale.down() == 0 && x < picture.imageWidth; x++) {
        int sourceX = Math.min(x / scale.across(), scale.sourceWidth() - 1);
        System.arraycopy(rgb, (sourceY * scale.sourceWidth() + sourceX) * 3, row, x * 3, 3);
      }
      target.put(y * picture.imageStride, row);
    }
  }

  private OutputException failure(IOException cause) {
    failed = true;
    // FFmpeg passes the system's error numbers on, negated.
    boolean full = String.valueOf(cause.getMessage()).contains("error " + -NO_SPACE_LEFT + " ");
    return OutputException.cannotWrite(
        pending.finalPath(), full ? new IOException("No space left on device", cause) : cause);
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

  private static int even(int length) {
    return length + length % 2;
  }

  private static String firstLine(Throwable e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("unknown reason");
  }
}
