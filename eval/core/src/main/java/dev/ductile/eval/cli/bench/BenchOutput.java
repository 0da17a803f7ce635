package dev.ductile.eval.cli.bench;

import dev.ductile.base.ExitCodes;
import dev.ductile.eval.cli.options.JsonOutput;
import java.util.Map;
import picocli.CommandLine.Option;

/** How a benchmark prints its figures. */
final class BenchOutput {
  @Option(names = "--json", description = "Print one JSON object.")
  private boolean json;

  int print(Map<String, ?> figures) {
    JsonOutput.print(System.out, figures, json);
    return ExitCodes.DONE;
  }

  /** The same, and a profile below or in it. */
  int print(Map<String, Object> figures, ProfileReport profile) {
    if (json) {
      figures.put("profile", profile.toMap());
      return print(figures);
    }
    print(figures);
    System.out.print("\n" + profile.markdown());
    return ExitCodes.DONE;
  }
}
