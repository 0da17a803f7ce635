package dev.ductile.eval.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class CsvTest {
  @Test
  void quotesWhatWouldEndACellOrALine() {
    assertThat(Csv.line(List.of("a b", "", "1,5", "say \"x\"", "two\nlines", "r\rn")))
        .isEqualTo("a b,,\"1,5\",\"say \"\"x\"\"\",\"two\nlines\",\"r\rn\"\n");
  }
}
