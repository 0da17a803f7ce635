package dev.ductile.eval.cli;

import dev.ductile.base.ExitCodes;
import dev.ductile.base.Printable;
import dev.ductile.base.files.AtomicFiles;
import dev.ductile.eval.cli.options.ComparisonOptions;
import dev.ductile.eval.compare.ScoreComparison;
import dev.ductile.eval.report.Report;
import dev.ductile.eval.report.figure.FigureFiles;
import dev.ductile.eval.score.RunSearch;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ductile report}. */
@Command(
    name = "report",
    description = {
      "Writes a comparison of runs as one page that stands alone: figures with their data, every"
          + " run, and what can be concluded."
    })
final class ReportCommand implements Callable<Integer> {
  @Mixin private ComparisonOptions compared;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      defaultValue = "report.html",
      description = "The page. Default: report.html.")
  private Path out = Path.of("report.html");

  @Option(
      names = "--title",
      paramLabel = "TEXT",
      defaultValue = "Comparison of runs",
      description = "Heading of the page. Default: Comparison of runs.")
  private String title = "Comparison of runs";

  @Option(
      names = "--figures",
      paramLabel = "FOLDER",
      description = "Also write every figure as SVG, PDF and CSV.")
  private Path figures;

  @Override
  public Integer call() {
    RunSearch search = compared.search().withLogs();
    Optional<Report> claims =
        search.holdsProbesOnly() && !compared.hasEvaluations()
            ? Report.ofClaims(compared.folders())
            : Optional.empty();
    if (claims.isPresent()) {
      write(claims.get());
      return ExitCodes.DONE;
    }
    ScoreComparison comparison = compared.compare(search);
    Report report = Report.of(comparison, compared.settings(), search, compared.folders());
    write(report);
    comparison.conclusions().forEach(sentence -> System.out.println(Printable.of(sentence)));
    return ExitCodes.DONE;
  }

  private void write(Report report) {
    AtomicFiles.write(out, report.html(title));
    System.err.println("wrote " + Printable.of(out));
    if (figures != null) {
      FigureFiles.write(figures, report.figures());
      System.err.println(
          "wrote " + report.figures().size() + " figures to " + Printable.of(figures));
    }
  }
}
