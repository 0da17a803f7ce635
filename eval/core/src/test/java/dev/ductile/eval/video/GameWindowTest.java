package dev.ductile.eval.video;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.ductile.base.files.OutputException;
import dev.ductile.eval.folder.ChildJvm;
import java.awt.Rectangle;
import java.awt.Robot;
import java.awt.Toolkit;
import java.awt.event.KeyEvent;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GameWindowTest {
  @TempDir Path folder;

  @Test
  void withoutADisplayThereIsOneClearLine() {
    assertThatThrownBy(() -> GameWindow.open("volley", 160, 210))
        .isInstanceOf(OutputException.class)
        .hasMessageStartingWith("cannot open a window: ")
        .hasMessageEndingWith("record to a .mp4 or .gif file instead");
  }

  @Test
  void displayThatDoesNotAnswerIsTheSameClearLine() throws Exception {
    ProcessBuilder builder =
        new ProcessBuilder(
            ChildJvm.command(
                Player.class, List.of("-Djava.awt.headless=false"), folder.toString()));
    builder.environment().put("DISPLAY", ":4711");
    Process process = builder.redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(output).contains("REFUSED cannot open a window: ").hasLineCount(1);
  }

  @Test
  void showsFramesAndReadsKeysOnARealDisplay() throws Exception {
    Path number = folder.resolve("display");
    Process xvfb;
    try {
      xvfb =
          new ProcessBuilder(
                  "sh", "-c", "exec Xvfb -displayfd 3 -screen 0 800x600x24 3>" + number + " 2>&1")
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
    } catch (IOException e) {
      throw new AssertionError("no shell", e);
    }
    try {
      String display = awaitDisplay(xvfb, number);
      assumeTrue(display != null, "skipped: Xvfb is not installed");
      Path screenshot = folder.resolve("window.png");
      ProcessBuilder builder =
          new ProcessBuilder(
              ChildJvm.command(
                  Player.class, List.of("-Djava.awt.headless=false"), screenshot.toString()));
      builder.environment().put("DISPLAY", ":" + display);
      Process process = builder.redirectErrorStream(true).start();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(process.waitFor()).as(output).isZero();
      assertThat(output.lines())
          .contains("held 0", "held 14", "tapped 12", "after 0", "closed by Escape");
      assertShows(ImageIO.read(screenshot.toFile()), new TestFrames(3).frame(9));
    } finally {
      xvfb.destroy();
      xvfb.waitFor(5, TimeUnit.SECONDS);
    }
  }

  private static String awaitDisplay(Process xvfb, Path number) throws Exception {
    for (int i = 0; i < 100 && xvfb.isAlive(); i++) {
      if (Files.exists(number) && Files.readString(number).endsWith("\n")) {
        return Files.readString(number).strip();
      }
      Thread.sleep(100);
    }
    return null;
  }

  /** The frame is on the screen at 4 to 3, somewhere: pixels are blocks of 4 x 2 or 4 x 3. */
  private static void assertShows(BufferedImage screen, byte[] rgb) {
    for (int top = 0; top <= screen.getHeight() - 480; top++) {
      for (int left = 0; left <= screen.getWidth() - 640; left++) {
        if (isAt(screen, left, top, rgb)) {
          return;
        }
      }
    }
    throw new AssertionError("the frame is not on the screen");
  }

  private static boolean isAt(BufferedImage screen, int left, int top, byte[] rgb) {
    // The corner of many colours first: it tells places apart at once.
    for (int y = 479; y >= 0; y--) {
      for (int x = 639; x >= 0; x--) {
        int expected = TestFrames.get(rgb, x / 4, (int) ((y + 0.5) * 210 / 480));
        if ((screen.getRGB(left + x, top + y) & 0xFFFFFF) != expected) {
          return false;
        }
      }
    }
    return true;
  }

  /** Opens the window, presses keys as a person would, and takes a picture of the screen. */
  static final class Player {
    private Player() {}

    public static void main(String[] args) throws Exception {
      try (GameWindow window = GameWindow.open("volley", 160, 210)) {
        Robot robot = new Robot();
        robot.setAutoDelay(50);
        Thread.sleep(1000);
        window.show(new TestFrames(3).frame(9));
        System.out.println("held " + window.currentAction());
        robot.keyPress(KeyEvent.VK_UP);
        robot.keyPress(KeyEvent.VK_RIGHT);
        robot.keyPress(KeyEvent.VK_SPACE);
        robot.waitForIdle();
        System.out.println("held " + window.currentAction());
        robot.keyRelease(KeyEvent.VK_UP);
        robot.keyRelease(KeyEvent.VK_RIGHT);
        robot.keyPress(KeyEvent.VK_A);
        robot.waitForIdle();
        Thread.sleep(100);
        System.out.println("tapped " + window.currentAction());
        robot.keyRelease(KeyEvent.VK_A);
        robot.keyRelease(KeyEvent.VK_SPACE);
        Thread.sleep(200);
        System.out.println("after " + window.currentAction());
        BufferedImage screen =
            robot.createScreenCapture(new Rectangle(Toolkit.getDefaultToolkit().getScreenSize()));
        ImageIO.write(screen, "png", Path.of(args[0]).toFile());
        robot.keyPress(KeyEvent.VK_ESCAPE);
        robot.keyRelease(KeyEvent.VK_ESCAPE);
        Thread.sleep(300);
        System.out.println(window.isOpen() ? "still open" : "closed by Escape");
      } catch (OutputException e) {
        System.out.println("REFUSED " + e.getMessage());
      }
    }
  }
}
