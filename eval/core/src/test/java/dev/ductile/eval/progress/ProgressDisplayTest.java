package dev.ductile.eval.progress;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.LoggerContext;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class ProgressDisplayTest {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);

  @Test
  void plainDisplayWritesALineEachInterval() {
    AtomicLong now = new AtomicLong();
    try (PlainProgressDisplay display =
        new PlainProgressDisplay("volley", at(0), out, Duration.ofSeconds(10), now::get)) {
      for (int i = 1; i <= 250; i++) {
        now.addAndGet(100_000_000L);
        assertThat(display.isDue()).isEqualTo(i == 100 || i == 200);
        display.update(at(i));
      }
    }
    assertThat(lines())
        .containsExactly(
            "volley: 100 of 1,000 frames (10 %), 10 frames/s, return 1.0, loss 2.00, "
                + "epsilon 0.30, ETA 1:30",
            "volley: 200 of 1,000 frames (20 %), 10 frames/s, return 1.0, loss 2.00, "
                + "epsilon 0.30, ETA 1:20",
            "volley: 250 of 1,000 frames (25 %), 10 frames/s, return 1.0, loss 2.00, "
                + "epsilon 0.30, ETA 1:15");
  }

  @Test
  void plainDisplayThatWasNeverUpdatedSaysNothing() {
    new PlainProgressDisplay("x", at(0), out, Duration.ZERO, () -> 0).close();
    assertThat(bytes.size()).isZero();
  }

  private static ProgressSnapshot at(long frames) {
    return ProgressSnapshot.training(frames, 1000, 1, 2, 0.3);
  }

  @Test
  void plainDisplaySaysWhatTakesLongAndNothingOfWhatDoesNot() {
    AtomicLong now = new AtomicLong();
    try (PlainProgressDisplay display =
        new PlainProgressDisplay("v", at(0), out, Duration.ofSeconds(10), now::get)) {
      display.activity("measuring gram, 3 of 24");
      for (int second = 1; second <= 25; second++) {
        now.addAndGet(1_000_000_000L);
        display.tick();
      }
      display.activity(null);
      now.addAndGet(60_000_000_000L);
      display.tick();
      // A part of the work that was done soon says nothing, a long one every interval.
      ProgressDisplay part = display.part("evaluating", at(0));
      part.update(at(1));
      part.close();
      part = display.part("evaluating", at(0));
      now.addAndGet(10_000_000_000L);
      part.update(at(500));
      part.update(at(1000));
      part.close();
    }
    assertThat(lines())
        .containsExactly(
            "v: measuring gram, 3 of 24, 0:10 so far",
            "v: measuring gram, 3 of 24, 0:20 so far",
            "evaluating: 500 of 1,000 frames (50 %), 50 frames/s, return 1.0, loss 2.00, "
                + "epsilon 0.30, ETA 0:10",
            "evaluating: 1,000 of 1,000 frames (100 %), 100 frames/s, return 1.0, loss 2.00, "
                + "epsilon 0.30, ETA 0:00");
  }

  @Test
  void aPartTakesTheTerminalsLineUntilItIsClosed() throws InterruptedException {
    StatusLine line = StatusLine.on(out);
    try (TerminalProgressDisplay display = new TerminalProgressDisplay("v", at(0), line)) {
      display.update(at(400));
      try (ProgressDisplay part = display.part("evaluating", at(0))) {
        part.update(at(100));
        awaitScreen("evaluating  10%");
      }
      display.activity("writing a checkpoint");
      awaitScreen("writing a checkpoint");
    }
    List<String> screen = screen();
    assertThat(screen.get(screen.size() - 2)).startsWith("v  40%").contains("return");
  }

  /** The bar's own thread draws twice a second. */
  private void awaitScreen(String text) throws InterruptedException {
    for (int i = 0; i < 100 && !String.join("\n", screen()).contains(text); i++) {
      Thread.sleep(50);
    }
    assertThat(String.join("\n", screen())).contains(text);
  }

  @Test
  void linesPassAboveTheBarWhole() {
    StatusLine line = StatusLine.on(out);
    PrintStream log = new PrintStream(line.linesAbove(), true, StandardCharsets.UTF_8);
    line.accept("bar 1");
    log.print("half ");
    line.accept("bar 2");
    log.println("line \u03b5");
    line.accept("bar 3");
    log.print("no line break");
    line.close();
    assertThat(screen()).containsExactly("half line \u03b5", "no line break", "bar 3", "");
  }

  @Test
  void terminalBarEndsCleanlyAndShowsTheLastFigures() {
    StatusLine line = StatusLine.on(out);
    PrintStream log = new PrintStream(line.linesAbove(), true, StandardCharsets.UTF_8);
    try (TerminalProgressDisplay display = new TerminalProgressDisplay("v", at(0), line)) {
      display.update(at(100));
      log.println("a message");
      // Too soon to be drawn, yet the last thing seen.
      display.update(at(400));
    }
    List<String> screen = screen();
    assertThat(screen).as(bytes.toString(StandardCharsets.UTF_8)).hasSize(3);
    assertThat(screen.get(0)).isEqualTo("a message");
    assertThat(screen.get(screen.size() - 2)).startsWith("v  40%");
    assertThat(screen.get(screen.size() - 1)).isEmpty();
  }

  @Test
  void ownLogConfigurationGoesWhereStandardErrorGoesNow() throws Exception {
    assertThat(LoggerFactory.getILoggerFactory()).isInstanceOf(LoggerContext.class);
    PrintStream err = System.err;
    System.setErr(out);
    try {
      LoggerFactory.getLogger("dev.ductile.eval.Trainer").info("loaded {}", "volley");
      LoggerFactory.getLogger("dev.ductile.eval.Trainer").debug("not shown");
      LoggerFactory.getLogger("org.other.Library").info("not shown");
      LoggerFactory.getLogger("org.other.Library").warn("careful");
    } finally {
      System.setErr(err);
    }
    assertThat(lines()).hasSize(2);
    assertThat(lines().get(0)).matches("\\d\\d:\\d\\d:\\d\\d INFO  Trainer: loaded volley");
    assertThat(lines().get(1)).matches("\\d\\d:\\d\\d:\\d\\d WARN  Library: careful");
  }

  private List<String> lines() {
    return bytes.toString(StandardCharsets.UTF_8).lines().toList();
  }

  /** What a terminal shows after carriage returns, line feeds and "clear to end of line". */
  private List<String> screen() {
    List<StringBuilder> rows = new ArrayList<>(List.of(new StringBuilder()));
    int column = 0;
    String text = bytes.toString(StandardCharsets.UTF_8);
    for (int i = 0; i < text.length(); i++) {
      StringBuilder row = rows.get(rows.size() - 1);
      if (text.startsWith("\033[K", i)) {
        row.setLength(Math.min(column, row.length()));
        i += 2;
      } else if (text.charAt(i) == '\r') {
        column = 0;
      } else if (text.charAt(i) == '\n') {
        rows.add(new StringBuilder());
        column = 0;
      } else {
        row.replace(column, Math.min(column + 1, row.length()), text.substring(i, i + 1));
        column++;
      }
    }
    return rows.stream().map(StringBuilder::toString).toList();
  }
}
