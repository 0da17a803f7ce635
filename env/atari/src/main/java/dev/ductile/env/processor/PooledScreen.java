package dev.ductile.env.processor;

import dev.ductile.base.Stateful;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * The pixel-wise maximum of two screens, as one plane of grey levels or three of colour levels.
 *
 * <p>Two screens in a row mostly differ in a few short spans. Only spans whose palette indices
 * changed since the last call are computed again, and marked, so that a resize can do likewise; the
 * result is always that of computing everything.
 */
public final class PooledScreen implements Stateful {
  /** How colours become planes. */
  enum Kind {
    /** One plane: max of the emulator's grey levels. */
    EMULATOR_GREY,
    /** One plane: .299 R + .587 G + .114 B of the max colour, rounded down. */
    LUMA_FLOOR,
    /** One plane: OpenCV's grey of the max colour. */
    OPENCV_GREY,
    /** Three planes: max of each channel. */
    RGB
  }

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());
  private static final int GROUP = Long.BYTES;

  private final Kind kind;
  private final int rows;
  private final int columns;
  private final byte[][] planes;
  private final byte[][] levels;
  private final byte[] sourceA;
  private final byte[] sourceB;
  private boolean sourcesKnown;
  private final int[] dirtyFrom;
  private final int[] dirtyTo;

  /**
   * A black screen, all of it marked as changed.
   *
   * @param kind how colours become planes
   * @param rows screen rows
   * @param columns screen columns, a multiple of 8
   * @param palette colours of the palette indices
   */
  PooledScreen(Kind kind, int rows, int columns, Palette palette) {
    if (columns % GROUP != 0) {
      throw new IllegalArgumentException("screen columns " + columns + " are no multiple of 8");
    }
    this.kind = kind;
    this.rows = rows;
    this.columns = columns;
    planes = new byte[kind == Kind.RGB ? 3 : 1][rows * columns];
    levels =
        kind == Kind.EMULATOR_GREY
            ? new byte[][] {palette.grey()}
            : new byte[][] {palette.channel(0), palette.channel(1), palette.channel(2)};
    sourceA = new byte[rows * columns];
    sourceB = new byte[rows * columns];
    dirtyFrom = new int[rows];
    dirtyTo = new int[rows];
    markAll();
  }

  /** Screen rows. */
  int rows() {
    return rows;
  }

  /** Screen columns. */
  int columns() {
    return columns;
  }

  /**
   * A plane's levels.
   *
   * @param index 0, or 0 to 2 for red, green and blue
   * @return rows × columns levels, row by row
   */
  byte[] plane(int index) {
    return planes[index];
  }

  /** First changed column of each row; above {@link #dirtyTo} if nothing changed. */
  int[] dirtyFrom() {
    return dirtyFrom;
  }

  /** Last changed column of each row. */
  int[] dirtyTo() {
    return dirtyTo;
  }

  /** Nothing has changed from here on. */
  void clearDirty() {
    Arrays.fill(dirtyFrom, columns);
    Arrays.fill(dirtyTo, -1);
  }

  private void markAll() {
    Arrays.fill(dirtyFrom, 0);
    Arrays.fill(dirtyTo, columns - 1);
  }

  /**
   * Becomes the maximum of two screens.
   *
   * @param a palette indices
   * @param b palette indices, may be the same array
   */
  void pool(byte[] a, byte[] b) {
    if (sourcesKnown) {
      takeOver(a, sourceA);
      takeOver(b, sourceB);
    } else {
      System.arraycopy(a, 0, sourceA, 0, a.length);
      System.arraycopy(b, 0, sourceB, 0, b.length);
      sourcesKnown = true;
      markAll();
    }
    for (int row = 0; row < rows; row++) {
      if (dirtyFrom[row] <= dirtyTo[row]) {
        poolSpan(row * columns + dirtyFrom[row], row * columns + dirtyTo[row] + 1);
      }
    }
  }

  /**
   * Becomes the maximum of itself and a screen. Only for {@link Kind#EMULATOR_GREY}: the rules that
   * need this are defined on grey screens.
   *
   * @param b palette indices
   */
  void poolOnto(byte[] b) {
    if (kind != Kind.EMULATOR_GREY) {
      throw new IllegalStateException("a pooled screen is kept in grey only");
    }
    byte[] plane = planes[0];
    byte[] grey = levels[0];
    for (int i = 0; i < plane.length; i++) {
      plane[i] = (byte) Math.max(plane[i] & 0xff, grey[b[i] & 0xff] & 0xff);
    }
    sourcesKnown = false;
    markAll();
  }

  /** Copies what differs into the source and marks it. */
  private void takeOver(byte[] screen, byte[] source) {
    int size = rows * columns;
    int position = 0;
    while (position < size) {
      int offset = Arrays.mismatch(screen, position, size, source, position, size);
      if (offset < 0) {
        return;
      }
      int first = position + offset;
      int row = first / columns;
      int end = (row + 1) * columns;
      int last = end;
      while ((long) LONGS.get(screen, last - GROUP) == (long) LONGS.get(source, last - GROUP)) {
        last -= GROUP;
      }
      System.arraycopy(screen, first, source, first, last - first);
      dirtyFrom[row] = Math.min(dirtyFrom[row], first - row * columns);
      dirtyTo[row] = Math.max(dirtyTo[row], last - 1 - row * columns);
      position = end;
    }
  }

  private void poolSpan(int from, int to) {
    switch (kind) {
      case EMULATOR_GREY -> maxOf(planes[0], levels[0], from, to);
      case RGB -> {
        for (int channel = 0; channel < 3; channel++) {
          maxOf(planes[channel], levels[channel], from, to);
        }
      }
      case LUMA_FLOOR, OPENCV_GREY -> greyOfMax(from, to);
    }
  }

  private void maxOf(byte[] plane, byte[] level, int from, int to) {
    for (int i = from; i < to; i++) {
      plane[i] = (byte) Math.max(level[sourceA[i] & 0xff] & 0xff, level[sourceB[i] & 0xff] & 0xff);
    }
  }

  private void greyOfMax(int from, int to) {
    byte[] plane = planes[0];
    for (int i = from; i < to; i++) {
      int a = sourceA[i] & 0xff;
      int b = sourceB[i] & 0xff;
      int red = Math.max(levels[0][a] & 0xff, levels[0][b] & 0xff);
      int green = Math.max(levels[1][a] & 0xff, levels[1][b] & 0xff);
      int blue = Math.max(levels[2][a] & 0xff, levels[2][b] & 0xff);
      plane[i] =
          (byte)
              (kind == Kind.LUMA_FLOOR
                  ? Grey.lumaFloor(red, green, blue)
                  : Grey.openCv(red, green, blue));
    }
  }

  @Override
  public void save(DataOutput out) throws IOException {
    for (byte[] plane : planes) {
      out.write(plane);
    }
  }

  @Override
  public void restore(DataInput in) throws IOException {
    for (byte[] plane : planes) {
      in.readFully(plane);
    }
    sourcesKnown = false;
    markAll();
  }
}
