package dev.ductile.eval.plot;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MetricWordsTest {
  @Test
  void axesSpeakInWords() {
    assertThat(MetricWords.of("probe.lastTaskScore")).isEqualTo("probe, last task score");
    assertThat(MetricWords.of("evaluation.meanReturn")).isEqualTo("evaluation, mean return");
    assertThat(MetricWords.of("probe.lastTask.plasticity/dead@0/total"))
        .isEqualTo("probe, last task, dead units, whole network");
    assertThat(MetricWords.of("probe.lastTask.plasticity/own-thing/conv1"))
        .isEqualTo("probe, last task, own-thing, conv1");
    assertThat(MetricWords.isShare("probe.lastTask.plasticity/dead@0/total")).isTrue();
    assertThat(MetricWords.isShare("probe.lastTask.plasticity/weight-norm/total")).isFalse();
    String recovery = "probe.alongTasks.recovery.plasticity/dead@0/total";
    assertThat(MetricWords.of(recovery)).isEqualTo("recovery, dead units, whole network");
    assertThat(MetricWords.isCorrelation(recovery)).isFalse();
    assertThat(MetricWords.isCorrelation(recovery.replace("recovery", "withNextScore"))).isTrue();
    assertThat(MetricWords.isShare(recovery)).as("a difference of shares").isFalse();
    assertThat(MetricWords.isShare("probe.loss")).isFalse();
  }
}
