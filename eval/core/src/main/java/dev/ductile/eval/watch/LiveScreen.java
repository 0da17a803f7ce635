package dev.ductile.eval.watch;

import dev.ductile.env.emulator.Emulator;
import dev.ductile.env.emulator.Screen;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/**
 * Hands screens of a game from the thread that trains to the one that shows them. Training copies a
 * screen only if one was asked for since the last, some microseconds; it never waits, and only
 * reads.
 */
public final class LiveScreen implements Consumer<Emulator> {
  private static final int COLOUR_BYTES = 768;

  private final AtomicReference<Picture> newest = new AtomicReference<>();
  private volatile boolean asked;

  /** Of the thread that trains. */
  private Emulator known;

  private byte[] colours;

  /** Of the thread that shows. */
  private byte[] shown = {};

  @SuppressWarnings("ArrayRecordComponent") // Never compared; written once.
  private record Picture(byte[] pixels, int width, int height, byte[] colours) {}

  /** Called on the thread that trains, between two steps of the emulator. */
  @Override
  public void accept(Emulator emulator) {
    if (!asked) {
      return;
    }
    asked = false;
    Screen screen = emulator.screen();
    if (emulator != known) { // a cartridge that was loaded again, or another game
      colours = new byte[COLOUR_BYTES];
      screen.copyColours(new byte[COLOUR_BYTES / 3], colours);
      known = emulator;
    }
    byte[] pixels = new byte[screen.width() * screen.height()];
    screen.copyPalette(pixels);
    newest.set(new Picture(pixels, screen.width(), screen.height(), colours));
  }

  /**
   * The screen that was asked for at the last call, as a PNG, if it came and differs from the one
   * before; asks for the next. For one thread.
   */
  Optional<byte[]> next() {
    Picture picture = newest.getAndSet(null);
    asked = true;
    if (picture == null || Arrays.equals(picture.pixels, shown)) {
      return Optional.empty();
    }
    shown = picture.pixels;
    return Optional.of(
        IndexedPng.of(picture.pixels, picture.width, picture.height, picture.colours));
  }
}
