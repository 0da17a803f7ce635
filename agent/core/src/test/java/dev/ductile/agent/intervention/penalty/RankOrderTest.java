package dev.ductile.agent.intervention.penalty;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Comparator;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RankOrderTest {
  @Test
  void ordersLikeAStableSort() {
    long seed = System.nanoTime();
    SplittableRandom random = new SplittableRandom(seed);
    for (int round = 0; round < 30; round++) {
      float[] values = new float[1 + random.nextInt(5000)];
      for (int i = 0; i < values.length; i++) {
        float any = Float.intBitsToFloat(random.nextInt());
        float few = (random.nextInt(9) - 4) / 4f * (random.nextBoolean() ? 1 : -1);
        values[i] = Float.isNaN(any) || random.nextBoolean() ? few : any;
      }
      int[] expected =
          IntStream.range(0, values.length)
              .boxed()
              .sorted(Comparator.comparing(i -> values[i]))
              .mapToInt(i -> i)
              .toArray();
      assertThat(RankOrder.of(values)).as("seed %d", seed).isEqualTo(expected);
    }
  }

  @Test
  void ordersNothing() {
    assertThat(RankOrder.of(new float[0])).isEmpty();
  }
}
