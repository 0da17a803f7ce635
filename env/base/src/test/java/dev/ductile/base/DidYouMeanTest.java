package dev.ductile.base;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DidYouMeanTest {
  private static final List<String> KEYS =
      List.of(
          "env.game",
          "optimizer.kind",
          "optimizer.beta1",
          "optimizer.l2",
          "optimizer.epsilon",
          "exploration.epsilonStart",
          "optimizer.learningRate",
          "optimizer.finalLearningRate",
          "replay.batchSize",
          "replay.discount",
          "run.frames",
          "run.seed",
          "run.environmentThreads",
          "run.engineThreads",
          "layer-norm",
          "rms-norm",
          "weight-decay",
          "redo");

  @ParameterizedTest
  @CsvSource({
    "run.threads, run.environmentThreads or run.engineThreads",
    "threads, run.environmentThreads or run.engineThreads",
    "learning.discount, replay.discount",
    "batchSise, replay.batchSize",
    "replay.batchSise, replay.batchSize",
    "learnRate, optimizer.learningRate",
    "Run.Seed, run.seed",
    "run.frame, run.frames",
    "layernorm, layer-norm",
    "LayerNorm, layer-norm",
    "decay, weight-decay",
    "norm, layer-norm or rms-norm",
    "red, redo",
    "optimizer.eps, optimizer.epsilon",
    "optimiser.l2, optimizer.l2",
    "learning.epsilonStart, exploration.epsilonStart",
  })
  void findsWhatWasMeant(String typed, String expected) {
    assertThat(String.join(" or ", DidYouMean.of(typed, KEYS))).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({"zebra", "qqqqqqqqqqqqqqqq", "x", "'.'", "''", "run."})
  void guessesNothingWhereNothingIsNear(String typed) {
    assertThat(DidYouMean.of(typed, KEYS)).isEmpty();
    assertThat(DidYouMean.question(typed, KEYS)).isEmpty();
  }

  @Test
  void saysWhatThereIsInAnyCase() {
    List<String> agents = List.of("c51", "dqn", "rainbow");
    assertThat(DidYouMean.unknown("agent", "rainbw", agents))
        .isEqualTo("unknown agent 'rainbw': did you mean rainbow? There are c51, dqn, rainbow");
    assertThat(DidYouMean.unknown("agent", "sarsa", agents))
        .isEqualTo("unknown agent 'sarsa'; there are c51, dqn, rainbow");
  }
}
