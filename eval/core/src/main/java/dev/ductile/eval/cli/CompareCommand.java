package dev.ductile.eval.cli;

import dev.ductile.base.ExitCodes;
import dev.ductile.base.Printable;
import dev.ductile.base.files.AtomicFiles;
import dev.ductile.eval.cli.options.ComparisonOptions;
import dev.ductile.eval.cli.options.JsonOutput;
import dev.ductile.eval.compare.ComparisonCsv;
import dev.ductile.eval.compare.ComparisonJson;
import dev.ductile.eval.compare.ComparisonLatex;
import dev.ductile.eval.compare.ComparisonText;
import dev.ductile.eval.compare.ScoreComparison;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ductile compare}. */
@Command(
    name = "compare",
    description = {
      "Compares runs over games and seeds: scores with intervals, differences from a baseline, and"
          + " what can be concluded."
    })
final class CompareCommand implements Callable<Integer> {
  @Mixin private ComparisonOptions compared;

  @Option(names = "--csv", paramLabel = "FILE", description = "Also write every number as CSV.")
  private Path csv;

  @Option(names = "--latex", paramLabel = "FILE", description = "Also write a LaTeX table.")
  private Path latex;

  @Option(names = "--json", description = "Print one JSON object.")
  private boolean json;

  @Override
  public Integer call() {
    ScoreComparison comparison = compared.compare(compared.search());
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

  private static void write(Path file, String text) {
    AtomicFiles.write(file, text);
    System.err.println("wrote " + Printable.of(file));
  }
}
