package dev.ductile.eval.video;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ductile.base.files.OutputException;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.metadata.IIOMetadataNode;
import javax.imageio.stream.ImageInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Node;

class GifRecorderTest {
  private record Shown(BufferedImage screen, int delayCentiseconds) {}

  @TempDir Path folder;

  @Test
  void coloursSizeAndTimesAreExact() throws IOException {
    Path file = folder.resolve("game.gif");
    TestFrames frames = new TestFrames(5);
    try (GameRecorder recorder = Recorders.open(file, 160, 210, 60)) {
      for (int i = 0; i < 60; i++) {
        recorder.record(frames.frame(i));
      }
      assertThat(recorder.frameCount()).isEqualTo(60);
      assertThat(file).doesNotExist();
    }
    List<Shown> shown = read(file);
    assertThat(shown).hasSize(20);
    for (int i = 0; i < shown.size(); i++) {
      assertThat(shown.get(i).delayCentiseconds()).isEqualTo(5);
      assertSame(
          shown.get(i).screen(), maximum(frames.frame(3 * i + 1), frames.frame(3 * i + 2)), i);
    }
    assertThat(folder.toFile().list()).containsExactly("game.gif");
    byte[] bytes = Files.readAllBytes(file);
    // Application extension, and its sub-block: three bytes, id 1, loop count 0 for ever.
    assertThat(new String(bytes, StandardCharsets.ISO_8859_1))
        .contains("NETSCAPE2.0\u0003\u0001\u0000\u0000\u0000");
    assertThat(bytes.length).isLessThan(100_000);
  }

