package dev.ductile.eval.probe.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** The drawn images: the same bytes everywhere, told apart by class, varied within it. */
class GlyphsTest {
  private static String sha256(ImageSet set) throws NoSuchAlgorithmException {
    ByteBuffer bytes = ByteBuffer.allocate(set.count() * set.imageBytes());
    for (int i = 0; i < set.count(); i++) {
      set.copyInterleaved(i, bytes, i);
    }
    byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes.array());
    return HexFormat.of().formatHex(digest);
  }

  @Test
  void sameSeedSameBytes() throws NoSuchAlgorithmException {
    assertThat(sha256(Glyphs.draw(1, 200)))
        .isEqualTo("dccf9a8daa4d5761cf05dcf108f660de35b55e966931f9f4c23d4fe8d2771ad9");
    assertThat(sha256(Glyphs.draw(2, 200))).isNotEqualTo(sha256(Glyphs.draw(1, 200)));
  }

  @Test
  void moreImagesDoNotChangeTheFirst() throws NoSuchAlgorithmException {
    int[] first = {0, 1, 2, 3, 4};
    assertThat(sha256(Glyphs.draw(1, 30).subset(first))).isEqualTo(sha256(Glyphs.draw(1, 5)));
  }

  /** By the nearest of ten class means: far better than chance, and not perfect. */
  @Test
  void classesCanBeToldApart() {
    ImageSet train = Glyphs.draw(1, 1000);
    double[][] means = new double[10][train.imageBytes()];
    for (int i = 0; i < train.count(); i++) {
      for (int p = 0; p < train.imageBytes(); p++) {
        means[train.label(i)][p] += train.pixel(i, p) / 100.0;
      }
    }
    ImageSet test = Glyphs.draw(2, 500);
    int right = 0;
    for (int i = 0; i < test.count(); i++) {
      int nearest = 0;
      double least = Double.POSITIVE_INFINITY;
      for (int c = 0; c < 10; c++) {
        double distance = 0;
        for (int p = 0; p < test.imageBytes(); p++) {
          distance += Math.pow(test.pixel(i, p) - means[c][p], 2);
        }
        nearest = distance < least ? c : nearest;
        least = Math.min(least, distance);
      }
      right += nearest == test.label(i) ? 1 : 0;
    }
    assertThat(right / 500.0).isBetween(0.6, 0.99);
  }
}
