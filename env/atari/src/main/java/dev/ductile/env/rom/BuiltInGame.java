package dev.ductile.env.rom;

import dev.ductile.base.ConfigurationException;
import dev.ductile.base.files.AtomicFiles;
import dev.ductile.base.files.Digests;
import dev.ductile.base.files.OutputException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * Volley, the cartridge that ships with Ductile, so that everything runs without anybody else's
 * ROM. The emulator does not know its MD5 and then goes by the file's name, so it is stored as
 * {@code pong.bin}, in a folder named after its SHA-256, and played under the settings of that
 * game: opponent's score at RAM index 13, player's at 14.
 */
public final class BuiltInGame {
  /** The name for {@code --game}. */
  public static final String NAME = "volley";

  private static final String RESOURCE = "volley.bin";

  private BuiltInGame() {}

  /**
   * The catalogue entry, with the MD5 of our own ROM.
   *
   * @return the game
   * @throws MissingRomException if this build carries no ROM of it
   */
  public static Game game() {
    return new Game(NAME, "Volley (built in)", Digests.md5(content()), false);
  }

  /**
   * Whether a game is the built-in one.
   *
   * @param game any game
   * @return true for volley
   */
  public static boolean is(Game game) {
    return game.name().equals(NAME);
  }

  /**
   * Puts the ROM where the emulator can read it.
   *
   * @param ductileHome the data folder
   * @return the ROM, verified
   * @throws ConfigurationException if the folder cannot be written
   * @throws MissingRomException if this build carries no ROM of it
   */
  public static Rom rom(Path ductileHome) {
    byte[] content = content();
    Path file = ductileHome.resolve("builtin").resolve(Digests.sha256(content)).resolve("pong.bin");
    Rom rom = new Rom(game(), file);
    if (!Files.isRegularFile(file) || !Digests.md5(Rom.read(file)).equals(rom.game().md5())) {
      try {
        AtomicFiles.write(file, content);
      } catch (OutputException e) {
        throw new ConfigurationException(
            String.format(
                Locale.ROOT,
                "cannot keep the built-in game in %s (%s): set DUCTILE_HOME to a folder that you can"
                    + " write",
                ductileHome,
                e.getMessage()),
            e);
      }
    }
    return rom;
  }

  private static byte[] content() {
    try (InputStream in = BuiltInGame.class.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new MissingRomException(
            "this build of Ductile carries no built-in game (resource "
                + RESOURCE
                + "); build it again");
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
