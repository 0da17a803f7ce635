package dev.ductile.eval.probe.data;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** Images with labels, in memory: uint8 [count, H, W, channels], as updates take them. */
public final class ImageSet {
  private final String name;
  private final int height;
  private final int width;
  private final int channels;
  private final int classes;
  private final byte[] pixels;
  private final byte[] labels;

  /**
   * Makes a set; the arrays are not copied.
   *
   * @param pixels [count, H, W, channels]
   * @param labels [count], each 0 to classes − 1
   */
  public ImageSet(
      String name, int height, int width, int channels, int classes, byte[] pixels, byte[] labels) {
    if (pixels.length != (long) labels.length * height * width * channels) {
      throw new IllegalArgumentException(
          pixels.length + " bytes are not " + labels.length + " images");
    }
    this.name = name;
    this.height = height;
    this.width = width;
    this.channels = channels;
    this.classes = classes;
    this.pixels = pixels;
    this.labels = labels;
  }

  /** What it is called. */
  public String name() {
    return name;
  }

  /** Number of images. */
  public int count() {
    return labels.length;
  }

  /** Rows of an image. */
  public int height() {
    return height;
  }

  /** Columns of an image. */
  public int width() {
    return width;
  }

  /** Numbers per pixel. */
  public int channels() {
    return channels;
  }

  /** Number of classes. */
  public int classes() {
    return classes;
  }

  /** Bytes of an image. */
  public int imageBytes() {
    return height * width * channels;
  }

  /** Class of an image. */
  public int label(int image) {
    return labels[image];
  }

  /** A byte of an image: row, column, channel in this order. */
  public int pixel(int image, int at) {
    return pixels[image * imageBytes() + at] & 0xff;
  }

  /** Copies an image as [H, W, channels] to slot {@code slot} of a batch. */
  public void copyInterleaved(int image, ByteBuffer batch, int slot) {
    int bytes = imageBytes();
    batch.put(slot * bytes, pixels, image * bytes, bytes);
  }

  /** Copies an image as [channels, H, W] to slot {@code slot} of a batch. */
  public void copyPlanes(int image, ByteBuffer batch, int slot) {
    if (channels == 1) {
      copyInterleaved(image, batch, slot);
      return;
    }
    int area = height * width;
    int from = image * imageBytes();
    int to = slot * imageBytes();
    for (int c = 0; c < channels; c++) {
      for (int p = 0; p < area; p++) {
        batch.put(to + c * area + p, pixels[from + p * channels + c]);
      }
    }
  }

  /** The images of the given numbers, in their order. */
  public ImageSet subset(int[] images) {
    int bytes = imageBytes();
    byte[] chosen = new byte[images.length * bytes];
    byte[] theirs = new byte[images.length];
    for (int i = 0; i < images.length; i++) {
      System.arraycopy(pixels, images[i] * bytes, chosen, i * bytes, bytes);
      theirs[i] = labels[images[i]];
    }
    return new ImageSet(name, height, width, channels, classes, chosen, theirs);
  }

  /**
   * Every image with its pixels in another order; the channels of a pixel stay together.
   *
   * @param source for each position (row · width + column), where its pixel comes from
   */
  public ImageSet permuted(int[] source) {
    byte[] moved = new byte[pixels.length];
    for (int i = 0; i < count(); i++) {
      int image = i * imageBytes();
      for (int p = 0; p < source.length; p++) {
        System.arraycopy(
            pixels, image + source[p] * channels, moved, image + p * channels, channels);
      }
    }
    return new ImageSet(
        name, height, width, channels, classes, moved, Arrays.copyOf(labels, count()));
  }
}
