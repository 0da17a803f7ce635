package dev.ductile.eval.cli;

import dev.ductile.base.ConfigurationException;
import dev.ductile.base.DidYouMean;
import dev.ductile.base.Printable;
import dev.ductile.base.files.AtomicFiles;
import dev.ductile.eval.cli.options.JsonOutput;
import dev.ductile.eval.cli.options.Options;
import dev.ductile.eval.cli.process.ExitCodes;
import dev.ductile.eval.compare.ComparisonCsv;
import dev.ductile.eval.compare.ComparisonJson;
import dev.ductile.eval.compare.ComparisonLatex;
import dev.ductile.eval.compare.ComparisonSettings;
import dev.ductile.eval.compare.ComparisonText;
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
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ductile compare}. */
@Command(
    name = "compare",
    description = {
      "Compares runs over games and seeds: scores with intervals, differences from a baseline, and"
          + " what can be concluded."
    })
final class CompareCommand implements Callable<Integer> {
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

  @Option(names = "--csv", paramLabel = "FILE", description = "Also write every number as CSV.")
  private Path csv;

  @Option(names = "--latex", paramLabel = "FILE", description = "Also write a LaTeX table.")
  private Path latex;

  @Option(names = "--json", description = "Print one JSON object.")
  private boolean json;

  @Override
  public Integer call() {
    if (at != null) {
      Options.atLeast("--at", at, 1);
    }
    ComparisonSettings settings =
        new ComparisonSettings(
            by,
            baseline,
            kind(),
            at == null ? OptionalLong.empty() : OptionalLong.of(at),
            Normalization.of(normalize),
            mix);
    Map<Boolean, List<Path>> paths =
        folders.stream().collect(Collectors.partitioningBy(Files::isRegularFile));
    ScoreComparison comparison =
        Comparisons.of(
            RunSearch.in(paths.get(false)),
            paths.get(true).stream().distinct().sorted().map(StoredEvaluation::read).toList(),
            settings,
            against,
            protocol);
    if (csv != null) {
      write(csv, ComparisonCsv.text(comparison));
    }
    if (latex != null) {
      write(latex, ComparisonLatex.text(comparison));
    }
    if (json) {
      System.out.println(JsonOutput.line(ComparisonJson.map(comparison)));
    } else {
      ComparisonText.lines(comparison).forEach(System.out::println);
    }
    return ExitCodes.DONE;
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

  private static void write(Path file, String text) {
    AtomicFiles.write(file, text);
    System.err.println("wrote " + Printable.of(file));
  }
}
