package dev.ductile.base.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ductile.base.ConfigurationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TextFilesTest {
  @TempDir private Path folder;

  @Test
  void readsUtf8() throws IOException {
    Path file = folder.resolve("a text");
    Files.writeString(file, "größer\n");
    assertThat(TextFiles.read(file, "--config")).isEqualTo("größer\n");
  }

  @Test
  void saysWhyAFileCannotBeRead() throws IOException {
    Path latin = folder.resolve("latin");
    Files.write(latin, new byte[] {'c', 'a', 'f', (byte) 0xe9, ':', ' ', '1'});
    expect(latin, "not UTF-8");
    expect(folder, "a folder");
    expect(folder.resolve("absent"), "no such file");
    expect(latin.resolve("below"), "no such file");
  }

  private static void expect(Path file, String reason) {
    assertThatThrownBy(() -> TextFiles.read(file, "--config"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageStartingWith("--config " + file + " cannot be read: ")
        .hasMessageContaining(reason);
  }

  @Test
  void theByteOrderMarkOfSpreadsheetsIsNoText(@TempDir Path folder) throws IOException {
    Path csv = Files.writeString(folder.resolve("scores.csv"), "\uFEFFgame,seed,score\n");
    assertThat(TextFiles.read(csv, "scores'")).isEqualTo("game,seed,score\n");
  }
}
