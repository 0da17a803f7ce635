package dev.ductile.eval.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Logs of today and of earlier versions are read. */
class RunHistoryTest {
  @TempDir Path scratch;

  @Test
  void oldAndNewEvaluationsAreRead() throws IOException {
    Path log = scratch.resolve("metrics.jsonl");
    Files.writeString(
        log,
        """
        {"kind":"training","frames":100,"loss":"NaN","meanValue":"NaN"}
        {"kind":"training","frames":200,"loss":null,"meanValue":null}
        {"kind":"evaluation","frames":400,"evaluationEpisodes":5,"meanReturn":-3.5,\
        "standardDeviation":1.0,"minReturn":-5.0,"maxReturn":-2.0,"evaluationFrames":900,\
        "unfinishedEpisodes":2}
        {"kind":"evaluation","frames":800,"evaluationEpisodes":0,"meanReturn":null,\
        "standardDeviation":null,"minReturn":null,"maxReturn":null,"evaluationFrames":900,\
        "plannedEpisodes":5,"cappedEpisodes":0,"cutEpisodes":2,\
        "games":[{"return":1.0,"lengthFrames":450,"end":"cut"}]}
        """);
    RunHistory history = RunHistory.read(log);
    assertThat(history.curve().evaluations())
        .as("one without a mean leaves no point")
        .singleElement()
        .satisfies(
            evaluation -> {
              assertThat(evaluation.mean()).isEqualTo(-3.5);
              assertThat(evaluation.low()).isEqualTo(-5);
              assertThat(evaluation.high()).isEqualTo(-2);
              assertThat(evaluation.games()).isEqualTo(5);
            });
    assertThat(history.lastEvaluation())
        .containsEntry("episodes", 0)
        .containsEntry("meanReturn", null)
        .containsEntry("cutEpisodes", 2)
        .containsEntry("frames", 900)
        .extractingByKey("games")
        .isInstanceOf(List.class);
  }
}
