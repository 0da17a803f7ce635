package dev.ductile.env.rom;

import dev.ductile.base.ConfigurationException;
import dev.ductile.base.DuctileHome;
import dev.ductile.base.files.Digests;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * The ROMs that this user has installed: {@code DUCTILE_HOME/roms/<game>.bin}. Content is checked
 * by MD5 every time a ROM is handed out.
 */
public final class RomStore {
  private final Path ductileHome;

  /**
   * A store in a data folder.
   *
   * @param ductileHome the data folder; need not exist
   */
  public RomStore(Path ductileHome) {
    this.ductileHome = ductileHome;
  }

  /**
   * The user's own store.
   *
   * @return the store in {@link DuctileHome#path()}
   */
  public static RomStore standard() {
    return new RomStore(DuctileHome.path());
  }

  /**
   * Where ROMs are kept.
   *
   * @return the folder, which need not exist
   */
  public Path folder() {
    return ductileHome.resolve("roms");
  }

  /**
   * Where one game's ROM is kept.
   *
   * @param game a third-party game
   * @return the file, which need not exist
   */
  public Path file(Game game) {
    return folder().resolve(game.name() + ".bin");
  }

  /**
   * A game's ROM, its content checked.
   *
   * @param gameName emulator name, or {@code volley}
   * @return the ROM
   * @throws ConfigurationException if the name is unknown, or the stored file is damaged
   * @throws MissingRomException if it is not installed
   */
  public Rom require(String gameName) {
    if (gameName.equals(BuiltInGame.NAME)) {
      return BuiltInGame.rom(ductileHome);
    }
    Game game = GameCatalogue.require(gameName);
    Path file = file(game);
    if (!Files.exists(file)) {
      throw new MissingRomException(
          String.format(
              Locale.ROOT,
              "no ROM of %s in %s: import your own cartridge dump, or `pip download --no-deps"
                  + " ale-py` and `./ductile roms import ale_py-*.whl`; `--game volley` needs no"
                  + " ROM",
              game.name(),
              folder()));
    }
    Rom rom = new Rom(game, file);
    rom.verify();
    return rom;
  }

  /**
   * A ROM given by path, recognised by its content; its name does not matter.
   *
   * @param file any file
   * @return the ROM
   * @throws ConfigurationException if it is not the supported version of a supported game
   */
  public static Rom fromFile(Path file) {
    String md5 = Digests.md5(Rom.read(file));
    Game game =
        GameCatalogue.findByMd5(md5)
            .orElseThrow(
                () ->
                    new ConfigurationException(
                        String.format(
                            Locale.ROOT,
                            "%s is not the ROM of a supported game (MD5 %s): the emulator accepts"
                                + " one version of each game, see `./ductile roms list`",
                            file,
                            md5)));
    return new Rom(game, file.toAbsolutePath());
  }

  /**
   * Which games have a file here. Content is not checked.
   *
   * @return file by game, in the catalogue's order
   */
  public Map<Game, Path> installed() {
    Map<Game, Path> found = new LinkedHashMap<>();
    for (Game game : GameCatalogue.all()) {
      Path file = file(game);
      if (Files.isRegularFile(file)) {
        found.put(game, file);
      }
    }
    return found;
  }
}
