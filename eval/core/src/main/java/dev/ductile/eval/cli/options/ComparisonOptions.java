package dev.ductile.eval.cli.options;

import dev.ductile.base.ConfigurationException;
import dev.ductile.base.DidYouMean;
import dev.ductile.eval.compare.ComparisonSettings;
import dev.ductile.eval.compare.Comparisons;
import dev.ductile.eval.compare.ScoreComparison;
import dev.ductile.eval.score.RunSearch;
import dev.ductile.eval.score.ScoreKind;
import dev.ductile.eval.score.StoredEvaluation;
import dev.ductile.eval.score.suite.Normalization;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Which runs are compared, and how: of {@code compare} and {@code report}. */
public final class ComparisonOptions {
  @Parameters(
      paramLabel = "RUN|FOLDER|SWEEP|FILE",
      arity = "1..*",
      description =
          "Runs, folders with runs in them, output folders of sweeps, files that evaluate --out"
              + " wrote.")
  private List<Path> folders = new ArrayList<>();

  @Option(
      names = "--by",
      paramLabel = "WHAT",
      defaultValue = "intervention",
      description =
          "What the runs of a row have in common: intervention, agent, or a key of their"
              + " configuration. Default: intervention.")
  private String by = "intervention";

  @Option(
      names = "--baseline",
      paramLabel = "ROW",
      defaultValue = "",
      description = "Row that the others are compared with. Default: none, else the first.")
  private String baseline = "";

  @Option(
      names = "--score",
      paramLabel = "SCORE",
      defaultValue = "final",
      description =
          "final (evaluation), last-100 (training games), auc (training games by their frames), or"
              + " best-checkpoint, which is biased. Default: final.")
  private String score = "final";

  @Option(
      names = "--at",
      paramLabel = "FRAMES",
      description = "Emulator frames of training at which scores are taken. Default: the end.")
  private Long at;

  @Option(
      names = "--normalize",
      paramLabel = "human|none|FILE",
      defaultValue = "human",
      description =
          "Common scale of the games: human scores, none, or a CSV file game,random,human."
              + " Default: human.")
  private String normalize = "human";

  @Option(
      names = "--against",
      paramLabel = "OTHERS",
      description =
          "Others' results as a row: dopamine:dqn, dopamine:c51, dopamine:rainbow, or a CSV file"
              + " game,seed,score. May be given several times.")
  private List<String> against = new ArrayList<>();

  @Option(
      names = "--against-protocol",
      paramLabel = "TEXT",
      defaultValue = "",
      description = "Protocol of the file's scores, if it does not name it: 'machado, frames=10M'.")
  private String protocol = "";

  @Option(
      names = "--mix",
      description = "Compare scores of unlike protocols, frames, actions too; marks the table.")
  private boolean mix;

  /** The folders that were named. */
  public List<Path> folders() {
    return folders.stream().filter(path -> !Files.isRegularFile(path)).toList();
  }

  /** Whether files of evaluations were named too. */
  public boolean hasEvaluations() {
    return folders.stream().anyMatch(Files::isRegularFile);
  }

  /** The runs in them. */
  public RunSearch search() {
    ComparisonSettings settings = settings(); // what is typed wrongly is said before reading
    RunSearch search = RunSearch.in(folders());
    boolean needsLogs = settings.score() != ScoreKind.FINAL || settings.atFrames().isPresent();
    return needsLogs ? search.withLogs() : search;
  }

  /** What the other options say. */
  public ComparisonSettings settings() {
    if (at != null) {
      Options.atLeast("--at", at, 1);
    }
    return new ComparisonSettings(
        by,
        baseline,
        kind(),
        at == null ? OptionalLong.empty() : OptionalLong.of(at),
        Normalization.of(normalize),
        mix);
  }

  /** Compares these runs, and the files of evaluations that were named. */
  public ScoreComparison compare(RunSearch search) {
    List<StoredEvaluation> evaluations =
        folders.stream()
            .filter(Files::isRegularFile)
            .distinct()
            .sorted()
            .map(StoredEvaluation::read)
            .toList();
    return Comparisons.of(search, evaluations, settings(), against, protocol);
  }

  private ScoreKind kind() {
    return ScoreKind.named(score)
        .orElseThrow(
            () ->
                new ConfigurationException(
                    DidYouMean.unknown("--score", score, ScoreKind.texts())
                        + (score.startsWith("best")
                            ? "; the best of many evaluations is biased upwards, and given only as"
                                + " best-checkpoint"
                            : "")));
  }
}
