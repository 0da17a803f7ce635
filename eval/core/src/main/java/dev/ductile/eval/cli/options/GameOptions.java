package dev.ductile.eval.cli.options;

import dev.ductile.base.ConfigurationException;
import dev.ductile.env.rom.BuiltInGame;
import dev.ductile.env.rom.GameCatalogue;
import dev.ductile.env.rom.RomImporter;
import dev.ductile.env.rom.RomStore;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Which game: shared by the commands that play one. */
public final class GameOptions {
  @Option(
      names = "--game",
      paramLabel = "NAME",
      completionCandidates = Candidates.Games.class,
      description = "Game by ALE's name, such as breakout. Default: the built-in game volley.")
  private String game;

  @Option(
      names = "--rom",
      paramLabel = "FILE",
      description = "A ROM file; it is checked, stored under DUCTILE_HOME and played.")
  private Path rom;

  /** Whether the user named a game. */
  public boolean isGiven() {
    return game != null || rom != null;
  }

  /** Where the game's name came from, for config.yaml. */
  public String source() {
    return rom != null ? "--rom" : game != null ? "--game" : "default";
  }

  /** The game's name, checked; a ROM file is stored first. */
  public String name() {
    if (rom != null) {
      String found = RomStore.fromFile(rom).game().name();
      if (game != null && !game.equals(found)) {
        throw new ConfigurationException(
            "--rom " + rom + " is " + found + ", but --game says " + game);
      }
      new RomImporter(RomStore.standard()).importFrom(rom);
      return found;
    }
    return game == null ? BuiltInGame.NAME : GameCatalogue.require(game).name();
  }
}
