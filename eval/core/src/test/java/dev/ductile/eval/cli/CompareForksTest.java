package dev.ductile.eval.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ductile.base.ExitCodes;
import dev.ductile.eval.run.stored.ForkOrigin;
import dev.ductile.eval.run.stored.Provenance;
import dev.ductile.eval.score.WrittenRun;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Tails of one prefix are pairs, whatever their seeds. */
class CompareForksTest extends ComparedRuns {
  private static final long FORKED_AT = 400_000;

  private static ForkOrigin origin(int prefix, long frames) {
    String hash = Integer.toHexString(prefix).repeat(64);
    return new ForkOrigin("/runs/" + prefix, frames, hash, hash, "version 1");
  }

  /** Prefixes differ by 10, the intervention by 2 to 3: only pairs can tell. */
  private void tail(int prefix, String with, long seed, long frames) throws IOException {
    double score = 10 * prefix + (with.isEmpty() ? 0 : 2 + 0.2 * prefix);
    WrittenRun.of("boxing", seed, "interventions=" + with)
        .forked(origin(prefix, frames))
        .game(900_000, score, 1000)
        .evaluation(1_000_000, score)
        .write(runs().resolve(with + "-" + prefix + "-" + seed + "-" + frames));
  }

  @Test
  void pairsAreMadeByPrefixAndNotBySeed() throws IOException {
    for (int prefix = 1; prefix <= 5; prefix++) {
      tail(prefix, "", prefix, FORKED_AT);
      tail(prefix, "redo", 6 - prefix, FORKED_AT); // by seed the differences would be wild
    }
    CapturedCommand result = compare("--normalize", "none");
    assertThat(result.code()).as(result.err()).isZero();
    assertThat(result.out())
        .containsPattern("(?m)^boxing +redo +5 .* 2\\.60? .*< 0\\.0")
        .contains("10 runs are forks, paired by prefix instead of seed: 5 prefixes at 400k frames")
        .doesNotContain("not paired by seed");
  }

  @Test
  void theRunThatWasForkedIsTheTailWithoutAChange() throws IOException {
    for (int prefix = 1; prefix <= 5; prefix++) {
      tail(prefix, "redo", 77, FORKED_AT);
      Provenance whole =
          new Provenance(
              Map.of("configurationSha256", origin(prefix, 0).configurationSha256()), List.of());
      WrittenRun.of("boxing", prefix)
          .provenance(whole.comments())
          .game(900_000, 10 * prefix, 1000)
          .evaluation(1_000_000, 10 * prefix)
          .write(runs().resolve("whole-" + prefix));
    }
    CapturedCommand result = compare("--normalize", "none");
    assertThat(result.out())
        .containsPattern("(?m)^boxing +redo +5 .* 2\\.60? .*< 0\\.0")
        .doesNotContain("not paired by seed");
    CapturedCommand area = compare("--normalize", "none", "--score", "auc");
    assertThat(area.code()).as("the curve of a fork begins at the fork").isEqualTo(ExitCodes.USAGE);
    assertThat(area.err()).contains("curveFromFrames is 0 (5 runs) and 400000 (5 runs)");

    tail(1, "redo", 78, 2 * FORKED_AT);
    assertThat(compare("--normalize", "none").out())
        .contains("not paired, as they are prefixes of forks at several frames: ")
        .contains("5 prefixes at 400k frames, 1 prefix at 800k frames");
  }

  @Test
  void tailsOfOnePrefixAreNoIndependentRuns() throws IOException {
    tail(1, "redo", 1, FORKED_AT);
    tail(1, "redo", 2, FORKED_AT);
    tail(1, "", 1, FORKED_AT);
    assertThat(compare("--normalize", "none").out())
        .contains("redo on boxing: 2 runs of prefix 111111111111@400000 count as one");
  }

  @Test
  void theReportShowsForks() throws IOException {
    for (int prefix = 1; prefix <= 3; prefix++) {
      tail(prefix, "", 1, FORKED_AT);
      tail(prefix, "redo", 1, FORKED_AT);
    }
    CapturedCommand report =
        CapturedCommand.run(
            folder.resolve("home"),
            "report",
            runs().toString(),
            "--normalize",
            "none",
            "--out",
            folder.resolve("report.html").toString());
    assertThat(report.code()).as(report.err()).isZero();
    assertThat(Files.readString(folder.resolve("report.html"))).contains("paired by prefix");
  }
}
