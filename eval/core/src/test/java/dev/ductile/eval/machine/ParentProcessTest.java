package dev.ductile.eval.machine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ductile.eval.folder.ChildJvm;
import java.io.BufferedReader;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 60, unit = TimeUnit.SECONDS)
class ParentProcessTest {
  /** Waits for its end. */
  static final class Waiting {
    private Waiting() {}

    public static void main(String[] args) throws Exception {
      Runtime.getRuntime().addShutdownHook(new Thread(() -> System.out.println("told")));
      ParentProcess.endWithIt();
      System.out.println("waits");
      TimeUnit.MINUTES.sleep(2);
    }
  }

  private static Process start(long parent) throws Exception {
    return ChildJvm.start(Waiting.class, List.of("-D" + ParentProcess.PROPERTY + "=" + parent));
  }

  @Test
  void aProcessIsToldToStopOnceItsParentIsKilled() throws Exception {
    Process parent = new ProcessBuilder("sleep", "100").start();
    Process child = start(parent.pid());
    try (BufferedReader out = child.inputReader()) {
      assertThat(out.readLine()).isEqualTo("waits");
      assertThat(child.waitFor(200, TimeUnit.MILLISECONDS)).as("while it lives").isFalse();
      parent.destroyForcibly();
      assertThat(out.readLine()).isEqualTo("told");
      assertThat(child.waitFor()).isEqualTo(143);
    } finally {
      child.destroyForcibly();
    }
  }

  @Test
  void aProcessWhoseParentIsGoneAlreadyStops() throws Exception {
    Process parent = new ProcessBuilder("true").start();
    parent.waitFor();
    Process child = start(parent.pid());
    try {
      assertThat(child.waitFor()).isEqualTo(143);
    } finally {
      child.destroyForcibly();
    }
  }
}
