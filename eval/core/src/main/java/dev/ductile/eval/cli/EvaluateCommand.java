package dev.ductile.eval.cli;

import dev.ductile.agent.config.RunConfig;
import dev.ductile.base.Printable;
import dev.ductile.env.rom.RomStore;
import dev.ductile.eval.cli.options.JsonOutput;
import dev.ductile.eval.cli.options.Options;
import dev.ductile.eval.cli.process.ExitCodes;
import dev.ductile.eval.evaluation.EvaluationResult;
import dev.ductile.eval.evaluation.GameEnd;
import dev.ductile.eval.film.GameFilm;
import dev.ductile.eval.progress.ProgressDisplay;
import dev.ductile.eval.run.RunEvaluation;
import dev.ductile.eval.run.stored.LoadedRun;
import dev.ductile.eval.run.stored.SavedConfig;
import dev.ductile.eval.video.Recorders;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ductile evaluate RUN}. */
@Command(
    name = "evaluate",
    description = "Plays a trained agent under its preset's protocol, beside a random player.")
final class EvaluateCommand implements Callable<Integer> {
  /** Evaluations by hand play other games than those during training. */
  private static final int FIRST_INDEX = 1_000_000;

  /** Where a run has no final evaluation, such as continual ones. */
  private static final int DEFAULT_GAMES = 20;

  /** Games of the random player, at most. */
  private static final int RANDOM_GAMES = 20;

  @Parameters(paramLabel = "RUN", description = "Run folder.")
  private Path run;

  @Option(
      names = "--episodes",
      paramLabel = "N",
      description = "Games to play. Default: as many as the run's final evaluation, or 20.")
  private Integer episodes;

  @Option(names = "--epsilon", paramLabel = "P", description = "Chance of a random action.")
  private Double epsilon;

  @Option(
      names = "--repeat",
      paramLabel = "N",
      description = "Number of the repetition: other games.")
  private int repeat;

  @Option(names = "--video", paramLabel = "FILE", description = "Also record one game (mp4, gif).")
  private Path video;

  @Option(names = "--json", description = "Print one JSON object.")
  private boolean json;

  @Override
  public Integer call() {
    RomStore roms = RomStore.standard();
    RunConfig config = SavedConfig.read(run).config();
    RunEvaluation evaluation = new RunEvaluation(config, roms);
    int planned = config.evaluation().finalEpisodes();
    int games = episodes != null ? episodes : planned > 0 ? planned : DEFAULT_GAMES;
    double chance = epsilon == null ? config.evaluation().epsilon() : epsilon;
    Options.atLeast("--episodes", games, 1);
    Options.within("--epsilon", chance, 0, 1);
    Options.within("--repeat", repeat, 0, Integer.MAX_VALUE - FIRST_INDEX);
    if (video != null) {
      Recorders.check(video);
    }
    List<Integer> batches = List.of(evaluation.actBatch(), 1);
    try (LoadedRun loaded = LoadedRun.open(run, roms, batches)) {
      EvaluationResult result = play(evaluation, loaded, games, chance);
      EvaluationResult random = playRandomly(evaluation, Math.min(games, RANDOM_GAMES));
      print(figures(loaded, chance, result, random), result, random);
      if (video != null) {
        GameFilm.ofLearner(loaded, roms, chance, FIRST_INDEX + repeat).record(video);
        System.err.println("recorded " + Printable.of(video));
      }
    }
    return ExitCodes.DONE;
  }

  private EvaluationResult play(
      RunEvaluation evaluation, LoadedRun loaded, int games, double chance) {
    try (ProgressDisplay display =
        ProgressDisplay.create("evaluating", RunEvaluation.start(games))) {
      return evaluation
          .evaluate(loaded.learner(), games, chance, FIRST_INDEX + repeat, display, () -> false)
          .orElseThrow();
    }
  }

  private static EvaluationResult playRandomly(RunEvaluation evaluation, int games) {
    try (ProgressDisplay display =
        ProgressDisplay.create("random player", RunEvaluation.start(games))) {
      return evaluation.randomPlayer(games, display, () -> false).orElseThrow();
    }
  }

  private LinkedHashMap<String, Object> figures(
      LoadedRun loaded, double chance, EvaluationResult result, EvaluationResult random) {
    LinkedHashMap<String, Object> figures = new LinkedHashMap<>();
    figures.put("run", run.toString());
    figures.put("game", loaded.config().env().game());
    figures.put("trainedFrames", loaded.counters().frames());
    figures.put("changedSinceCheckpoint", loaded.changes());
    figures.put("epsilon", chance);
    figures.put("maxFrames", result.maxFrames());
    figures.putAll(result.toMap());
    figures.put("randomPlayerMeanReturn", random.toMap().get("meanReturn"));
    figures.put("randomPlayerEpisodes", random.finished());
    figures.put("randomPlayer", random.toMap());
    return figures;
  }

  /** For people, sentences stand for what is only of use to programs. */
  private void print(
      LinkedHashMap<String, Object> figures, EvaluationResult result, EvaluationResult random) {
    if (!json) {
      figures.put("games", returns(result));
      figures.remove("changedSinceCheckpoint", List.of()); // nothing to say
      figures.remove("randomPlayerMeanReturn");
      figures.remove("randomPlayerEpisodes");
      figures.put("randomPlayer", random.sentence());
      figures.put("result", result.sentence());
    }
    JsonOutput.print(System.out, figures, json);
  }

  /** Every return, with how the game ended unless it was just over. */
  private static String returns(EvaluationResult result) {
    return result.games().stream()
        .map(
            game ->
                String.format(Locale.ROOT, "%.0f", game.gameReturn())
                    + (game.end() == GameEnd.OVER ? "" : " (" + game.end().text() + ")"))
        .collect(Collectors.joining(", "));
  }
}
