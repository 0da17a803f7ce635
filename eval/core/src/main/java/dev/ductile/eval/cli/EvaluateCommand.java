package dev.ductile.eval.cli;

import dev.ductile.agent.config.RunConfig;
import dev.ductile.agent.engine.Engine;
import dev.ductile.base.ConfigurationException;
import dev.ductile.base.ExitCodes;
import dev.ductile.base.Printable;
import dev.ductile.env.rom.RomStore;
import dev.ductile.eval.cli.options.Candidates;
import dev.ductile.eval.cli.options.JsonOutput;
import dev.ductile.eval.cli.options.Options;
import dev.ductile.eval.evaluation.EvaluationCsv;
import dev.ductile.eval.evaluation.EvaluationResult;
import dev.ductile.eval.evaluation.GameEnd;
import dev.ductile.eval.film.GameFilm;
import dev.ductile.eval.folder.SummaryFile;
import dev.ductile.eval.log.MetricsLog;
import dev.ductile.eval.progress.ProgressDisplay;
import dev.ductile.eval.run.RunEvaluation;
import dev.ductile.eval.run.stored.LoadedRun;
import dev.ductile.eval.run.stored.Provenance;
import dev.ductile.eval.run.stored.SavedConfig;
import dev.ductile.eval.score.ProtocolIdentity;
import dev.ductile.eval.score.ScoreKind;
import dev.ductile.eval.score.ScoredRun;
import dev.ductile.eval.score.StoredEvaluation;
import dev.ductile.eval.score.protocol.Protocol;
import dev.ductile.eval.score.protocol.ProtocolEvaluation;
import dev.ductile.eval.video.Recorders;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

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

  private static final List<String> OF_USE_TO_PROGRAMS =
      List.of(
          "gameLabel",
          "preset",
          "seed",
          "conditions",
          "provenance",
          StoredEvaluation.RULES,
          "score");

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

  @Option(
      names = "--protocol",
      paramLabel = "NAME",
      completionCandidates = Candidates.Protocols.class,
      description = {
        "Score the run by somebody's published rules (ductile list protocols): training returns are"
            + " read from the run, evaluations are played."
      })
  private String protocol;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "Also write the figures, with provenance, as JSON.")
  private Path out;

  @Option(
      names = "--csv",
      paramLabel = "FILE",
      description = "Also write the games that were played as CSV, a row each.")
  private Path csv;

  @Option(names = "--json", description = "Print one JSON object.")
  private boolean json;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    RomStore roms = RomStore.standard();
    Options.within("--repeat", repeat, 0, Integer.MAX_VALUE - FIRST_INDEX);
    RunConfig config = SavedConfig.read(run).config();
    ScoredRun scored = ScoredRun.read(run);
    Provenance provenance =
        Provenance.now(config, Engine.named(config.run().engine()), roms, words());
    LinkedHashMap<String, Object> figures = identity(scored);
    if (protocol != null) {
      byProtocol(scored, roms, figures, provenance);
    } else {
      byTheRunsRules(scored, config, roms, figures, provenance);
    }
    return ExitCodes.DONE;
  }

  /** The command line as it was typed. */
  private List<String> words() {
    return spec.root().commandLine().getParseResult().originalArgs();
  }

  private static LinkedHashMap<String, Object> identity(ScoredRun scored) {
    LinkedHashMap<String, Object> figures = new LinkedHashMap<>();
    figures.put("run", scored.path().toString());
    figures.put("game", scored.game().name());
    figures.put("gameLabel", scored.game().label());
    figures.put("agent", scored.agent());
    figures.put("preset", scored.preset());
    figures.put("interventions", scored.interventions());
    figures.put("seed", scored.seed());
    return figures;
  }

  private void byProtocol(
      ScoredRun scored,
      RomStore roms,
      LinkedHashMap<String, Object> figures,
      Provenance provenance) {
    if (episodes != null || epsilon != null || video != null) {
      throw new ConfigurationException(
          "--episodes, --epsilon and --video do not go with --protocol, which has its own rules");
    }
    Protocol rules = Protocol.named(protocol);
    if (csv != null && !rules.playsGames()) {
      throw new ConfigurationException(
          "--csv has nothing to write: protocol " + protocol + " plays no games");
    }
    Optional<EvaluationResult> played =
        new ProtocolEvaluation(rules, scored, roms, FIRST_INDEX + repeat).into(figures);
    write(figures, played, provenance);
    if (!json) {
      played.ifPresent(result -> figures.put("result", result.sentence()));
      List<?> windows = (List<?>) figures.getOrDefault("trainingScores", List.of());
      figures.put("trainingScores", windows.isEmpty() ? null : windows.get(windows.size() - 1));
      figures.values().removeIf(value -> value == null || value.equals(List.of()));
      List.of("games", "conditions", "provenance", "preset", "seed").forEach(figures::remove);
    }
    JsonOutput.print(System.out, figures, json);
  }

  private void byTheRunsRules(
      ScoredRun scored,
      RunConfig config,
      RomStore roms,
      LinkedHashMap<String, Object> figures,
      Provenance provenance) {
    RunEvaluation evaluation = new RunEvaluation(config, roms);
    int planned = config.evaluation().finalEpisodes();
    int games = episodes != null ? episodes : planned > 0 ? planned : DEFAULT_GAMES;
    double chance = epsilon == null ? config.evaluation().epsilon() : epsilon;
    Options.atLeast("--episodes", games, 1);
    Options.within("--epsilon", chance, 0, 1);
    if (video != null) {
      Recorders.check(video);
    }
    List<Integer> batches = List.of(evaluation.actBatch(), 1);
    try (LoadedRun loaded = LoadedRun.open(run, roms, batches)) {
      EvaluationResult result = play(evaluation, loaded, games, chance);
      EvaluationResult random = playRandomly(evaluation, Math.min(games, RANDOM_GAMES));
      figures(figures, loaded, chance, result, random);
      Map<String, String> values = new LinkedHashMap<>(scored.values());
      values.put("evaluation.epsilon", Double.toString(chance));
      figures.put(StoredEvaluation.SCORE, MetricsLog.orNull(result.mean()));
      figures.put(
          StoredEvaluation.RULES,
          ProtocolIdentity.of(values, ScoreKind.FINAL.text(), true, loaded.counters().frames())
              .fields());
      write(figures, Optional.of(result), provenance);
      print(figures, result, random);
      if (video != null) {
        GameFilm.ofLearner(loaded, roms, chance, FIRST_INDEX + repeat).record(video);
        System.err.println("recorded " + Printable.of(video));
      }
    }
  }

  private void write(
      LinkedHashMap<String, Object> figures,
      Optional<EvaluationResult> played,
      Provenance provenance) {
    figures.put("provenance", provenance.endedNow());
    if (out != null) {
      SummaryFile.write(out, figures);
    }
    if (csv != null) {
      EvaluationCsv.write(csv, figures, played.orElseThrow());
    }
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

  private static void figures(
      Map<String, Object> figures,
      LoadedRun loaded,
      double chance,
      EvaluationResult result,
      EvaluationResult random) {
    figures.put("trainedFrames", loaded.counters().frames());
    figures.put("changedSinceCheckpoint", loaded.changes());
    figures.put("epsilon", chance);
    figures.put("maxFrames", result.maxFrames());
    figures.putAll(result.toMap());
    figures.put("randomPlayerMeanReturn", random.toMap().get("meanReturn"));
    figures.put("randomPlayerEpisodes", random.finished());
    figures.put("randomPlayer", random.toMap());
  }

  /** For people, sentences stand for what is only of use to programs. */
  private void print(
      LinkedHashMap<String, Object> figures, EvaluationResult result, EvaluationResult random) {
    if (!json) {
      figures.put("games", returns(result));
      figures.remove("changedSinceCheckpoint", List.of()); // nothing to say
      OF_USE_TO_PROGRAMS.forEach(figures::remove);
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