  /** As in Asteroids: every object is drawn in every other frame only. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1})
  void whatFlickersIsInEveryPicture(int phase) throws IOException {
    Path file = folder.resolve("flicker.gif");
    byte[] with = new TestFrames(8).frame(0);
    byte[] without = new byte[with.length];
    try (GameRecorder recorder = Recorders.open(file, 160, 210, 60)) {
      for (int i = 0; i < 60; i++) {
        recorder.record(i % 2 == phase ? with : without);
      }
    }
    List<Shown> shown = read(file);
    // Pictures that are equal are stored once.
    assertThat(shown).hasSize(1);
    assertSame(shown.get(0).screen(), with, 0);
  }

  /** The last picture stands for one or two frames, and shows how the game ended. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 61})
  void theLastFrameIsShown(int count) throws IOException {
    Path file = folder.resolve("end.gif");
    TestFrames frames = new TestFrames(9);
    try (GameRecorder recorder = Recorders.open(file, 160, 210, 60)) {
      for (int i = 0; i < count; i++) {
        recorder.record(frames.frame(i < count - 1 ? 0 : 30));
      }
    }
    List<Shown> shown = read(file);
    byte[] last = frames.frame(30);
    byte[] expected = count % 3 == 1 ? last : maximum(frames.frame(0), last);
    assertSame(shown.get(shown.size() - 1).screen(), expected, shown.size() - 1);
    int centiseconds = shown.stream().mapToInt(Shown::delayCentiseconds).sum();
    assertThat(centiseconds).isEqualTo((int) Math.max(2, Math.round(count * 100 / 60.0)));
  }

  private static byte[] maximum(byte[] a, byte[] b) {
    byte[] maximum = new byte[a.length];
    for (int i = 0; i < a.length; i++) {
      maximum[i] = (byte) Math.max(a[i] & 0xFF, b[i] & 0xFF);
    }
    return maximum;
  }

  @Test
  void picturesThatStandStillAreStoredOnceAndTimeDoesNotDrift() throws IOException {
    Path file = folder.resolve("game.gif");
    TestFrames frames = new TestFrames(6);
    try (GameRecorder recorder = Recorders.open(file, 160, 210, 15)) {
      for (int i = 0; i < 45; i++) {
        recorder.record(frames.frame(i < 30 ? 0 : i));
      }
    }
    List<Shown> shown = read(file);
    assertThat(shown).hasSize(16);
    assertThat(shown.get(0).delayCentiseconds()).isEqualTo(200);
    assertThat(shown.stream().mapToInt(Shown::delayCentiseconds).sum()).isEqualTo(300);
    assertThat(shown.stream().mapToInt(Shown::delayCentiseconds).skip(1))
        .allMatch(d -> d == 6 || d == 7);
    assertSame(shown.get(15).screen(), frames.frame(44), 15);
  }

  @Test
  void stepsAreOdd() {
    assertThat(GifRecorder.frameStep(60)).isEqualTo(3);
    assertThat(GifRecorder.frameStep(30)).isEqualTo(1);
    assertThat(GifRecorder.frameStep(50)).isEqualTo(3);
    assertThat(GifRecorder.frameStep(240)).isEqualTo(9);
  }

  @Test
  void tooManyColoursAreRefusedAndNothingIsPublished() {
    Path file = folder.resolve("game.gif");
    byte[] rgb = new byte[160 * 210 * 3];
    for (int i = 0; i < 257; i++) {
      TestFrames.set(rgb, i % 160, i / 160, i + 1);
    }
    try (GameRecorder recorder = Recorders.open(file, 160, 210, 60)) {
      recorder.record(new TestFrames(1).frame(0));
      recorder.record(rgb);
      assertThatThrownBy(() -> recorder.record(rgb))
          .isInstanceOf(OutputException.class)
          .hasMessageContaining("more than 256 colours");
    }
    assertThat(folder).isEmptyDirectory();
  }

  private static void assertSame(BufferedImage screen, byte[] rgb, int number) {
    assertThat(screen.getWidth()).isEqualTo(640);
    assertThat(screen.getHeight()).isEqualTo(480);
    int wrong = 0;
    for (int y = 0; y < 480; y++) {
      for (int x = 0; x < 640; x++) {
        int expected = TestFrames.get(rgb, x / 4, (int) ((y + 0.5) * 210 / 480));
        wrong += (screen.getRGB(x, y) & 0xFFFFFF) == expected ? 0 : 1;
      }
    }
    assertThat(wrong).as("wrong pixels in picture %d", number).isZero();
  }

  /** Plays the file as a viewer does: each picture drawn over what is there. */
  private static List<Shown> read(Path file) throws IOException {
    ImageReader reader = ImageIO.getImageReadersByFormatName("gif").next();
    List<Shown> shown = new ArrayList<>();
    try (ImageInputStream in = ImageIO.createImageInputStream(file.toFile())) {
      reader.setInput(in);
      BufferedImage screen = new BufferedImage(640, 480, BufferedImage.TYPE_INT_RGB);
      for (int i = 0; i < reader.getNumImages(true); i++) {
        Node root = reader.getImageMetadata(i).getAsTree("javax_imageio_gif_image_1.0");
        IIOMetadataNode place = find(root, "ImageDescriptor");
        Graphics2D graphics = screen.createGraphics();
        graphics.drawImage(
            reader.read(i),
            Integer.parseInt(place.getAttribute("imageLeftPosition")),
            Integer.parseInt(place.getAttribute("imageTopPosition")),
            null);
        graphics.dispose();
        BufferedImage copy = new BufferedImage(640, 480, BufferedImage.TYPE_INT_RGB);
        screen.copyData(copy.getRaster());
        String delay = find(root, "GraphicControlExtension").getAttribute("delayTime");
        shown.add(new Shown(copy, Integer.parseInt(delay)));
      }
    } finally {
      reader.dispose();
    }
    return shown;
  }

  private static IIOMetadataNode find(Node root, String name) {
    Node child = root.getFirstChild();
    while (!child.getNodeName().equals(name)) {
      child = child.getNextSibling();
    }
    return (IIOMetadataNode) child;
  }
}
