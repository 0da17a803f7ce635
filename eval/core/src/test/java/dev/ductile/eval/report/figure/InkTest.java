package dev.ductile.eval.report.figure;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Text is read on what it stands on: WCAG's contrast for AA, on light and on dark. */
class InkTest {
  private static final double AA = 4.5;

  @Test
  void textHasContrastOnThePageAndOnEveryCellOfAHeatMap() {
    for (boolean dark : new boolean[] {false, true}) {
      Map<String, Color> colors = colors(Ink.properties(dark));
      assertThat(contrast(colors.get("text"), colors.get("ground"))).isGreaterThan(AA);
      assertThat(contrast(colors.get("muted"), colors.get("ground"))).isGreaterThan(AA);
      assertThat(colors.keySet()).contains("h0", "ha4", "hb4");
      colors.forEach(
          (name, color) -> {
            if (name.startsWith("h")) {
              assertThat(contrast(colors.get("text"), color)).as(name).isGreaterThan(AA);
            }
          });
    }
  }

  private static Map<String, Color> colors(String css) {
    Map<String, Color> colors = new TreeMap<>();
    for (String property : css.split(";")) {
      String[] parts = property.split(":");
      colors.put(parts[0].substring(2), Color.decode(parts[1]));
    }
    return colors;
  }

  private static double contrast(Color one, Color other) {
    double first = luminance(one) + 0.05;
    double second = luminance(other) + 0.05;
    return Math.max(first, second) / Math.min(first, second);
  }

  private static double luminance(Color color) {
    return 0.2126 * linear(color.getRed())
        + 0.7152 * linear(color.getGreen())
        + 0.0722 * linear(color.getBlue());
  }

  private static double linear(int channel) {
    double share = channel / 255.0;
    return share <= 0.04045 ? share / 12.92 : Math.pow((share + 0.055) / 1.055, 2.4);
  }
}
