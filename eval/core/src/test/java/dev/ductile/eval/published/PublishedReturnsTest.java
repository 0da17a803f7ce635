package dev.ductile.eval.published;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.ductile.agent.config.RunConfig;
import dev.ductile.agent.settings.AgentPresets;
import dev.ductile.agent.settings.Settings;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PublishedReturnsTest {
  private static final double ROUNDING = 0.005;

  /** Five runs' means of one iteration, from Dopamine's own files. */
  @ParameterizedTest
  @CsvSource({
    "boxing, 0, -6.2143, -5.9214, -5.8786, -4.8071, -5.6000",
    "boxing, 3, 10.4500, 9.1571, 8.6286, 8.8143, 6.3714",
    "freeway, 0, 0.9512, 0.5122, 0.1057, 0.7642, 0.4715",
    "freeway, 3, 27.5610, 28.0407, 27.4634, 27.6911, 27.7236",
    "pong, 0, -20.4875, -20.4397, -20.5263, -20.3692, -20.4857",
    "pong, 3, -19.6346, -15.8080, -14.1196, -17.6634, -16.4184"
  })
  void rainbowIsTheMeanOfItsFiveRuns(
      String game, int iteration, double a, double b, double c, double d, double e) {
    double[] runs = {a, b, c, d, e};
    double mean = Arrays.stream(runs).average().orElseThrow();
    double squares = Arrays.stream(runs).map(r -> (r - mean) * (r - mean)).sum();
    PublishedReturn published =
        PublishedReturns.of("rainbow", game).stream()
            .filter(p -> p.fromFrames() == iteration * 1_000_000L)
            .findFirst()
            .orElseThrow();
    assertThat(published.toFrames()).isEqualTo((iteration + 1) * 1_000_000L);
    assertThat(published.mean()).isCloseTo(mean, within(2 * ROUNDING));
    assertThat(published.standardDeviation())
        .isCloseTo(Math.sqrt(squares / 4), within(2 * ROUNDING));
  }

  @ParameterizedTest
  @CsvSource({"dqn, breakout", "c51, pong", "rainbow, yars_revenge", "rainbow, air_raid"})
  void everyAgentHasItsStretchesInOrder(String agent, String game) {
    List<PublishedReturn> all = PublishedReturns.of(agent, game);
    assertThat(all)
        .extracting(PublishedReturn::fromFrames)
        .containsExactly(0L, 3_000_000L, 8_000_000L, 37_000_000L, 195_000_000L);
    assertThat(all)
        .extracting(PublishedReturn::toFrames)
        .containsExactly(1_000_000L, 4_000_000L, 11_000_000L, 40_000_000L, 200_000_000L);
  }

  @Test
  void whatWasNotPublishedHasNone() {
    assertThat(PublishedReturns.of("iqn", "pong")).isEmpty();
    assertThat(PublishedReturns.of("rainbow", "volley")).isEmpty();
    assertThat(PublishedReturns.of("rainbow", "surround")).isEmpty();
  }

  @Test
  void onlyRunsByTheSameRulesAreCompared() {
    assertThat(PublishedReturns.of(config("dopamine"))).hasSize(5);
    assertThat(PublishedReturns.of(config("dopamine", "learning.updatePeriodSteps=8"))).hasSize(5);
    assertThat(PublishedReturns.of(config("dopamine", "env.stickyActionProbability=0"))).isEmpty();
    assertThat(PublishedReturns.of(config("dopamine", "env.lifeLoss=TERMINAL_SIGNAL"))).isEmpty();
    assertThat(PublishedReturns.of(config("dopamine", "env.actionSet=FULL"))).isEmpty();
    assertThat(PublishedReturns.of(config("dqn-zoo"))).isEmpty();
    assertThat(PublishedReturns.of(config("ductile"))).isEmpty();
  }

  @Test
  void comparesWithTheGamesThatEndedWithinTheFrames() {
    List<Long> ends = List.of(7_000L, 1_000_000L, 1_000_001L, 3_000_000L, 3_500_000L, 4_000_000L);
    List<Double> returns = List.of(2.0, -8.0, 50.0, 60.0, 10.0, 13.0);
    RunConfig config = config("dopamine");
    assertThat(PublishedComparison.of(config, 999_999, ends, returns)).isEmpty();
    assertThat(PublishedComparison.of(config, 1_000_000, ends, returns)).hasSize(1);
    List<PublishedComparison> both = PublishedComparison.of(config, 4_000_004, ends, returns);
    assertThat(both).extracting(PublishedComparison::episodes).containsExactly(2, 2);
    assertThat(both).extracting(PublishedComparison::mean).containsExactly(-3.0, 11.5);
    assertThat(both.get(1).line())
        .isEqualTo(
            "training games, frames 3M to 4M: mean return 11.50 over 2 games; Dopamine's 5 runs:"
                + " 8.68 ± 1.48");
    assertThat(both.get(0).toMap())
        .containsEntry("meanReturn", -3.0)
        .containsEntry("publishedMeanReturn", -5.68);
  }

  private static RunConfig config(String preset, String... assignments) {
    Settings<RunConfig> settings =
        AgentPresets.load("rainbow", preset).put("env.game", "boxing", "test");
    for (String assignment : assignments) {
      settings.putText(assignment, "test");
    }
    return settings.toConfig();
  }
}
