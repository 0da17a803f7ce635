package dev.ductile.env;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.ductile.env.rom.MissingRomException;
import dev.ductile.env.rom.RomStore;
import java.util.List;

/** Which games tests can play. */
final class TestGames {
  private TestGames() {}

  static void assumeInstalled(String game) {
    try {
      RomStore.standard().require(game);
    } catch (MissingRomException e) {
      assumeTrue(false, "skipped: " + e.getMessage());
    }
  }

  /** The built-in game and those of the wanted that are installed. */
  static List<String> available(String... wanted) {
    RomStore store = RomStore.standard();
    List<String> installed = store.installed().keySet().stream().map(g -> g.name()).toList();
    List<String> games = new java.util.ArrayList<>(List.of("volley"));
    for (String game : wanted) {
      if (installed.contains(game)) {
        games.add(game);
      }
    }
    return games;
  }
}
