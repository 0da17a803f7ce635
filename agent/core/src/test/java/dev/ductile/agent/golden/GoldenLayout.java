package dev.ductile.agent.golden;

import dev.ductile.agent.engine.Shape;
import dev.ductile.agent.network.Parameter;
import dev.ductile.agent.network.ParameterRole;

/** Initial parameters of a golden case, moved from the goldens' layout to Ductile's. */
final class GoldenLayout {
  private static final int LAST_CONV_CHANNELS = 64;

  private GoldenLayout() {}

  static float[] values(String prefix, Parameter p) {
    int count = p.shape().elements();
    if (p.role() == ParameterRole.BIAS) {
      return GoldenFill.floats(prefix + p.name(), count, 0.05);
    }
    if (p.role() != ParameterRole.WEIGHT) {
      float[] constant = new float[count];
      java.util.Arrays.fill(constant, p.role() == ParameterRole.NORM_SCALE ? 1f : 0f);
      return constant;
    }
    float[] golden = GoldenFill.floats(prefix + p.name(), count, 1 / Math.sqrt(p.fanIn()));
    return p.shape().rank() == 4 ? filter(golden, p.shape()) : dense(golden, p.shape());
  }

  /** Observations, from planes to interleaved. */
  static byte[] images(String name, int batch) {
    int planes = 4;
    int pixels = 84 * 84;
    byte[] golden = GoldenFill.bytes(name, batch * planes * pixels);
    byte[] moved = new byte[golden.length];
    for (int b = 0, at = 0; b < batch; b++) {
      for (int plane = 0; plane < planes; plane++) {
        for (int i = 0; i < pixels; i++) {
          moved[(b * pixels + i) * planes + plane] = golden[at++];
        }
      }
    }
    return moved;
  }

  /** OIHW to HWIO. */
  private static float[] filter(float[] golden, Shape hwio) {
    int height = hwio.dim(0);
    int width = hwio.dim(1);
    int in = hwio.dim(2);
    int out = hwio.dim(3);
    float[] moved = new float[golden.length];
    for (int o = 0, at = 0; o < out; o++) {
      for (int i = 0; i < in; i++) {
        for (int y = 0; y < height; y++) {
          for (int x = 0; x < width; x++) {
            moved[((y * width + x) * in + i) * out + o] = golden[at++];
          }
        }
      }
    }
    return moved;
  }

  /** out × in to in × out; the input that comes from the torso also from C,H,W to H,W,C order. */
  private static float[] dense(float[] golden, Shape inOut) {
    int in = inOut.dim(0);
    int out = inOut.dim(1);
    int positions = in == 3136 ? in / LAST_CONV_CHANNELS : 1;
    int channels = in / positions;
    float[] moved = new float[golden.length];
    for (int o = 0; o < out; o++) {
      for (int c = 0; c < channels; c++) {
        for (int q = 0; q < positions; q++) {
          moved[(q * channels + c) * out + o] = golden[(o * channels + c) * positions + q];
        }
      }
    }
    return moved;
  }
}
