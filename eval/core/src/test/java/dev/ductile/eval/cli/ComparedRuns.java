package dev.ductile.eval.cli;

import dev.ductile.eval.score.WrittenRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A folder of small runs to be compared, on a scale from 0 to 100. */
abstract class ComparedRuns {
  static final List<String> GAMES = List.of("alien", "amidar", "asterix", "boxing", "breakout");

  @TempDir Path folder;
  Path scale;

  @BeforeEach
  void writeScale() throws IOException {
    scale = folder.resolve("scale.csv");
    StringBuilder text = new StringBuilder("game,random,human\n");
    GAMES.forEach(game -> text.append(game).append(",0,100\n"));
    Files.writeString(scale, text);
  }

  CapturedCommand compare(String... args) {
    List<String> line = new ArrayList<>(List.of("compare", runs().toString()));
    line.addAll(List.of(args));
    if (!line.contains("--normalize")) {
      line.addAll(List.of("--normalize", scale.toString()));
    }
    return CapturedCommand.run(folder.resolve("home"), line.toArray(String[]::new));
  }

  Path runs() {
    return folder.resolve("runs");
  }

  void run(String game, String with, long seed, double score, String... more) throws IOException {
    List<String> set = new ArrayList<>(List.of(more));
    set.add("interventions=" + with);
    WrittenRun.of(game, seed, set.toArray(String[]::new))
        .game(500_000, score - 5, 1000)
        .evaluation(500_000, score + 3)
        .evaluation(1_000_000, score - 1, score + 1)
        .write(runs().resolve(game + "-" + with.replace('=', '_') + "-" + seed));
  }

  /** Five games, with redo better by 20 to 22 on each. */
  void fiveGames(int seeds) throws IOException {
    for (int game = 0; game < GAMES.size(); game++) {
      for (int seed = 1; seed <= seeds; seed++) {
        double noise = (seed * 7 + game * 3) % 5;
        run(GAMES.get(game), "", seed, 20 * (game + 1) + 2 * noise);
        run(GAMES.get(game), "redo", seed, 20 * (game + 1) + 2 * noise + 20 + (seed % 3));
      }
    }
  }
}
