package dev.ductile.eval.video;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PixelScaleTest {
  /** All heights that the emulator's games have, and a few that they do not. */
  @ParameterizedTest
  @ValueSource(ints = {100, 192, 210, 214, 220, 230, 250, 312, 480, 481, 600})
  void everyAtariScreenIsShownAt4To3AndLosesNoRow(int height) {
    PixelScale scale = PixelScale.toWidth(160, height, 640);
    assertThat(scale.width() * 3).isEqualTo(scale.height() * 4);
    assertThat(scale.width()).isGreaterThanOrEqualTo(640);
    assertThat(scale.height()).isGreaterThanOrEqualTo(height);
    assertEveryPixelIsABlock(scale);
  }

  @Test
  void allScreensOf210To250RowsHaveOneSize() {
    for (int height = 210; height <= 250; height++) {
      PixelScale scale = PixelScale.toWidth(160, height, 640);
      assertThat(scale).isEqualTo(new PixelScale(160, height, 640, 480));
    }
  }

  @Test
  void otherPicturesKeepTheirSquarePixels() {
    assertThat(PixelScale.toWidth(84, 84, 640)).isEqualTo(new PixelScale(84, 84, 672, 672));
    assertThat(PixelScale.toWidth(701, 33, 640)).isEqualTo(new PixelScale(701, 33, 701, 33));
    assertEveryPixelIsABlock(PixelScale.toWidth(84, 84, 640));
  }

  private static void assertEveryPixelIsABlock(PixelScale scale) {
    for (int x = 0; x < scale.sourceWidth(); x++) {
      assertThat(scale.left(x + 1)).isGreaterThan(scale.left(x));
      for (int shown = scale.left(x); shown < scale.left(x + 1); shown++) {
        assertThat(scale.sourceX(shown)).isEqualTo(x);
      }
    }
    assertThat(scale.left(0)).isZero();
    assertThat(scale.left(scale.sourceWidth())).isEqualTo(scale.width());
    for (int y = 0; y < scale.sourceHeight(); y++) {
      assertThat(scale.top(y + 1)).isGreaterThan(scale.top(y));
      for (int shown = scale.top(y); shown < scale.top(y + 1); shown++) {
        assertThat(scale.sourceY(shown)).isEqualTo(y);
      }
    }
    assertThat(scale.top(0)).isZero();
    assertThat(scale.top(scale.sourceHeight())).isEqualTo(scale.height());
  }
}
