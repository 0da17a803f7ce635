package dev.ductile.eval.video;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.event.KeyEvent;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class HeldKeysTest {
  /** The emulator's names in the order of their codes. */
  private static final List<String> ACTIONS =
      List.of(
          "NOOP",
          "FIRE",
          "UP",
          "RIGHT",
          "LEFT",
          "DOWN",
          "UPRIGHT",
          "UPLEFT",
          "DOWNRIGHT",
          "DOWNLEFT",
          "UPFIRE",
          "RIGHTFIRE",
          "LEFTFIRE",
          "DOWNFIRE",
          "UPRIGHTFIRE",
          "UPLEFTFIRE",
          "DOWNRIGHTFIRE",
          "DOWNLEFTFIRE");

  private final AtomicLong now = new AtomicLong();
  private final HeldKeys keys = new HeldKeys(now::get);

  @Test
  void everyCombinationHasItsCode() {
    for (int mask = 0; mask < 32; mask++) {
      boolean up = (mask & 1) != 0;
      boolean down = (mask & 2) != 0;
      boolean left = (mask & 4) != 0;
      boolean right = (mask & 8) != 0;
      boolean fire = (mask & 16) != 0;
      HeldKeys held = new HeldKeys(now::get);
      hold(held, up, KeyEvent.VK_UP);
      hold(held, down, KeyEvent.VK_S);
      hold(held, left, KeyEvent.VK_LEFT);
      hold(held, right, KeyEvent.VK_D);
      hold(held, fire, KeyEvent.VK_SPACE);
      String name =
          (up && !down ? "UP" : "")
              + (down && !up ? "DOWN" : "")
              + (right && !left ? "RIGHT" : "")
              + (left && !right ? "LEFT" : "")
              + (fire ? "FIRE" : "");
      assertThat(ACTIONS.get(held.action())).isEqualTo(name.isEmpty() ? "NOOP" : name);
    }
  }

  @Test
  void autoRepeatDoesNotFlickerAndReleaseIsSeen() {
    keys.press(KeyEvent.VK_UP);
    now.addAndGet(500_000_000L);
    keys.release(KeyEvent.VK_UP);
    assertThat(keys.action()).isEqualTo(2);
    now.addAndGet(1_000_000L);
    keys.press(KeyEvent.VK_UP);
    now.addAndGet(100_000_000L);
    assertThat(keys.action()).isEqualTo(2);
    keys.release(KeyEvent.VK_UP);
    now.addAndGet(25_000_000L);
    assertThat(keys.action()).isZero();
  }

  @Test
  void lostFocusLetsGoOfEverything() {
    keys.press(KeyEvent.VK_SPACE);
    keys.press(KeyEvent.VK_LEFT);
    keys.release(KeyEvent.VK_LEFT);
    keys.releaseAll();
    assertThat(keys.action()).isZero();
  }

  @Test
  void otherKeysMeanNothing() {
    keys.press(KeyEvent.VK_Q);
    keys.release(KeyEvent.VK_Q);
    assertThat(keys.action()).isZero();
  }

  private static void hold(HeldKeys held, boolean down, int keyCode) {
    if (down) {
      held.press(keyCode);
    }
  }
}
