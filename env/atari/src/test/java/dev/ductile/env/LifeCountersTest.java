package dev.ductile.env;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.ductile.env.rom.Game;
import dev.ductile.env.rom.GameCatalogue;
import dev.ductile.env.rom.RomStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/**
 * The table of life counters in the documentation. Playing all games takes minutes, so each time
 * two others are played again; {@code -Dductile.regenerate=true} plays all of them, which needs all
 * ROMs, and writes the table anew.
 */
class LifeCountersTest {
  private static final Path PAGE = Path.of("docs", "environments.md");
  private static final String BEGIN = "<!-- generated: life counters -->\n\n";
  private static final String END = "\n<!-- end of generated: life counters -->";
  private static final int PLAYED_AGAIN = 2;

  private static List<String> games() {
    return GameCatalogue.all().stream().map(Game::name).filter(g -> !g.equals("volley")).toList();
  }

  private static List<String> table() throws IOException {
    String page = Files.readString(PAGE);
    int from = page.indexOf(BEGIN) + BEGIN.length();
    return page.substring(from, page.indexOf(END)).strip().lines().toList();
  }

  private static String game(String row) {
    return row.split("\\|")[1].strip();
  }

  @Test
  void thereIsARowForEveryGame() throws IOException {
    List<String> table = table();
    assertThat(table.subList(0, 2)).isEqualTo(LifeCounter.HEAD);
    assertThat(table.subList(2, table.size()).stream().map(LifeCountersTest::game))
        .containsExactlyElementsOf(games());
  }

  @Test
  void rowsAreWhatPlayingGives() throws IOException {
    RomStore roms = RomStore.standard();
    if (Boolean.getBoolean("ductile.regenerate")) {
      List<String> rows = new ArrayList<>(LifeCounter.HEAD);
      rows.addAll(
          games().parallelStream().map(g -> LifeCounter.of(roms.require(g)).row()).toList());
      String page = Files.readString(PAGE);
      int from = page.indexOf(BEGIN) + BEGIN.length();
      String part = String.join("\n", rows);
      Files.writeString(PAGE, page.substring(0, from) + part + page.substring(page.indexOf(END)));
    }
    List<String> table = table();
    List<String> rows = new ArrayList<>(table.subList(2, table.size()));
    List<String> installed = roms.installed().keySet().stream().map(Game::name).toList();
    rows.removeIf(row -> !installed.contains(game(row)));
    assumeFalse(rows.isEmpty(), "skipped: no ROM is installed");
    long seed = System.nanoTime();
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < PLAYED_AGAIN; i++) {
      String row = rows.get(random.nextInt(rows.size()));
      assertThat(LifeCounter.of(roms.require(game(row))).row()).as("seed %d", seed).isEqualTo(row);
    }
  }
}
