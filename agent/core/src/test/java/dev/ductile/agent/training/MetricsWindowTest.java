package dev.ductile.agent.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Means of a period, and the layout in which checkpoints hold them. */
class MetricsWindowTest {
  private final MetricsWindow window = new MetricsWindow();

  private void add(double loss, double meanValue) {
    Map<String, Double> figures = Map.of("loss", loss, "meanValue", meanValue);
    window.add(figures::get);
  }

  @Test
  void givesMeansOfThePeriodAndTheLastUpdateInBetween() {
    assertThat(window.take(1, 0).value(TrainingMetrics.LOSS)).isNaN();
    add(1, 10);
    add(4, 20);
    assertThat(window.peek(0.5, 7).values().values()).asString().isEqualTo("[4.0, 20.0, 0.5, 7]");
    assertThat(window.take(0.5, 7).values().values()).asString().isEqualTo("[2.5, 15.0, 0.5, 7]");
    assertThat(window.take(0.5, 7).value(TrainingMetrics.MEAN_VALUE)).isNaN();
    assertThat(window.peek(0.5, 7).value(TrainingMetrics.LOSS)).isEqualTo(4);
  }

  @Test
  void checkpointsHoldSumsThenTheCountThenTheLastValues() throws IOException {
    add(1, 10);
    add(4, 20);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    window.save(new DataOutputStream(bytes));
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes.toByteArray()));
    assertThat(in.readDouble()).isEqualTo(5);
    assertThat(in.readDouble()).isEqualTo(30);
    assertThat(in.readLong()).isEqualTo(2);
    assertThat(in.readDouble()).isEqualTo(4);
    assertThat(in.readDouble()).isEqualTo(20);
    assertThat(in.available()).isZero();

    MetricsWindow restored = new MetricsWindow();
    restored.restore(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
    assertThat(restored.take(0, 0)).isEqualTo(window.take(0, 0));
  }
}
