package dev.ductile.agent.golden;

import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/** The goldens' deterministic numbers: a linear congruential generator seeded by a name. */
final class GoldenFill {
  private int x;

  GoldenFill(String name) {
    CRC32 crc = new CRC32();
    crc.update(name.getBytes(StandardCharsets.UTF_8));
    x = (int) crc.getValue();
  }

  private int next() {
    x = 1664525 * x + 1013904223;
    return x;
  }

  static float[] floats(String name, int count, double scale) {
    GoldenFill fill = new GoldenFill(name);
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      double unit = (fill.next() >>> 8) / (double) (1 << 24);
      values[i] = (float) ((unit - 0.5) * 2 * scale);
    }
    return values;
  }

  static byte[] bytes(String name, int count) {
    GoldenFill fill = new GoldenFill(name);
    byte[] values = new byte[count];
    for (int i = 0; i < count; i++) {
      values[i] = (byte) (fill.next() >>> 24);
    }
    return values;
  }
}
