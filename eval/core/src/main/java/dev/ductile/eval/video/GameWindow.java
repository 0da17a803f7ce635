package dev.ductile.eval.video;

import java.awt.Color;
import java.awt.Dimension;
import java.awt.Graphics;
import java.awt.event.KeyAdapter;
import java.awt.event.KeyEvent;
import java.awt.event.WindowAdapter;
import java.awt.event.WindowEvent;
import java.awt.image.BufferedImage;
import javax.swing.JFrame;
import javax.swing.JPanel;
import javax.swing.SwingUtilities;

/**
 * A window that shows frames and reads a player's keys: arrows (or W, A, S, D) and space; Escape
 * closes it. It does not keep time: the caller gives 60 frames a second, or as many as it likes.
 */
public final class GameWindow implements AutoCloseable {
  private static final int MIN_WIDTH = 640;

  private final PixelScale scale;
  private final HeldKeys keys = new HeldKeys(System::nanoTime);
  private final BufferedImage picture;
  private JFrame frame;
  private JPanel panel;
  private volatile boolean open = true;

  private GameWindow(PixelScale scale) {
    this.scale = scale;
    this.picture =
        new BufferedImage(scale.sourceWidth(), scale.sourceHeight(), BufferedImage.TYPE_INT_RGB);
  }

  /**
   * Opens a window.
   *
   * @param title its title
   * @param widthPixels width of the frames; 160 means an Atari screen, shown at 4 to 3
   * @param heightPixels height of the frames
   * @throws dev.ductile.base.files.OutputException if this machine, session or Java has no display
   */
  public static GameWindow open(String title, int widthPixels, int heightPixels) {
    PixelScale scale = PixelScale.toWidth(widthPixels, heightPixels, MIN_WIDTH);
    return WindowSystem.open(
        () -> {
          GameWindow window = new GameWindow(scale);
          SwingUtilities.invokeAndWait(() -> window.build(title));
          return window;
        });
  }

  /**
   * Shows a frame. The array may be reused afterwards.
   *
   * @param rgb height x width x 3 bytes, as in {@link GameRecorder#record}
   */
  public void show(byte[] rgb) {
    scale.check(rgb);
    synchronized (picture) {
      for (int y = 0, i = 0; y < scale.sourceHeight(); y++) {
        for (int x = 0; x < scale.sourceWidth(); x++, i += 3) {
          picture.setRGB(
              x, y, (rgb[i] & 0xFF) << 16 | (rgb[i + 1] & 0xFF) << 8 | (rgb[i + 2] & 0xFF));
        }
      }
    }
    panel.repaint();
  }

  /**
   * The action that the player holds now: a code of the Arcade Learning Environment, 0 (NOOP) to 17
   * (DOWNLEFTFIRE).
   */
  public int currentAction() {
    return keys.action();
  }

  /** Whether the player has not closed the window. */
  public boolean isOpen() {
    return open;
  }

  @Override
  public void close() {
    open = false;
    SwingUtilities.invokeLater(frame::dispose);
  }

  private void build(String title) {
    panel = new Screen();
    panel.setPreferredSize(new Dimension(scale.width(), scale.height()));
    frame = new JFrame(title);
    frame.add(panel);
    frame.pack();
    frame.setLocationRelativeTo(null);
    frame.setDefaultCloseOperation(JFrame.DISPOSE_ON_CLOSE);
    frame.addKeyListener(new Keyboard());
    WindowAdapter windowEvents =
        new WindowAdapter() {
          @Override
          public void windowClosed(WindowEvent event) {
            open = false;
          }

          @Override
          public void windowLostFocus(WindowEvent event) {
            keys.releaseAll();
          }
        };
    frame.addWindowListener(windowEvents);
    frame.addWindowFocusListener(windowEvents);
    frame.setVisible(true);
    frame.requestFocus();
  }

  /** Draws the picture as large as fits, in its proportions and with hard edges. */
  private final class Screen extends JPanel {
    private static final long serialVersionUID = 1L;

    @Override
    protected void paintComponent(Graphics graphics) {
      double fit =
          Math.min(getWidth() / (double) scale.width(), getHeight() / (double) scale.height());
      int width = (int) Math.round(scale.width() * fit);
      int height = (int) Math.round(scale.height() * fit);
      graphics.setColor(Color.BLACK);
      graphics.fillRect(0, 0, getWidth(), getHeight());
      synchronized (picture) {
        int x = (getWidth() - width) / 2;
        int y = (getHeight() - height) / 2;
        graphics.drawImage(picture, x, y, width, height, null);
      }
    }
  }

  private final class Keyboard extends KeyAdapter {
    @Override
    public void keyPressed(KeyEvent event) {
      if (event.getKeyCode() == KeyEvent.VK_ESCAPE) {
        frame.dispose();
      }
      keys.press(event.getKeyCode());
    }

    @Override
    public void keyReleased(KeyEvent event) {
      keys.release(event.getKeyCode());
    }
  }
}
