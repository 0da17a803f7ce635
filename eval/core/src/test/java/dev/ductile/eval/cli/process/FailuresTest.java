package dev.ductile.eval.cli.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ductile.base.ConfigurationException;
import dev.ductile.base.ExitCodes;
import java.io.ByteArrayOutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

class FailuresTest {
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  private String line(Throwable failure, int code) {
    PrintWriter writer = new PrintWriter(err, true, StandardCharsets.UTF_8);
    assertThat(Failures.report(failure, false, writer)).isEqualTo(code);
    String text = err.toString(StandardCharsets.UTF_8);
    assertThat(text.lines()).hasSize(1);
    return text;
  }

  /** Exit code 3 is for missing ROMs. */
  @Test
  void aFullHeapIsAFailureWithARemedy() {
    Throwable full = new CompletionException(new OutOfMemoryError("Java heap space"));
    assertThat(line(full, ExitCodes.FAILED)).contains("heap of", "JAVA_OPTS=-Xmx");
  }

  @Test
  void aLibraryThatCannotBeLoadedNamesFolderAndRemedy() {
    Throwable link =
        new ExceptionInInitializerError(
            new UnsatisfiedLinkError(
                "/h/libtensorflow_cc.so.2: failed to map segment from shared object"));
    assertThat(line(link, ExitCodes.FAILED)).contains("/h/libtensorflow_cc.so.2", "noexec");
  }

  @Test
  void whatAClassFoundWrongWhenItWasLoadedIsTold() {
    Throwable wrapped =
        new ExceptionInInitializerError(new ConfigurationException("set DUCTILE_HOME"));
    assertThat(line(wrapped, ExitCodes.USAGE)).isEqualTo("ductile: set DUCTILE_HOME\n");
  }

  @Test
  void anIncompleteClassPathIsNamed() {
    Throwable gone = new NoClassDefFoundError("org/x/Gone");
    gone.initCause(new ClassNotFoundException("org.x.Gone"));
    assertThat(line(gone, ExitCodes.FAILED)).contains("class path is incomplete", "org/x/Gone");
  }

  @Test
  void namesThatTheLocaleCannotExpressAreRefused() {
    Startup.requireReadableNames("UTF-8", "/tmp/文", List.of());
    Startup.requireReadableNames("ANSI_X3.4-1968", "/tmp", List.of("train"));
    assertThatThrownBy(
            () ->
                Startup.requireReadableNames(
                    "ANSI_X3.4-1968", "/tmp/\uFFFD\uFFFD", List.of("train")))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("LC_ALL=C.UTF-8");
  }
}
