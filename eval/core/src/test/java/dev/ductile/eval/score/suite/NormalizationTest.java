package dev.ductile.eval.score.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ductile.base.ConfigurationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NormalizationTest {
  @TempDir private Path folder;

  @Test
  void humansAreOneAndRandomPlayersNothing() {
    Normalization human = Normalization.of("human");
    assertThat(human.of("pong", -20.7)).hasValue(0);
    assertThat(human.of("pong", 14.6)).hasValue(1);
    assertThat(human.of("double_dunk", -18.6)).hasValue(0);
    assertThat(human.of("volley", 3)).isEmpty();
    assertThat(human.of("pooyan", 3)).isEmpty();
    assertThat(human.conditions()).contains("dqn_zoo 45061f4").contains("108,000 frames");
    assertThat(human.isRaw()).isFalse();
  }

  @Test
  void noneLeavesReturnsAsTheyAre() {
    assertThat(Normalization.of("none").of("volley", -7)).hasValue(-7);
    assertThat(Normalization.of("none").isRaw()).isTrue();
  }

  @Test
  void filesAreTakenWithTheirConditions() throws IOException {
    Path file = folder.resolve("own.csv");
    Files.writeString(file, "# measured here\ngame,random,human\nvolley,-16,4\n");
    Normalization own = Normalization.of(file.toString());
    assertThat(own.of("volley", -6)).hasValue(0.5);
    assertThat(own.of("pong", 1)).isEmpty();
    assertThat(own.conditions()).isEqualTo("measured here");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "game,human,random;volley,1,2|the columns are not",
        "game,random,human;volley,1|two numbers",
        "game,random,human;volley,1,x|two numbers",
        "game,random,human;volley,1,1|must differ",
        "game,random,human;volley,1,NaN|must differ",
        "game,random,human;volley,1,2;volley,1,2|stands twice",
        "game,random,human|there is no game"
      })
  void wrongFilesAreRefusedWithTheirLine(String lines, String reason) throws IOException {
    Path file = folder.resolve("own.csv");
    Files.writeString(file, lines.replace(';', '\n'));
    assertThatThrownBy(() -> Normalization.of(file.toString()))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining(file + ", line ")
        .hasMessageContaining(reason);
  }

  @Test
  void whatIsNoFileIsRefused() {
    assertThatThrownBy(() -> Normalization.of("humna"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("use human, none or a CSV file");
  }
}
