package dev.ductile.eval.report.figure;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Nothing that was given becomes markup. */
class MarkupTest {
  @Test
  void markupQuotesAndWhatXmlHasNoPlaceForAreEscaped() {
    assertThat(Markup.escape("<a href=\"x\">'&'"))
        .isEqualTo("&lt;a href=&quot;x&quot;&gt;&#39;&amp;&#39;");
    assertThat(Markup.escape("a\u0000b\u001bc\ud800d\uffffe\nf")).isEqualTo("a b c d e\nf");
    assertThat(Markup.escape("π🎮")).isEqualTo("π🎮");
  }

  @Test
  void longTextIsShortenedBetweenCharacters() {
    assertThat(Markup.shortened("🎮🎮🎮", 3)).isEqualTo("🎮🎮🎮");
    assertThat(Markup.shortened("🎮🎮🎮🎮", 3)).isEqualTo("🎮🎮…");
  }
}
