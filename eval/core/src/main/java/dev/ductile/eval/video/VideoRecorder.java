package dev.ductile.eval.video;

import dev.ductile.base.files.OutputException;
import dev.ductile.base.files.PendingFile;
import dev.ductile.base.natives.NativeLibraries;
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
 * part 2 where a build of FFmpeg lacks it. Pictures are enlarged to at least 640 columns (an Atari
 * screen becomes 640x480) in yuv420p, with the index in front for streaming.
 */
public final class VideoRecorder extends FileRecorder {
  private static final Logger log = LoggerFactory.getLogger(VideoRecorder.class);
  private static final int NO_SPACE_LEFT = 28;
  private static final String H264 = "libopenh264";
  private static final String MPEG4 = "mpeg4";
  // Flat colours compress well; this is enough for sharp edges at 640x480.
  private static final double BITS_PER_PIXEL = 0.25;

  private final EncoderFile encoderFile;
  private final FFmpegFrameRecorder encoder;
  private final Frame picture;

  private VideoRecorder(
      PendingFile pending,
      EncoderFile encoderFile,
      PixelScale scale,
      FFmpegFrameRecorder encoder,
      Frame picture) {
    super(pending, scale);
    this.encoderFile = encoderFile;
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
    NativeLibraries.prepare("FFmpeg", "ffmpeg-");
    PendingFile pending = PendingFile.create(file);
    EncoderFile encoderFile = null;
    try {
      encoderFile = EncoderFile.of(pending);
      avutil.av_log_set_level(avutil.AV_LOG_ERROR);
      // yuv420p halves both sides.
      Frame picture = new Frame(even(scale.width()), even(scale.height()), Frame.DEPTH_UBYTE, 3);
      FFmpegFrameRecorder encoder = encoder(encoderFile.path(), picture, framesPerSecond);
      encoder.start();
      return new VideoRecorder(pending, encoderFile, scale, encoder, picture);
    } catch (IOException | LinkageError e) {
      if (encoderFile != null) {
        encoderFile.close();
      }
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
  void add(byte[] rgb) throws IOException {
    enlarge(rgb);
    // Native memory that JavaCPP allocates on the way is freed with the scope.
    try (PointerScope scope = new PointerScope()) {
      encoder.record(picture, avutil.AV_PIX_FMT_RGB24);
    }
  }

  @Override
  void finish() throws IOException {
    encoder.stop();
    encoder.release();
  }

  @Override
  void deliver() throws IOException {
    if (!Mp4Boxes.isWhole(encoderFile.path())) {
      throw new IOException("the video is not whole; the disk may be full");
    }
    encoderFile.deliver();
  }

  @Override
  void release() {
    encoderFile.close();
    picture.close();
  }

  @Override
  IOException reason(IOException cause) {
    // FFmpeg passes the system's error numbers on, negated.
    boolean full = String.valueOf(cause.getMessage()).contains("error " + -NO_SPACE_LEFT + " ");
    return full ? new IOException("No space left on device", cause) : cause;
  }

  private void enlarge(byte[] rgb) {
    ByteBuffer target = (ByteBuffer) picture.image[0];
    byte[] row = new byte[picture.imageWidth * 3];
    int shownRow = -1;
    for (int y = 0; y < picture.imageHeight; y++) {
      // A side of odd length gets its last row or column twice.
      int sourceY = scale.sourceY(y);
      if (sourceY != shownRow) {
        shownRow = sourceY;
        for (int x = 0; x < picture.imageWidth; x++) {
          int from = (sourceY * scale.sourceWidth() + scale.sourceX(x)) * 3;
          row[3 * x] = rgb[from];
          row[3 * x + 1] = rgb[from + 1];
          row[3 * x + 2] = rgb[from + 2];
        }
      }
      target.put(y * picture.imageStride, row);
    }
  }

  private static int even(int length) {
    return length + length % 2;
  }

  private static String firstLine(Throwable e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("unknown reason");
  }
}
