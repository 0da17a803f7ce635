package dev.ductile.eval.video;

import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** A frame in 24-bit colours that are known to be few enough for a GIF palette. */
final class IndexedPicture {
  private static final int MAX_COLOURS = 256;

  private final int width;
  private final int[] pixels;

  private IndexedPicture(int width, int[] pixels) {
    this.width = width;
    this.pixels = pixels;
  }

  /** The frame, or null if it has more than 256 colours. */
  static IndexedPicture of(byte[] rgb, PixelScale scale) {
    int[] pixels = new int[scale.sourceWidth() * scale.sourceHeight()];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] =
          (rgb[3 * i] & 0xFF) << 16 | (rgb[3 * i + 1] & 0xFF) << 8 | (rgb[3 * i + 2] & 0xFF);
    }
    IndexedPicture picture = new IndexedPicture(scale.sourceWidth(), pixels);
    Rectangle all = new Rectangle(scale.sourceWidth(), scale.sourceHeight());
    return picture.palette(all).size() > MAX_COLOURS ? null : picture;
  }

  boolean samePixels(IndexedPicture other) {
    return Arrays.equals(pixels, other.pixels);
  }

  /** The least rectangle outside of which this picture equals the one before; all if none was. */
  Rectangle changedSince(IndexedPicture before) {
    int height = pixels.length / width;
    if (before == null) {
      return new Rectangle(width, height);
    }
    int left = width;
    int right = -1;
    int top = height;
    int bottom = -1;
    for (int i = 0; i < pixels.length; i++) {
      if (pixels[i] != before.pixels[i]) {
        left = Math.min(left, i % width);
        right = Math.max(right, i % width);
        top = Math.min(top, i / width);
        bottom = Math.max(bottom, i / width);
      }
    }
    return right < 0
        ? new Rectangle(1, 1)
        : new Rectangle(left, top, right - left + 1, bottom - top + 1);
  }

  /** A part of the picture, enlarged, with just the colours that occur in it. */
  BufferedImage enlarged(Rectangle part, PixelScale scale) {
    Map<Integer, Integer> palette = palette(part);
    int left = scale.left(part.x);
    int top = scale.top(part.y);
    BufferedImage image =
        new BufferedImage(
            scale.left(part.x + part.width) - left,
            scale.top(part.y + part.height) - top,
            BufferedImage.TYPE_BYTE_INDEXED,
            colorModel(palette));
    int[] row = new int[image.getWidth()];
    int shownRow = -1;
    for (int y = 0; y < image.getHeight(); y++) {
      int sourceY = scale.sourceY(top + y);
      for (int x = 0; sourceY != shownRow && x < row.length; x++) {
        row[x] = palette.get(pixels[sourceY * width + scale.sourceX(left + x)]);
      }
      shownRow = sourceY;
      image.getRaster().setSamples(0, y, row.length, 1, 0, row);
    }
    return image;
  }

  private Map<Integer, Integer> palette(Rectangle part) {
    Map<Integer, Integer> palette = new HashMap<>();
    for (int y = part.y; y < part.y + part.height; y++) {
      for (int x = part.x; x < part.x + part.width; x++) {
        palette.putIfAbsent(pixels[y * width + x], palette.size());
      }
    }
    return palette;
  }

  private static IndexColorModel colorModel(Map<Integer, Integer> palette) {
    int[] colours = new int[MAX_COLOURS];
    palette.forEach((colour, index) -> colours[index] = colour);
    int bits = Math.max(1, 32 - Integer.numberOfLeadingZeros(palette.size() - 1));
    return new IndexColorModel(
        8, 1 << bits, colours, 0, false, -1, java.awt.image.DataBuffer.TYPE_BYTE);
  }
}
