package dev.ductile.eval.sweep.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ductile.eval.sweep.definition.Trial;
import dev.ductile.eval.sweep.trial.TrialFolder;
import dev.ductile.eval.sweep.trial.TrialResult;
import dev.ductile.eval.sweep.trial.TrialState;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LiveTableTest {
  private static final int COLUMNS = 100;

  @TempDir private Path scratch;
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);

  private static final Trial TRIAL =
      new Trial("train", List.of("--seed", "3"), Map.of("seed", "3"));

  private TrialFolder folder() throws Exception {
    TrialFolder folder = new TrialFolder(scratch.resolve("trial"));
    Files.createDirectories(folder.run());
    Files.writeString(
        folder.run().resolve("metrics.jsonl"),
        """
        cut off 1,"frames":99999}
        {"kind":"episode","frames":40000,"return":-7.5}
        {"kind":"training","frames":50000,"framesPerSecond":400.0,"loss":1}
        {"kind":"trai
        """);
    return folder;
  }

  private String shown() {
    String text = bytes.toString(StandardCharsets.UTF_8);
    bytes.reset();
    return text;
  }

  @Test
  void aPulseIsReadFromTheEndOfTheLog() throws Exception {
    TrialPulse pulse = TrialPulse.of(folder());
    assertThat(pulse.frames()).isEqualTo(50_000);
    assertThat(pulse.framesPerSecond()).isEqualTo(400);
    assertThat(pulse.lastReturn()).isEqualTo(-7.5);
    assertThat(pulse.left()).as("nothing says how many there are to be").isEmpty();
    assertThat(new TrialPulse(50_000, 90_000, 400, 0, Instant.now()).left())
        .contains(Duration.ofSeconds(100));
    TrialPulse none = TrialPulse.of(new TrialFolder(scratch.resolve("none")));
    assertThat(none.frames()).isEqualTo(-1);
    assertThat(none.lastSign()).isEqualTo(Instant.EPOCH);
  }

  @Test
  void aTerminalShowsARowForEachTrialThatRunsInPlace() throws Exception {
    try (LiveTable table = new LiveTable(TableScreen.terminal(out, () -> COLUMNS), 9, 4)) {
      table.onStart(TRIAL, folder());
      table.tick();
      List<String> first = shown().replace("\033[K", "").lines().toList();
      assertThat(first.get(0)).startsWith("trial ").endsWith("left");
      assertThat(first.get(1)).startsWith("seed 3").contains("running", "50,000", "400", "-7.5");
      assertThat(first.get(2)).startsWith("4 of 9 trials ended (0 failed), 1 running");
      table.tick();
      assertThat(shown()).as("three lines up").startsWith("\033[3A\r\033[J");
      TrialResult done = new TrialResult(TRIAL, folder(), TrialState.DONE, "");
      table.onTrial(done, 5, 9, Duration.ofSeconds(61), Duration.ofMinutes(4));
      assertThat(shown()).contains("[5 of 9] seed 3: done after 61 s, about 4 min left\n");
      table.tick();
      assertThat(shown()).doesNotContain("running  ").contains("5 of 9 trials ended (0 failed)");
    }
  }

  @Test
  void filesGetLinesAlone() throws Exception {
    try (LiveTable table = new LiveTable(TableScreen.plain(out), 2, 0)) {
      table.onStart(TRIAL, folder());
      table.tick();
      assertThat(shown()).isEmpty();
      TrialResult failed =
          new TrialResult(TRIAL, folder(), TrialState.FAILED, "disk \033[31m full");
      table.onTrial(failed, 1, 2, Duration.ZERO, Duration.ZERO);
      assertThat(shown()).contains("failed after 0 s", "  disk ").doesNotContain("\033");
    }
  }

  @Test
  void aTrialThatWritesNothingIsNamedOnce() throws Exception {
    TrialFolder folder = folder();
    Instant begun = Instant.now();
    AtomicReference<Instant> now = new AtomicReference<>(begun.minusSeconds(9_000));
    try (LiveTable table = new LiveTable(TableScreen.plain(out), 2, 0, now::get)) {
      now.set(begun.plusSeconds(5)); // long after the sweep
      table.onStart(TRIAL, folder);
      table.tick();
      assertThat(shown()).isEmpty();
      now.set(begun.plusSeconds(375));
      table.tick();
      table.tick();
      assertThat(shown())
          .isEqualTo("seed 3: no sign of life for 6 min; its log is " + folder.logFile() + "\n");
      Files.setLastModifiedTime(
          folder.run().resolve("metrics.jsonl"), FileTime.from(begun.plusSeconds(370)));
      table.tick();
      assertThat(shown()).isEmpty();
    }
  }

  @Test
  void rowsFitIntoNarrowTerminals() {
    TrialPulse pulse = new TrialPulse(12_345_678, 200_000_000, 1234.5, 20.25, Instant.now());
    TrialRow row = TrialRow.of("a".repeat(200), pulse, Duration.ZERO, Duration.ofMinutes(5));
    for (int columns : new int[] {40, 80, 200}) {
      assertThat(row.text(columns)).hasSizeLessThanOrEqualTo(columns);
    }
    assertThat(row.text(200)).contains("12.3M of 200.0M", "1,23", "20.3", "42 h");
  }
}
