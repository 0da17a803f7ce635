package dev.ductile.env.rom;

import dev.ductile.base.ConfigurationException;
import dev.ductile.base.files.Digests;
import dev.ductile.base.files.ReadFailures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * A ROM file whose content was seen to be the game's. Obtained from {@link RomStore} or {@link
 * BuiltInGame}; {@link #verify()} is asked again whenever an emulator opens it, because the
 * emulator ends the whole process on a ROM that it does not know.
 *
 * @param game the game
 * @param file the file; for the built-in game its name matters to the emulator
 */
public record Rom(Game game, Path file) {
  /** No supported ROM is larger than 16 KiB; a file above this is not even read. */
  public static final int MAX_BYTES = 64 * 1024;

  /**
   * Reads the file and compares its MD5 with the game's.
   *
   * @throws ConfigurationException if the file cannot be read, is too large, truncated or another
   *     file
   */
  public void verify() {
    byte[] content = read(file);
    String md5 = Digests.md5(content);
    if (!md5.equals(game.md5())) {
      throw new ConfigurationException(
          String.format(
              Locale.ROOT,
              "%s is not the supported ROM of %s: %d bytes with MD5 %s, wanted MD5 %s; delete it"
                  + " and import it again",
              file,
              game.name(),
              content.length,
              md5,
              game.md5()));
    }
  }

  /**
   * Reads a file that may be a ROM.
   *
   * @param file the file
   * @return its content, at most {@link #MAX_BYTES}
   * @throws ConfigurationException if it is missing, not a regular file, unreadable, empty or too
   *     large
   */
  static byte[] read(Path file) {
    if (!Files.isRegularFile(file)) {
      throw new ConfigurationException("no ROM file at " + file);
    }
    byte[] content;
    try (var in = Files.newInputStream(file)) {
      content = in.readNBytes(MAX_BYTES + 1);
    } catch (IOException e) {
      throw new ConfigurationException(
          "cannot read the ROM " + file + ": " + ReadFailures.reason(e), e);
    }
    if (content.length == 0 || content.length > MAX_BYTES) {
      throw new ConfigurationException(
          String.format(
              Locale.ROOT,
              "%s is not an Atari 2600 ROM: it is %s",
              file,
              content.length == 0 ? "empty" : "larger than 64 KiB"));
    }
    return content;
  }
}
