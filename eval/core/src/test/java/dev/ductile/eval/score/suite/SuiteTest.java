package dev.ductile.eval.score.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ductile.base.ConfigurationException;
import dev.ductile.env.rom.Game;
import dev.ductile.env.rom.GameCatalogue;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class SuiteTest {
  @Test
  void suitesHaveTheirSizesKnownGamesAndASource() {
    for (Suite suite : Suite.all()) {
      assertThat(suite.games())
          .as(suite.name())
          .hasSize(Integer.parseInt(suite.name().substring("atari".length())))
          .doesNotHaveDuplicates();
      assertThat(suite.games()).allSatisfy(GameCatalogue::require);
      assertThat(suite.source()).isNotBlank();
      assertThat(Suite.of(suite.games())).contains(suite);
      suite
          .median()
          .ifPresent(
              median ->
                  assertThat(median.coefficients().keySet())
                      .containsExactlyInAnyOrderElementsOf(suite.games()));
    }
    assertThat(Suite.all())
        .extracting(Suite::name)
        .containsExactly("atari5", "atari10", "atari26", "atari57", "atari60");
  }

  @Test
  void theFiftySevenAreTheCataloguesAndTheHumanTables() {
    Set<String> catalogue =
        GameCatalogue.all().stream()
            .filter(Game::atari57)
            .map(Game::name)
            .collect(Collectors.toSet());
    assertThat(Suite.named("atari57").games()).containsExactlyInAnyOrderElementsOf(catalogue);
    assertThat(Normalization.of("human").games()).isEqualTo(catalogue);
  }

  @Test
  void theMedianIsEstimatedAsPublished() {
    MedianEstimate median = Suite.named("atari5").median().orElseThrow();
    Map<String, Double> scores = new HashMap<>();
    Suite.named("atari5").games().forEach(game -> scores.put(game, 1.0));
    // By hand: 101^0.9653 - 1 in percent.
    assertThat(median.of(scores).orElseThrow())
        .isCloseTo((Math.pow(101, 0.9653) - 1) / 100, org.assertj.core.data.Offset.offset(1e-6));
    scores.replaceAll((game, score) -> -3.0);
    assertThat(median.of(scores)).hasValue(0);
    scores.remove("phoenix");
    assertThat(median.of(scores)).isEmpty();
  }

  @Test
  void anUnknownSuiteIsRefusedWithTheNearest() {
    assertThatThrownBy(() -> Suite.named("atari-10"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("atari10");
    assertThat(Suite.of(List.of("pong"))).isEmpty();
  }
}
