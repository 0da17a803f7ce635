package dev.ductile.eval.video;

import dev.ductile.base.ConfigurationException;
import dev.ductile.base.files.OutputException;
import dev.ductile.base.parts.MissingPartException;
import dev.ductile.base.parts.Part;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.Locale;

/** Opens the recorder that fits a file's name. */
public final class Recorders {
  private Recorders() {}

  /**
   * Opens a recorder: {@code .mp4} for a video, {@code .gif} for an animated picture.
   *
   * @param file where the recording goes; an existing file is replaced at the end
   * @param widthPixels width of the frames; 160 means an Atari screen, shown at 4 to 3
   * @param heightPixels height of the frames
   * @param framesPerSecond frames given to the recorder for each second of the game: 60, every
   *     frame of the console; a part of them would lose what a game draws in the others only
   * @throws ConfigurationException for another extension
   * @throws OutputException for an impossible size or rate, or a folder that cannot be written
   */
  public static GameRecorder open(
      Path file, int widthPixels, int heightPixels, double framesPerSecond) {
    if (!(framesPerSecond >= 1 && framesPerSecond <= 240)) {
      throw new OutputException(
          "cannot record " + framesPerSecond + " frames per second; give 1 to 240");
    }
    check(file);
    if (hasEnding(file, ".mp4")) {
      return VideoRecorder.open(file, widthPixels, heightPixels, framesPerSecond);
    }
    return GifRecorder.open(file, widthPixels, heightPixels, framesPerSecond);
  }

  /**
   * Refuses what could not be recorded to, before anything is played.
   *
   * @throws ConfigurationException for another extension
   * @throws MissingPartException for a video where there is no encoder
   * @throws OutputException for a folder that is not there
   */
  public static void check(Path file) {
    if (!hasEnding(file, ".mp4") && !hasEnding(file, ".gif")) {
      throw new ConfigurationException(
          "cannot record to " + file + ": the name must end in .mp4 (video) or .gif");
    }
    if (hasEnding(file, ".mp4")) {
      Part.VIDEO.require();
    }
    Path folder = file.toAbsolutePath().getParent();
    if (!Files.isDirectory(folder)) {
      throw OutputException.cannotWrite(
          file,
          Files.exists(folder)
              ? new NotDirectoryException(folder.toString())
              : new NoSuchFileException(folder.toString()));
    }
  }

  private static boolean hasEnding(Path file, String ending) {
    return String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT).endsWith(ending);
  }
}
