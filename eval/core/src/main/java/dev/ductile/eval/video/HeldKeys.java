package dev.ductile.eval.video;

import java.awt.event.KeyEvent;
import java.util.function.LongSupplier;

/**
 * Which joystick keys are held, as one of the 18 action codes of the Arcade Learning Environment.
 * Arrow keys (or W, A, S, D) are the stick, space is the button. Opposite directions cancel.
 *
 * <p>A key counts as held for 25 ms after its release: X11 repeats a held key as release and press,
 * and a tap shorter than a frame must still be seen. Thread-safe.
 */
final class HeldKeys {
  private static final long GRACE_NANOS = 25_000_000L;
  private static final int UP = 0;
  private static final int DOWN = 1;
  private static final int LEFT = 2;
  private static final int RIGHT = 3;
  private static final int FIRE = 4;
  private static final int KEYS = 5;

  /** Codes by vertical (up, none, down) and horizontal (left, none, right) direction. */
  private static final int[][] WITHOUT_FIRE = {{7, 2, 6}, {4, 0, 3}, {9, 5, 8}};

  private static final int[][] WITH_FIRE = {{15, 10, 14}, {12, 1, 11}, {17, 13, 16}};

  private final LongSupplier nanoTime;
  private final boolean[] held = new boolean[KEYS];
  private final boolean[] everReleased = new boolean[KEYS];
  private final long[] releasedNanos = new long[KEYS];

  HeldKeys(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  /** Notes that a key went down. */
  synchronized void press(int keyCode) {
    int key = key(keyCode);
    if (key >= 0) {
      held[key] = true;
    }
  }

  /** Notes that a key went up. */
  synchronized void release(int keyCode) {
    int key = key(keyCode);
    if (key >= 0 && held[key]) {
      held[key] = false;
      everReleased[key] = true;
      releasedNanos[key] = nanoTime.getAsLong();
    }
  }

  /** Lets go of everything at once, as when the window loses the keyboard. */
  synchronized void releaseAll() {
    java.util.Arrays.fill(held, false);
    java.util.Arrays.fill(everReleased, false);
  }

  /** The action code, 0 to 17. */
  synchronized int action() {
    int vertical = 1 + (isHeld(DOWN) ? 1 : 0) - (isHeld(UP) ? 1 : 0);
    int horizontal = 1 + (isHeld(RIGHT) ? 1 : 0) - (isHeld(LEFT) ? 1 : 0);
    return (isHeld(FIRE) ? WITH_FIRE : WITHOUT_FIRE)[vertical][horizontal];
  }

  private boolean isHeld(int key) {
    return held[key]
        || (everReleased[key] && nanoTime.getAsLong() - releasedNanos[key] < GRACE_NANOS);
  }

  private static int key(int keyCode) {
    return switch (keyCode) {
      case KeyEvent.VK_UP, KeyEvent.VK_W -> UP;
      case KeyEvent.VK_DOWN, KeyEvent.VK_S -> DOWN;
      case KeyEvent.VK_LEFT, KeyEvent.VK_A -> LEFT;
      case KeyEvent.VK_RIGHT, KeyEvent.VK_D -> RIGHT;
      case KeyEvent.VK_SPACE -> FIRE;
      default -> -1;
    };
  }
}
