package dev.ductile.env.processor;

import dev.ductile.env.config.ImageOrder;

/** Two screens in, one square grey image out, in the order of an {@link ImageOrder}. */
public final class ObservationImage {
  private final ImageOrder order;
  private final PooledScreen screen;
  private final PlaneResize[] resizes;
  private final byte[] image;

  /**
   * A black image.
   *
   * @param order order of pooling, grey and resize
   * @param rows screen rows
   * @param columns screen columns
   * @param size width and height of the image
   * @param palette colours of the palette indices
   */
  public ObservationImage(ImageOrder order, int rows, int columns, int size, Palette palette) {
    this.order = order;
    PooledScreen.Kind kind =
        switch (order) {
          case GREY_MAX_AREA -> PooledScreen.Kind.EMULATOR_GREY;
          case RGB_MAX_GREY_BILINEAR -> PooledScreen.Kind.LUMA_FLOOR;
          case RGB_MAX_GREY_AREA -> PooledScreen.Kind.OPENCV_GREY;
          case RGB_MAX_AREA_GREY -> PooledScreen.Kind.RGB;
        };
    screen = new PooledScreen(kind, rows, columns, palette);
    resizes = new PlaneResize[kind == PooledScreen.Kind.RGB ? 3 : 1];
    for (int i = 0; i < resizes.length; i++) {
      resizes[i] =
          order == ImageOrder.RGB_MAX_GREY_BILINEAR
              ? new BilinearResize(rows, columns, size)
              : new AreaResize(rows, columns, size);
    }
    image = new byte[size * size];
  }

  /** The pooled screen; what it holds becomes the image with {@link #update}. */
  PooledScreen screen() {
    return screen;
  }

  /** Brings the image up to date with the pooled screen. */
  public void update() {
    byte[] first = resized(0);
    if (order == ImageOrder.RGB_MAX_AREA_GREY) {
      byte[] green = resized(1);
      byte[] blue = resized(2);
      for (int i = 0; i < image.length; i++) {
        image[i] = (byte) Grey.openCv(first[i] & 0xff, green[i] & 0xff, blue[i] & 0xff);
      }
    } else {
      System.arraycopy(first, 0, image, 0, image.length);
    }
    screen.clearDirty();
  }

  private byte[] resized(int plane) {
    return resizes[plane].resize(screen.plane(plane), screen.dirtyFrom(), screen.dirtyTo());
  }

  /**
   * The newest image.
   *
   * @return size × size grey levels, row by row; this object's own array, overwritten by {@link
   *     #update}
   */
  public byte[] image() {
    return image;
  }
}
