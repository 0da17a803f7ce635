package dev.ductile.eval.sweep.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.ductile.base.code.CodeIdentity;
import dev.ductile.eval.sweep.Sweep;
import dev.ductile.eval.sweep.SweepTexts;
import dev.ductile.eval.sweep.WordsResolver;
import dev.ductile.eval.sweep.definition.SweepDefinition;
import dev.ductile.eval.sweep.definition.SweepFile;
import dev.ductile.eval.sweep.definition.Trial;
import dev.ductile.eval.sweep.trial.TrialMetrics;
import dev.ductile.eval.sweep.trial.TrialResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Claims on summaries made by hand. */
class ClaimTestTest {
  private static final Integer[] FIVE = {1, 2, 3, 4, 5};

  @TempDir private Path out;

  /** Summaries for all trials; null for one that is not there. */
  private Sweep sweep(SweepDefinition definition, Function<Map<String, String>, String> loss)
      throws Exception {
    Sweep sweep = new Sweep(definition, out, CodeIdentity.current(), new WordsResolver());
    for (Trial trial : sweep.trials()) {
      String value = loss.apply(trial.labels());
      if (value != null) {
        Path file = sweep.folder(trial).summaryFile();
        Files.createDirectories(file.getParent());
        Files.writeString(
            file, "{\"completed\": true, \"probe\": {\"loss\": " + value + ", \"name\": \"x\"}}");
      }
    }
    return sweep;
  }

  private static List<ClaimResult> test(Sweep sweep) {
    return new ClaimTest(sweep.definition(), new TrialMetrics(sweep.found())).all();
  }

  private static int number(Map<String, String> labels, String axis) {
    return Integer.parseInt(labels.get(axis));
  }

  private static boolean isNormalised(Map<String, String> labels) {
    return labels.get("network").equals("layer-norm");
  }

  @Test
  void supported() throws Exception {
    // Without: offset and a part of the seed; with: the seed alone. Differences by seed s: the mean
    // offset, 110/3, less s.
    Sweep sweep =
        sweep(
            SweepTexts.small(FIVE),
            at -> "" + ((isNormalised(at) ? 0 : number(at, "offset")) + seedLoss(at)));
    List<ClaimResult> results = test(sweep);
    ClaimResult groups = results.get(0);
    assertThat(groups.estimate().estimate()).isCloseTo(3 - 110.0 / 3, within(1e-9));
    // Standard error √(2.5/5), t quantile 4.0880 at 98.5 % with 4 degrees of freedom (SciPy).
    assertThat(groups.estimate().low()).isCloseTo(3 - 110.0 / 3 - 2.8906, within(1e-4));
    assertThat(groups.verdict()).isEqualTo(Verdict.SUPPORTED);
    assertThat(groups.seeds()).isEqualTo(5);
    assertThat(groups.missing()).isZero();
    assertThat(groups.groups().get(0).label()).isEqualTo("layer-norm");
    assertThat(groups.groups().get(0).values()).containsExactly(1000, 2000, 3000, 4000, 5000);
    ClaimResult trend = results.get(1);
    assertThat(trend.estimate().estimate()).isEqualTo(1);
    assertThat(trend.estimate().hasEnds()).isFalse();
    assertThat(trend.verdict()).as("five signs are too few").isEqualTo(Verdict.OPEN);
    assertThat(trend.note())
        .isEqualTo("all 5 seeds came to the same number: no interval; sign test p = 0.063");
    assertThat(trend.groups()).extracting(MetricGroup::label).containsExactly("0", "10", "100");
  }

  private static int seedLoss(Map<String, String> labels) {
    return number(labels, "seed") * (isNormalised(labels) ? 1000 : 999);
  }

  @Test
  void contradicted() throws Exception {
    Sweep sweep =
        sweep(
            SweepTexts.small(1, 2, 3, 4, 5, 6),
            at -> "" + ((isNormalised(at) ? 5000 : -number(at, "offset")) + seedLoss(at)));
    List<ClaimResult> results = test(sweep);
    assertThat(results)
        .extracting(ClaimResult::verdict)
        .containsExactly(Verdict.CONTRADICTED, Verdict.CONTRADICTED);
    assertThat(results.get(1).note()).as("six equal signs").contains("sign test p = 0.031");
  }

  /** Values by seed s: with 100 + s, less 101; offsets are averaged first. */
  @Test
  void aGroupAgainstANumber() throws Exception {
    String yaml = SweepTexts.yaml(FIVE).replace("than: {network: none}", "than: 101");
    SweepDefinition definition = SweepFile.parse(yaml, "f");
    Sweep sweep =
        sweep(
            definition,
            at ->
                isNormalised(at)
                    ? "" + (100 + number(at, "seed") + number(at, "offset"))
                    : "-1000");
    ClaimResult result = test(sweep).get(0);
    double mean = 100 + 3 + 110 / 3.0 - 101;
    assertThat(result.estimate().estimate()).isCloseTo(mean, within(1e-9));
    // As in supported(): the same spread over five seeds.
    assertThat(result.estimate().low()).isCloseTo(mean - 2.8906, within(1e-4));
    assertThat(result.verdict()).as("lower was claimed").isEqualTo(Verdict.CONTRADICTED);
    assertThat(result.groups()).extracting(MetricGroup::label).containsExactly("layer-norm");
    SweepReport.write(sweep, new ArrayList<>(sweep.found()));
    assertThat(out.resolve("claims.md"))
        .content()
        .contains("| layer-norm: mean less 101.0 | 5 | 38.6667 | 35.776 to 41.5573 |");
    assertThat(Files.size(out.resolve("claims.png"))).isGreaterThan(5000);
  }

