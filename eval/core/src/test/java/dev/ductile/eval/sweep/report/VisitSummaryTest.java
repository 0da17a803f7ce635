package dev.ductile.eval.sweep.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ductile.base.code.CodeIdentity;
import dev.ductile.eval.sweep.Sweep;
import dev.ductile.eval.sweep.WordsResolver;
import dev.ductile.eval.sweep.definition.SweepFile;
import dev.ductile.eval.sweep.trial.TrialMetrics;
import dev.ductile.eval.sweep.trial.TrialResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Continual trials with summaries written by hand. */
class VisitSummaryTest {
  private static final String YAML =
      """
      name: visits
      about: a sweep for tests
      size: desk
      differences: everything
      command: train
      arguments: [--frames, "400"]
      axes:
        network: {option: --with, values: {none: "", crelu: crelu}}
        seed: {option: --seed, values: [1, 2]}
      claims: []
      """;

  private static final String SUMMARY =
      """
      {"completed": true, "visits": {
        "framesPerCurvePoint": 100.0, "meanRevisitMinusFirst": %s,
        "each": [
          {"fromFrame": 0, "meanReturn": %s, "curve": [-20.0, %s]},
          {"fromFrame": 200, "meanReturn": %s, "curve": [null, "NaN", 3.0]}]}}
      """;

  @TempDir private Path scratch;

  private Sweep sweep() {
    return new Sweep(
        SweepFile.parse(YAML, "visits.yaml"),
        scratch.resolve("out"),
        CodeIdentity.current(),
        new WordsResolver());
  }

  private void done(TrialResult trial, double change, double first, double second)
      throws Exception {
    Files.createDirectories(trial.folder().run());
    Files.writeString(
        trial.folder().summaryFile(), SUMMARY.formatted(change, first, first, second));
  }

  @Test
  void eachGroupHasItsMeansAndItsCurve() throws Exception {
    Sweep sweep = sweep();
    List<TrialResult> trials = sweep.found();
    done(trials.get(0), -3, 10, 7);
    done(trials.get(1), -5, 12, 7);
    done(trials.get(2), 1, 10, 11); // the second seed of crelu is missing
    VisitSummary.write(sweep, new TrialMetrics(sweep.found()));

    assertThat(Files.readAllLines(sweep.out().resolve("visits.md")))
        .contains(
            "| | seeds | visit 1 | visit 2 | revisits less first |",
            "| none | 2 | 11 | 7 | -4 |",
            "| crelu | 1 | 10 | 11 | 1 |",
            "- none: 2 seeds: no interval below 3 and no verdict below 5",
            "- crelu: 1 seed: no interval below 3 and no verdict below 5");
    assertThat(ImageIO.read(sweep.out().resolve("visits.png").toFile()).getWidth()).isPositive();
  }

  @Test
  void sweepsOfOtherRunsGetNeither() throws Exception {
    Sweep sweep = sweep();
    TrialResult trial = sweep.found().get(0);
    Files.createDirectories(trial.folder().run());
    Files.writeString(trial.folder().summaryFile(), "{\"completed\": true}");
    VisitSummary.write(sweep, new TrialMetrics(sweep.found()));
    assertThat(sweep.out().resolve("visits.md")).doesNotExist();
    assertThat(sweep.out().resolve("visits.png")).doesNotExist();
  }
}
