package dev.ductile.eval.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

/** Another decoder sees the same pixels. */
class IndexedPngTest {
  @Test
  void everyPixelComesBack() throws IOException {
    Random random = new Random(1);
    byte[] pixels = new byte[160 * 210];
    byte[] colours = new byte[768];
    random.nextBytes(pixels);
    random.nextBytes(colours);
    BufferedImage image =
        ImageIO.read(new ByteArrayInputStream(IndexedPng.of(pixels, 160, 210, colours)));
    assertThat(image.getWidth()).isEqualTo(160);
    assertThat(image.getHeight()).isEqualTo(210);
    for (int i = 0; i < pixels.length; i++) {
      int index = 3 * (pixels[i] & 0xff);
      int wanted =
          (colours[index] & 0xff) << 16
              | (colours[index + 1] & 0xff) << 8
              | (colours[index + 2] & 0xff);
      assertThat(image.getRGB(i % 160, i / 160) & 0xffffff).isEqualTo(wanted);
    }
  }
}
