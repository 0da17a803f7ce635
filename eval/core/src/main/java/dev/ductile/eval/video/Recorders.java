package dev.ductile.eval.video;

import dev.ductile.env.files.OutputException;
import java.nio.file.Path;
import java.util.Locale;

/** Opens the recorder that fits a file's name. */
public final class Recorders {
  private Recorders() {}

  /**
   * Opens a recorder: {@code .mp4} for a video, {@code .gif} for an animated picture.
   *
   * @param file where the recording goes; an existing file is replaced at the end
   * @param widthPixels width of the frames; 160 means an Atari screen with pixels twice as wide as
   *     high
   * @param heightPixels height of the frames
   * @param framesPerSecond frames given to the recorder for each second of the game: 60, or 60
   *     divided by the frame skip
   * @throws OutputException for another extension, an impossible size or rate, or a folder that
   *     cannot be written
   */
  public static GameRecorder open(
      Path file, int widthPixels, int heightPixels, double framesPerSecond) {
    if (!(framesPerSecond >= 1 && framesPerSecond <= 240)) {
      throw new OutputException(
          "cannot record " + framesPerSecond + " frames per second; give 1 to 240");
    }
    String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
    if (name.endsWith(".mp4")) {
      return VideoRecorder.open(file, widthPixels, heightPixels, framesPerSecond);
    }
    if (name.endsWith(".gif")) {
      return GifRecorder.open(file, widthPixels, heightPixels, framesPerSecond);
    }
    throw new OutputException(
        "cannot record to " + file + ": the name must end in .mp4 (video) or .gif");
  }
}
