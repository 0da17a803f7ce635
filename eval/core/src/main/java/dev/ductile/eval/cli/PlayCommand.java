package dev.ductile.eval.cli;

import dev.ductile.base.ConfigurationException;
import dev.ductile.base.ExitCodes;
import dev.ductile.base.Printable;
import dev.ductile.env.config.EnvPresets;
import dev.ductile.env.emulator.EmulatorSettings;
import dev.ductile.env.rom.RomStore;
import dev.ductile.eval.cli.options.Candidates;
import dev.ductile.eval.cli.options.GameOptions;
import dev.ductile.eval.cli.options.Options;
import dev.ductile.eval.film.GameFilm;
import dev.ductile.eval.film.HumanGame;
import dev.ductile.eval.run.stored.LoadedRun;
import dev.ductile.eval.video.Recorders;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ductile play}. */
@Command(
    name = "play",
    description = {
      "Plays one game: a trained agent's (give its run), or a random player's.",
      "With --video it is recorded: mp4 has every frame of the console, 60 a second, gif 20",
      "pictures a second, each of two frames. Without, it is shown in a window."
    })
final class PlayCommand implements Callable<Integer> {
  @Parameters(paramLabel = "RUN", arity = "0..1", description = "Run folder of a trained agent.")
  private Path run;

  @Mixin private GameOptions game;

  @Option(names = "--video", paramLabel = "FILE", description = "Record into this mp4 or gif.")
  private Path video;

  @Option(names = "--human", description = "Play yourself: arrow keys, space fires.")
  private boolean human;

  @Option(names = "--seed", paramLabel = "N", description = "Seed of the game. Default: 0.")
  private int seed;

  @Option(names = "--epsilon", paramLabel = "P", description = "Chance of a random action.")
  private Double epsilon;

  @Option(names = "--steps", paramLabel = "N", description = "Agent steps, at most.")
  private Integer steps;

  @Option(
      names = "--env-preset",
      paramLabel = "NAME",
      completionCandidates = Candidates.Environments.class,
      description = {
        "Environment of a random player's game: ${COMPLETION-CANDIDATES}. Default: dopamine. A"
            + " run has its own."
      })
  private String environment;

  @Option(names = "--mode", paramLabel = "N", description = "The game's mode. Default: its first.")
  private Integer mode;

  @Option(
      names = "--difficulty",
      paramLabel = "N",
      description = "The game's difficulty. Default: its first.")
  private Integer difficulty;

  @Override
  public Integer call() {
    if (steps != null) {
      Options.atLeast("--steps", steps, 1);
    }
    if (video != null) {
      Recorders.check(video);
    }
    Options.atLeast("--seed", seed, 0);
    if (epsilon != null) {
      Options.within("--epsilon", epsilon, 0, 1);
    }
    RomStore roms = RomStore.standard();
    if (environment != null && (human || run != null)) {
      throw new ConfigurationException(
          "--env-preset goes with a random player: a run has its environment, people see all");
    }
    if (run != null && (mode != null || difficulty != null)) {
      throw new ConfigurationException(
          "--mode and --difficulty go without a run: a run has its own");
    }
    if (human) {
      return playHuman(roms);
    }
    if (run == null && epsilon != null) {
      throw new ConfigurationException("--epsilon goes with a run: a random player has its own");
    }
    if (run == null) {
      GameFilm film =
          GameFilm.ofRandomPlayer(
              EnvPresets.config(
                  environment == null ? "dopamine" : environment, game.name(), variant()),
              roms,
              seed);
      return finish(film, "a random player");
    }
    if (game.isGiven()) {
      throw new ConfigurationException("give a run or --game, not both: a run has its game");
    }
    try (LoadedRun loaded = LoadedRun.open(run, roms, List.of(1))) {
      double chance = epsilon == null ? loaded.config().evaluation().epsilon() : epsilon;
      return finish(GameFilm.ofLearner(loaded, roms, chance, seed), Printable.of(run));
    }
  }

  /** Options of the environment by which the game's mode and difficulty are chosen. */
  private Map<String, Object> variant() {
    Map<String, Object> options = new LinkedHashMap<>();
    if (mode != null) {
      options.put("mode", mode);
    }
    if (difficulty != null) {
      options.put("difficulty", difficulty);
    }
    return options;
  }

  private static OptionalInt optional(Integer value) {
    return value == null ? OptionalInt.empty() : OptionalInt.of(value);
  }

  private int playHuman(RomStore roms) {
    if (video != null || run != null || steps != null || epsilon != null) {
      throw new ConfigurationException(
          "--human goes with neither a run nor --video, --steps, --epsilon");
    }
    EmulatorSettings settings = new EmulatorSettings(seed, 0, optional(mode), optional(difficulty));
    int gameReturn = HumanGame.play(roms.require(game.name()), settings);
    System.out.println("return " + gameReturn);
    return ExitCodes.DONE;
  }

  private int finish(GameFilm film, String player) {
    if (steps != null) {
      film.limit(steps);
    }
    GameFilm.Played played = video == null ? film.show(player) : film.record(video);
    System.out.printf(
        Locale.ROOT,
        "%s: return %.0f in %d frames%s%n",
        player,
        played.gameReturn(),
        played.frames(),
        played.finished() ? "" : ", the game was not over");
    if (video != null) {
      System.out.println("recorded " + Printable.of(video));
    }
    return ExitCodes.DONE;
  }
}
