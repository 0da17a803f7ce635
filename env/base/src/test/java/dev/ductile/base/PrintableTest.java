package dev.ductile.base;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class PrintableTest {
  @Test
  void namesAreLeftAsTheyAre() {
    for (String name :
        new String[] {"", "runs/a b", "größe", "ポン", "👩‍🚀", "a\\u001b", "~!'\"$"}) {
      assertThat(Printable.of(name)).isEqualTo(name);
    }
    assertThat(Printable.of(Path.of("runs", "x"))).isEqualTo(Path.of("runs", "x").toString());
    assertThat(Printable.of(null)).isEqualTo("null");
  }

  @Test
  void whatATerminalWouldObeyIsEscaped() {
    assertThat(Printable.of("\u001b[31mred\u0007")).isEqualTo("\\u001b[31mred\\u0007");
    assertThat(Printable.of("a\r\nb\tc\u007f\u009b2J"))
        .isEqualTo("a\\u000d\\u000ab\\u0009c\\u007f\\u009b2J");
    assertThat(Printable.of("x\u202egnp.exe\u2066\u200f\ufeff\u2028"))
        .isEqualTo("x\\u202egnp.exe\\u2066\\u200f\\ufeff\\u2028");
    assertThat(Printable.of("\ud800")).isEqualTo("\\ud800");
  }
}
