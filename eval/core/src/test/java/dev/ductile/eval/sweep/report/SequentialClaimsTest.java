package dev.ductile.eval.sweep.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ductile.base.code.CodeIdentity;
import dev.ductile.eval.statistics.GroupSequential;
import dev.ductile.eval.sweep.Sweep;
import dev.ductile.eval.sweep.SweepTexts;
import dev.ductile.eval.sweep.WordsResolver;
import dev.ductile.eval.sweep.definition.SweepDefinition;
import dev.ductile.eval.sweep.definition.Trial;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Claims that are looked at again as seeds are added; the trials' summaries are made up. */
class SequentialClaimsTest {
  private static final GroupSequential PLAN = new GroupSequential(5, 5, 15);

  @TempDir private Path scratch;

  private SweepReport report(int seeds, ToDoubleFunction<Trial> loss) throws Exception {
    SweepDefinition definition = SweepTexts.small(1, 2, 3, 4, 5).withSeeds(seeds);
    Sweep sweep = new Sweep(definition, scratch, CodeIdentity.current(), new WordsResolver());
    for (Trial trial : sweep.trials()) {
      Path run = Files.createDirectories(sweep.folder(trial).run());
      Files.writeString(
          run.resolve("summary.json"),
          "{\"completed\": true, \"probe\": {\"loss\": " + loss.applyAsDouble(trial) + "}}");
    }
    return SweepReport.write(sweep, sweep.found(), Optional.of(PLAN));
  }

  private static int seed(Trial trial) {
    return Integer.parseInt(trial.labels().get("seed"));
  }

  /** Layer norm is better by much until the tenth seed, and far worse after it. */
  private static double loss(Trial trial) {
    boolean norm = trial.labels().get("network").equals("layer-norm");
    double better = seed(trial) <= 10 ? 2 : -2000;
    double noise = new Random(trial.labels().hashCode()).nextGaussian();
    return (norm ? 100 - better : 100) + noise;
  }

  @Test
  void aVerdictComesAtALookAndStays() throws Exception {
    SweepReport first = report(5, SequentialClaimsTest::loss);
    assertThat(first.claims().get(0).verdict())
        .as("five seeds may spend next to nothing")
        .isEqualTo(Verdict.OPEN);
    assertThat(first.isDecided()).isFalse();
    ClaimResult second = report(10, SequentialClaimsTest::loss).claims().get(0);
    assertThat(second.verdict()).isEqualTo(Verdict.SUPPORTED);
    assertThat(second.note()).contains("decided at 10 seeds, where the interval is at 99.");
    ClaimResult third = report(15, SequentialClaimsTest::loss).claims().get(0);
    assertThat(third.verdict()).isEqualTo(Verdict.SUPPORTED);
    assertThat(third.seeds()).isEqualTo(10);
    assertThat(third.estimate()).isEqualTo(second.estimate());
    assertThat(scratch.resolve("claims.md"))
        .content()
        .contains("Seeds were added until each claim was decided", "[5, 10, 15] seeds at most");
  }

  @Test
  void newSeedsFollowTheGreatest() {
    SweepDefinition more = SweepTexts.small(9, 2, 4).withSeeds(5);
    assertThat(more.seedAxis().orElseThrow().labels())
        .isEqualTo(List.of("9", "2", "4", "10", "11"));
    assertThat(more.withSeeds(5)).isEqualTo(more);
  }
}
