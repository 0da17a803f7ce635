package dev.ductile.eval.log;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.Configurator.ExecutionStatus;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

class LogSetupTest {
  private static String logged(Runnable work) {
    PrintStream before = System.err;
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    System.setErr(new PrintStream(bytes, true, StandardCharsets.UTF_8));
    try {
      work.run();
    } finally {
      System.setErr(before);
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }

  @Test
  void linesOfOursFromInfoOnAndOfOthersFromWarnOnGoToStandardError() {
    LoggerContext context = new LoggerContext();
    context.setMDCAdapter(new LogbackMDCAdapter());
    String lines =
        logged(
            () -> {
              assertThat(new LogSetup().configure(context))
                  .isEqualTo(ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY);
              context.getLogger("dev.ductile.Some").debug("ours debug");
              context.getLogger("dev.ductile.Some").info("ours info");
              context.getLogger("org.other.Thing").info("others info");
              context.getLogger("org.other.Thing").warn("others warn");
            });
    context.stop();
    assertThat(lines.lines())
        .satisfiesExactly(
            line -> assertThat(line).matches("\\d\\d:\\d\\d:\\d\\d INFO  Some: ours info"),
            line -> assertThat(line).matches("\\d\\d:\\d\\d:\\d\\d WARN  Thing: others warn"));
  }

  @Test
  void aConfigurationOfTheUsersOwnComesBeforeIt() {
    LoggerContext context = new LoggerContext();
    System.setProperty("logback.configurationFile", "mine.xml");
    try {
      assertThat(new LogSetup().configure(context)).isEqualTo(ExecutionStatus.INVOKE_NEXT_IF_ANY);
    } finally {
      System.clearProperty("logback.configurationFile");
    }
  }

  @Test
  void logbackFindsIt() {
    assertThat(ServiceLoader.load(Configurator.class))
        .anyMatch(configurator -> configurator instanceof LogSetup);
  }
}
