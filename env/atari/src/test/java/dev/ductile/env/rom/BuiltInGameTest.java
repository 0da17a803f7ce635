package dev.ductile.env.rom;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ductile.base.ConfigurationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BuiltInGameTest {
  @Test
  void aHomeThatIsAFileIsNamedWithItsRemedy(@TempDir Path scratch) throws IOException {
    Path file = Files.writeString(scratch.resolve("home"), "no folder");
    assertThatThrownBy(() -> new RomStore(file).require(BuiltInGame.NAME))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining(file.toString())
        .hasMessageContaining("set DUCTILE_HOME");
  }
}
