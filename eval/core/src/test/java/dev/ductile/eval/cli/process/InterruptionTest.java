package dev.ductile.eval.cli.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ductile.eval.folder.ChildJvm;
import java.io.BufferedReader;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Signals to a process that watches for them. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class InterruptionTest {
  private static final int TERM_AT_ONCE = 128 + 15;

  /** A process that says when it is ready, when it was told to stop, and then goes on for long. */
  static final class Watching {
    public static void main(String[] args) throws InterruptedException {
      try (Interruption interruption = new Interruption("told")) {
        System.err.println("ready");
        while (!interruption.getAsBoolean()) {
          Thread.sleep(10);
        }
        Thread.sleep(Long.parseLong(args[0]));
      }
    }
  }

  private static Process watching(long milliseconds) throws IOException {
    Process process = ChildJvm.start(Watching.class, List.of(), Long.toString(milliseconds));
    awaitLine(process.inputReader(), "ready");
    return process;
  }

  private static void awaitLine(BufferedReader lines, String wanted) throws IOException {
    for (String line = lines.readLine(); !wanted.equals(line); line = lines.readLine()) {
      assertThat(line).as("waits for %s", wanted).isNotNull();
    }
  }

  /** A batch system signals a whole tree of processes, and each parent tells its children. */
  @Test
  void signalsThatComeTogetherAreOne() throws Exception {
    Process process = watching(1500);
    process.toHandle().destroy(); // leaves the streams open
    awaitLine(process.inputReader(), "told");
    process.toHandle().destroy(); // leaves the streams open
    assertThat(process.waitFor()).as("finished its work").isZero();
  }

  @Test
  void aLaterSignalEndsTheProcessAtOnce() throws Exception {
    Process process = watching(30_000);
    process.toHandle().destroy(); // leaves the streams open
    awaitLine(process.inputReader(), "told");
    Thread.sleep(1100);
    process.toHandle().destroy(); // leaves the streams open
    assertThat(process.waitFor()).isEqualTo(TERM_AT_ONCE);
  }
}
