package dev.ductile.base.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReadFailuresTest {
  @Test
  void saysWhyAndNotThePathOnceMore(@TempDir Path scratch) throws IOException {
    Path gone = scratch.resolve("gone");
    Path file = Files.writeString(scratch.resolve("file"), "text");
    assertThat(reason(gone)).isEqualTo("it is not there");
    assertThat(reason(file)).isEqualTo("it is not a folder");
  }

  private static String reason(Path folder) {
    return ReadFailures.reason(
        catchThrowableOfType(IOException.class, () -> Files.list(folder).close()));
  }
}
