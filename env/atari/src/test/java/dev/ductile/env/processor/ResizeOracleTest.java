package dev.ductile.env.processor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The resizes against OpenCV 5.0 and Pillow 12.3, bit by bit.
 *
 * <p>{@code resize-crc32.txt} was written in Python. Image {@code seed} of {@code rows}: x₀ =
 * 1000·seed + rows, x ← (1664525·x + 1013904223) mod 2³², each byte is the next x ≫ 24, for
 * rows×160×3 bytes; for seed 2, bytes above 200 become 255 and all others 0. Grey images are its
 * first rows×160 bytes, colour images all of it as rows×160×3. {@code area}: {@code
 * cv2.resize(grey, (size, size), interpolation=cv2.INTER_AREA)}; {@code bilinear}: Pillow's {@code
 * resize((size, size), Image.BILINEAR)}; {@code area-then-grey}: area resize of the colour image,
 * then {@code cvtColor(…, COLOR_RGB2GRAY)}; {@code grey-then-area}: the other way round.
 */
class ResizeOracleTest {
  record Case(String method, int rows, int size, int seed, long crc32) {}

  static Stream<Case> cases() throws IOException {
    try (InputStream in = ResizeOracleTest.class.getResourceAsStream("resize-crc32.txt")) {
      List<Case> cases = new ArrayList<>();
      for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList()) {
        if (!line.startsWith("#")) {
          String[] f = line.split(" ", -1);
          cases.add(
              new Case(
                  f[0],
                  Integer.parseInt(f[1]),
                  Integer.parseInt(f[2]),
                  Integer.parseInt(f[3]),
                  Long.parseLong(f[4])));
        }
      }
      assertThat(cases).hasSizeGreaterThan(100);
      return cases.stream();
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void resizeEqualsTheReferenceLibrary(Case c) {
    byte[] image = image(c);
    byte[][] channels = new byte[3][c.rows * 160];
    byte[] grey = new byte[c.rows * 160];
    for (int i = 0; i < grey.length; i++) {
      for (int channel = 0; channel < 3; channel++) {
        channels[channel][i] = image[3 * i + channel];
      }
      grey[i] = openCvGrey(channels, i);
    }
    byte[] first = Arrays.copyOf(image, c.rows * 160);
    byte[] result =
        switch (c.method) {
          case "area" -> resize(new AreaResize(c.rows, 160, c.size), first, c.rows);
          case "bilinear" -> resize(new BilinearResize(c.rows, 160, c.size), first, c.rows);
          case "grey-then-area" -> resize(new AreaResize(c.rows, 160, c.size), grey, c.rows);
          case "area-then-grey" -> areaThenGrey(c, channels);
          default -> throw new IllegalArgumentException(c.method);
        };
    assertThat(crc32(result)).isEqualTo(c.crc32);
  }

  /** Changing a few spans and resizing only those gives what resizing everything gives. */
  @Test
  void partialResizeEqualsFullResize() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int rows : new int[] {210, 250, 214}) {
      for (int size : new int[] {84, 160, 24}) {
        byte[] plane = new byte[rows * 160];
        random.nextBytes(plane);
        PlaneResize[] cached = {
          new AreaResize(rows, 160, size), new BilinearResize(rows, 160, size)
        };
        resize(cached[0], plane, rows);
        resize(cached[1], plane, rows);
        for (int round = 0; round < 20; round++) {
          int[] from = new int[rows];
          int[] to = new int[rows];
          Arrays.fill(from, 160);
          Arrays.fill(to, -1);
          for (int i = random.nextInt(12); i > 0; i--) {
            int row = random.nextInt(rows);
            if (from[row] < 160) {
              continue; // One span a row.
            }
            from[row] = random.nextInt(160);
            to[row] = from[row] + random.nextInt(160 - from[row]);
            for (int x = from[row]; x <= to[row]; x++) {
              plane[row * 160 + x] = (byte) random.nextInt();
            }
          }
          assertThat(cached[0].resize(plane, from, to))
              .as("area, seed %d rows %d size %d", seed, rows, size)
              .isEqualTo(resize(new AreaResize(rows, 160, size), plane, rows));
          assertThat(cached[1].resize(plane, from, to))
              .as("bilinear, seed %d rows %d size %d", seed, rows, size)
              .isEqualTo(resize(new BilinearResize(rows, 160, size), plane, rows));
        }
      }
    }
  }

  private static byte[] areaThenGrey(Case c, byte[][] channels) {
    byte[][] small = new byte[3][];
    for (int i = 0; i < 3; i++) {
      small[i] = resize(new AreaResize(c.rows, 160, c.size), channels[i], c.rows);
    }
    byte[] grey = new byte[c.size * c.size];
    for (int i = 0; i < grey.length; i++) {
      grey[i] = openCvGrey(small, i);
    }
    return grey;
  }

  private static byte openCvGrey(byte[][] rgb, int i) {
    return (byte) Grey.openCv(rgb[0][i] & 0xff, rgb[1][i] & 0xff, rgb[2][i] & 0xff);
  }

  private static byte[] resize(PlaneResize resize, byte[] plane, int rows) {
    int[] to = new int[rows];
    Arrays.fill(to, 159);
    return resize.resize(plane, new int[rows], to);
  }

  private static byte[] image(Case c) {
    byte[] image = new byte[c.rows * 160 * 3];
    int x = 1000 * c.seed + c.rows;
    for (int i = 0; i < image.length; i++) {
      x = 1664525 * x + 1013904223;
      int value = x >>> 24;
      image[i] = (byte) (c.seed == 2 ? (value > 200 ? 255 : 0) : value);
    }
    return image;
  }

  private static long crc32(byte[] bytes) {
    CRC32 crc = new CRC32();
    crc.update(bytes);
    return crc.getValue();
  }
}
