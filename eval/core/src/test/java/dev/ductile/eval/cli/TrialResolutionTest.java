package dev.ductile.eval.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ductile.base.ConfigurationException;
import dev.ductile.eval.sweep.definition.SweepFile;
import dev.ductile.eval.sweep.definition.Trial;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What makes two trials the same, and how long a large plan takes. */
class TrialResolutionTest {
  private final TrialResolution resolution = new TrialResolution("s.yaml");

  private String identity(String... words) {
    return resolution.identities(List.of(new Trial("train", List.of(words), Map.of()))).get(0);
  }

  @Test
  void theSameConfigurationIsTheSameTrialWhateverTheWords() {
    String plain = identity("--agent", "c51", "--seed", "3");
    assertThat(identity("--seed", "3", "--agent", "c51")).isEqualTo(plain);
    assertThat(identity("--agent", "c51", "--set", "run.seed=3")).isEqualTo(plain);
    assertThat(identity("--agent", "c51", "--preset", "ductile", "--seed", "3")).isEqualTo(plain);
    assertThat(identity("--agent", "c51", "--seed", "3", "--set", "run.checkpointPeriodFrames=9k"))
        .as("a key without influence")
        .isEqualTo(plain);
    assertThat(identity("--agent", "c51", "--seed", "4")).isNotEqualTo(plain);
    assertThat(identity("--agent", "c51", "--seed", "3", "--set", "replay.discount=0.98"))
        .isNotEqualTo(plain);
    assertThat(identity("--agent", "c51", "--seed", "3", "--with", "layer-norm"))
        .isNotEqualTo(plain);
  }

  @Test
  void seedsThatAreReadTogetherAreToldApart() {
    List<Trial> trials =
        List.of("1", "2", "1e0", "3").stream()
            .map(seed -> new Trial("train", List.of("--seed", seed), Map.of()))
            .toList();
    List<String> identities = resolution.identities(trials);
    assertThat(identities.get(0)).isEqualTo(identities.get(2)).isEqualTo(identity("--seed", "1"));
    assertThat(new HashSet<>(identities)).hasSize(3);
    assertThat(identities.get(3)).isEqualTo(identity("--set", "run.seed=3"));
  }

  /** The same readers are used again for every trial: nothing of one may be left for the next. */
  @Test
  void whatOneTrialSetIsGoneForTheNext() {
    String fresh = new TrialResolution("f").identities(plain()).get(0);
    identity("--set", "replay.discount=0.9", "--with", "l2", "--game", "pong", "--frames", "12");
    assertThat(resolution.identities(plain())).containsExactly(fresh);
  }

  private static List<Trial> plain() {
    return List.of(new Trial("train", List.of(), Map.of()));
  }

  @Test
  void gamesThatAreReadTogetherAreToldApart() {
    List<Trial> trials =
        List.of("pong", "breakout").stream()
            .map(game -> new Trial("train", List.of("--game", game, "--seed", "1"), Map.of()))
            .toList();
    assertThat(resolution.identities(trials))
        .containsExactly(
            new TrialResolution("f").identities(trials.subList(0, 1)).get(0),
            new TrialResolution("f").identities(trials.subList(1, 2)).get(0))
        .doesNotHaveDuplicates();
  }

  @Test
  void aBadSeedIsRefusedWhereverItStands() {
    List<Trial> trials =
        List.of("1", "x").stream()
            .map(seed -> new Trial("train", List.of("--seed", seed), Map.of("seed", seed)))
            .toList();
    assertThatThrownBy(() -> resolution.identities(trials))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("s.yaml: trial seed x:");
  }

  @Test
  void demandsCountReplayMemoryAndThreads() {
    var small = resolution.demand(new Trial("train", List.of("--agent", "dqn"), Map.of()));
    var large =
        resolution.demand(
            new Trial(
                "train",
                List.of("--set", "replay.capacityTransitions=1M", "--set", "run.engineThreads=7"),
                Map.of()));
    assertThat(large.memoryBytes() - small.memoryBytes()).isGreaterThan(6_000_000_000L);
    assertThat(large.threads()).isEqualTo(7);
    assertThat(large.isForGpu()).isFalse();
  }

  /** 57 games × 350 settings × 5 seeds; the goal is 10 s on a machine that does nothing else. */
  @Test
  void aPlanOfAHundredThousandTrialsIsMadeInSeconds() {
    StringBuilder rates = new StringBuilder();
    for (int i = 1; i <= 35; i++) {
      rates.append(i == 1 ? "" : ", ").append(i).append("e-5");
    }
    String yaml =
        """
        name: large
        about: a
        size: desk
        differences: d
        command: train
        arguments: [--frames, 10M]
        axes:
          game: {suite: atari57}
          rate: {set: optimizer.learningRate, values: [%s]}
          with: {option: --with, values: {a: "", b: layer-norm, c: l2, d: redo, e: reset, f: adam,
            g: weight-decay, h: crelu, i: gelu, j: tanh}}
          seed: {option: --seed, values: [1, 2, 3, 4, 5]}
        """
            .formatted(rates);
    long start = System.nanoTime();
    List<Trial> trials = Trial.of(SweepFile.parse(yaml, "large.yaml"), resolution);
    Duration took = Duration.ofNanos(System.nanoTime() - start);
    assertThat(trials).hasSize(57 * 35 * 10 * 5);
    assertThat(trials.stream().map(Trial::identitySha256).distinct()).hasSize(trials.size());
    assertThat(took).isLessThan(Duration.ofSeconds(60));
    System.err.println("planned " + trials.size() + " trials in " + took.toMillis() + " ms");
  }
}
