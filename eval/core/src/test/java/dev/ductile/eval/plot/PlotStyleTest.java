package dev.ductile.eval.plot;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PlotStyleTest {
  /** Neighbours differ without colours, and no colour vanishes on white paper. */
  @Test
  void seriesAreToldApartInBlackAndWhite() {
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < 30; i++) {
      PlotStyle.Series series = PlotStyle.series(i);
      String dashes = Arrays.toString(series.stroke().getDashArray());
      assertThat(seen.add(dashes + System.identityHashCode(series.marker()))).as("%d", i).isTrue();
      Color c = series.color();
      double luminance = 0.2126 * c.getRed() + 0.7152 * c.getGreen() + 0.0722 * c.getBlue();
      assertThat(luminance).as("%d", i).isLessThan(190);
    }
  }
}