  @Test
  void openWhenSeedsDisagree() throws Exception {
    int[] sign = {0, 1, -1, 1, -1, 1};
    Sweep sweep =
        sweep(
            SweepTexts.small(FIVE),
            at ->
                isNormalised(at)
                    ? "0"
                    : "" + sign[number(at, "seed")] * (number(at, "offset") + 1));
    assertThat(test(sweep))
        .extracting(ClaimResult::verdict)
        .containsExactly(Verdict.OPEN, Verdict.OPEN);
  }

  /** However clear they are. */
  @Test
  void fewSeedsGiveNoVerdictAndFewerNoInterval() throws Exception {
    for (int seeds = 1; seeds < 5; seeds++) {
      Integer[] some = java.util.Arrays.copyOf(FIVE, seeds);
      ClaimResult result =
          test(sweep(
                  SweepTexts.small(some), at -> "" + (isNormalised(at) ? 0 : 5000 + seedLoss(at))))
              .get(0);
      assertThat(result.verdict()).isEqualTo(Verdict.OPEN);
      assertThat(result.estimate().estimate()).isNegative();
      assertThat(result.estimate().hasEnds()).isEqualTo(seeds >= 3);
      assertThat(result.groups().get(1).mean().hasEnds()).isEqualTo(seeds >= 3);
      assertThat(result.note())
          .isEqualTo(
              seeds == 1
                  ? "1 seed: no interval below 3 and no verdict below 5"
                  : seeds == 2
                      ? "2 seeds: no interval below 3 and no verdict below 5"
                      : seeds + " seeds: interval shown, no verdict below 5");
    }
  }

  @Test
  void trialsWithoutAFiniteNumberAreCountedAndLeftOutWithTheirPartners() throws Exception {
    Sweep sweep =
        sweep(
            SweepTexts.small(1, 2, 3, 4, 5, 6, 7),
            at -> {
              if (at.get("seed").equals("6")) {
                return null;
              }
              if (at.get("seed").equals("7") && isNormalised(at)) {
                // null: an evaluation that finished too few games
                return number(at, "offset") % 2 == 0 ? "null" : "\"NaN\"";
              }
              return isNormalised(at) ? "1" : "2";
            });
    ClaimResult result = test(sweep).get(0);
    assertThat(result.seeds()).isEqualTo(5);
    assertThat(result.missing()).isEqualTo(3 + 3 + 3);
    assertThat(result.estimate().estimate()).isEqualTo(-1);
    ClaimResult flat = test(sweep).get(1);
    assertThat(flat.estimate().estimate()).as("no change is no trend").isZero();
    assertThat(flat.verdict()).isEqualTo(Verdict.OPEN);
  }

  @Test
  void groupsWithoutACommonSeedAreNotPaired() throws Exception {
    Sweep sweep =
        sweep(
            SweepTexts.small(1, 2, 3, 4, 5, 6, 7, 8, 9, 10),
            at ->
                isNormalised(at) == number(at, "seed") <= 5
                    ? (isNormalised(at) ? "1" : "" + (10 + number(at, "seed")))
                    : null);
    ClaimResult result = test(sweep).get(0);
    assertThat(result.note()).contains("not paired");
    assertThat(result.estimate().estimate()).isCloseTo(1 - 18, within(1e-9));
    assertThat(result.verdict()).isEqualTo(Verdict.SUPPORTED);
  }

  @Test
  void withoutDataThereIsNothingToSay() throws Exception {
    List<ClaimResult> results = test(sweep(SweepTexts.small(FIVE), at -> null));
    assertThat(results).extracting(ClaimResult::note).containsOnly("no data yet");
    assertThat(results.get(0).estimate().estimate()).isNaN();
    assertThat(results.get(0).missing()).isEqualTo(30);
  }

  @Test
  void everythingIsWritten() throws Exception {
    Sweep sweep =
        sweep(
            SweepTexts.small(FIVE),
            at -> "" + ((isNormalised(at) ? 0 : number(at, "offset")) + seedLoss(at)));
    List<TrialResult> found = new ArrayList<>(sweep.found());
    SweepReport.write(sweep, found);
    List<String> csv = Files.readAllLines(out.resolve("trials.csv"));
    assertThat(csv).hasSize(31);
    assertThat(csv.get(0))
        .isEqualTo("trial,network,offset,seed,status,probe.loss,folder,code,stale");
    String name = "network=none_offset=0_seed=1_" + sweep.trials().get(0).hash();
    assertThat(csv.get(1))
        .isEqualTo(
            name + ",none,0,1,done,999.0,trials/" + name + "/run,,code that was not written down");
    assertThat(out.resolve("claims.md"))
        .content()
        .contains("| layer norm is better | a paper | `probe.loss` | layer-norm − none | 5 |")
        .contains("| -33.6667 | -36.5573 to -30.776 | **supported** |")
        .contains("not about the");
    assertThat(out.resolve("claims.json")).content().contains("\"verdict\" : \"supported\"");
    assertThat(Files.size(out.resolve("claims.png"))).isGreaterThan(5000);
    assertThat(Files.list(out).map(f -> f.getFileName().toString()))
        .containsExactlyInAnyOrder(
            "trials", "trials.csv", "claims.json", "claims.md", "claims.png", "claims.svg");
  }
}
