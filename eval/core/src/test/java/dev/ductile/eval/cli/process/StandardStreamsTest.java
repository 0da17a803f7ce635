package dev.ductile.eval.cli.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ductile.base.ExitCodes;
import dev.ductile.base.files.OutputException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class StandardStreamsTest {

  private static PrintStream failing(String message) {
    return StandardStreams.checked(
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException(message);
          }
        });
  }

  @Test
  void aFullDiskIsToldOnce() {
    PrintStream out = failing("No space left on device");
    assertThatThrownBy(() -> out.println("figures"))
        .isInstanceOf(OutputException.class)
        .hasMessage("cannot write to standard output: No space left on device");
    assertThatCode(out::flush).doesNotThrowAnyException();
  }

  @Test
  void printWritersLetItThrough() {
    PrintWriter writer = new PrintWriter(failing("No space left on device"), true);
    assertThatThrownBy(() -> writer.println("usage")).isInstanceOf(OutputException.class);
  }

  @Test
  void aReaderThatLeftIsNoFailureWorthAWord() {
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    assertThatThrownBy(() -> failing("Broken pipe").println("row"))
        .isInstanceOfSatisfying(
            StandardStreams.ReaderGoneException.class,
            e -> assertThat(Failures.report(e, false, writer(err))).isEqualTo(ExitCodes.FAILED));
    assertThat(err.size()).isZero();
  }

  @Test
  void whatIsWrittenArrivesAsUtf8() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    StandardStreams.checked(bytes).println("ε → 文");
    assertThat(bytes.toString(StandardCharsets.UTF_8)).isEqualTo("ε → 文\n");
  }

  private static PrintWriter writer(ByteArrayOutputStream bytes) {
    return new PrintWriter(bytes, true, StandardCharsets.UTF_8);
  }
}
