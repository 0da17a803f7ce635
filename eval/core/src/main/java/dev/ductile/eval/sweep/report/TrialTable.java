package dev.ductile.eval.sweep.report;

import dev.ductile.base.code.CodeIdentity;
import dev.ductile.base.files.AtomicFiles;
import dev.ductile.eval.sweep.StaleTrials;
import dev.ductile.eval.sweep.Sweep;
import dev.ductile.eval.sweep.trial.TrialMetrics;
import dev.ductile.eval.sweep.trial.TrialResult;
import dev.ductile.eval.text.Csv;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/** {@code trials.csv}: a line for each trial (RFC 4180, but with bare line feeds). */
final class TrialTable {
  private TrialTable() {}

  /**
   * Columns: trial, the axes, status, every claim's metric (empty where there is none), folder,
   * code, why it is stale. Nothing of how often a trial was stopped: tables of equal results are
   * equal.
   */
  static void write(Path file, Sweep sweep, TrialMetrics metrics, StaleTrials stale) {
    StringBuilder csv = new StringBuilder();
    List<String> head = new ArrayList<>(List.of("trial"));
    sweep.definition().axes().forEach(axis -> head.add(axis.name()));
    head.add("status");
    head.addAll(sweep.definition().metrics());
    head.add("folder");
    head.addAll(List.of("code", "stale"));
    csv.append(Csv.line(head));
    for (TrialResult result : metrics.results()) {
      List<String> cells = new ArrayList<>();
      cells.add(result.folder().path().getFileName().toString());
      sweep
          .definition()
          .axes()
          .forEach(axis -> cells.add(result.trial().labels().getOrDefault(axis.name(), "")));
      cells.add(result.state().text());
      for (String metric : sweep.definition().metrics()) {
        OptionalDouble value = metrics.value(result, metric);
        cells.add(value.isPresent() ? Double.toString(value.getAsDouble()) : "");
      }
      cells.add(sweep.out().relativize(result.folder().run()).toString());
      cells.add(
          result.folder().code().stream()
              .map(CodeIdentity::codeSha256)
              .collect(Collectors.joining(" ")));
      cells.add(stale.reason(result.trial()).orElse(""));
      csv.append(Csv.line(cells));
    }
    AtomicFiles.write(file, csv.toString());
  }
}
