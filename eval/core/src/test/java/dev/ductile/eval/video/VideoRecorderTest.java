package dev.ductile.eval.video;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ductile.base.ConfigurationException;
import dev.ductile.base.files.OutputException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicReference;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacv.FFmpegFrameGrabber;
import org.bytedeco.javacv.Frame;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VideoRecorderTest {
  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(doubles = {60, 15})
  void decodedVideoHasEveryFrameInSizeRateAndColour(double framesPerSecond) throws IOException {
    Path file = folder.resolve("game.mp4");
    TestFrames frames = new TestFrames(7);
    int count = 90;
    try (GameRecorder recorder = Recorders.open(file, 160, 210, framesPerSecond)) {
      for (int i = 0; i < count; i++) {
        recorder.record(frames.frame(i));
      }
      assertThat(file).doesNotExist();
    }
    assertThat(folder.toFile().list()).containsExactly("game.mp4");
    try (FFmpegFrameGrabber grabber = new FFmpegFrameGrabber(file.toFile())) {
      grabber.setPixelFormat(avutil.AV_PIX_FMT_RGB24);
      grabber.start();
      assertThat(grabber.getImageWidth()).isEqualTo(640);
      assertThat(grabber.getImageHeight()).isEqualTo(480);
      assertThat(grabber.getVideoFrameRate()).isEqualTo(framesPerSecond);
      assertThat(grabber.getVideoCodec()).isEqualTo(avcodec.AV_CODEC_ID_H264);
      int decoded = 0;
      for (Frame frame = grabber.grabImage(); frame != null; frame = grabber.grabImage()) {
        assertStripes(frame, frames.frame(decoded), decoded);
        decoded++;
      }
      assertThat(decoded).isEqualTo(count);
      grabber.stop();
    }
    // For browsers: the index comes before the data.
    String text = Files.readString(file, StandardCharsets.ISO_8859_1);
    assertThat(text.indexOf("moov")).isPositive().isLessThan(text.indexOf("mdat"));
  }

  /** FFmpeg takes names as bytes; it must not choose another folder, nor another name. */
  @ParameterizedTest
  @ValueSource(strings = {"plain.mp4", "spiel-größe-ゲーム.mp4", "a b %d.mp4"})
  void filesAreWhereTheirNameSays(String name) throws IOException {
    Path strange = Files.createDirectory(folder.resolve("vidéo ビデオ"));
    for (Path place : new Path[] {folder, strange}) {
      try (GameRecorder recorder = Recorders.open(place.resolve(name), 160, 210, 60)) {
        recorder.record(new TestFrames(1).frame(0));
      }
      assertThat(Mp4Boxes.isWhole(place.resolve(name))).isTrue();
    }
    assertThat(strange.toFile().list()).containsExactly(name);
    assertThat(folder.toFile().list()).containsExactlyInAnyOrder(name, "vidéo ビデオ");
  }

  @Test
  void cutVideosAreNotWhole() throws IOException {
    Path file = folder.resolve("game.mp4");
    TestFrames frames = new TestFrames(7);
    try (GameRecorder recorder = Recorders.open(file, 160, 210, 60)) {
      for (int i = 0; i < 10; i++) {
        recorder.record(frames.frame(i));
      }
    }
    byte[] whole = Files.readAllBytes(file);
    assertThat(Mp4Boxes.isWhole(file)).isTrue();
    for (int length = 0; length < whole.length; length += 1 + length / 40) {
      Files.write(file, java.util.Arrays.copyOf(whole, length));
      assertThat(Mp4Boxes.isWhole(file)).as("cut at %d", length).isFalse();
    }
  }

  @Test
  void oddSidesAreFilledUp() throws IOException {
    Path file = folder.resolve("odd.mp4");
    try (GameRecorder recorder = Recorders.open(file, 701, 33, 30)) {
      for (int i = 0; i < 5; i++) {
        recorder.record(new byte[701 * 33 * 3]);
      }
    }
    try (FFmpegFrameGrabber grabber = new FFmpegFrameGrabber(file.toFile())) {
      grabber.start();
      assertThat(grabber.getImageWidth()).isEqualTo(702);
      assertThat(grabber.getImageHeight()).isEqualTo(34);
      grabber.stop();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"game.mp4", "game.gif"})
  void discardedAndEmptyRecordingsLeaveNothing(String name) {
    GameRecorder recorder = Recorders.open(folder.resolve(name), 160, 210, 60);
    recorder.record(new byte[160 * 210 * 3]);
    recorder.discard();
    recorder.close();
    assertThatThrownBy(() -> recorder.record(new byte[160 * 210 * 3]))
        .isInstanceOf(IllegalStateException.class);
    Recorders.open(folder.resolve(name), 160, 210, 60).close();
    assertThat(folder).isEmptyDirectory();
  }

  @ParameterizedTest
  @ValueSource(strings = {"game.mp4", "game.gif"})
  void wrongFramesAndForeignThreadsAreRefused(String name) throws InterruptedException {
    try (GameRecorder recorder = Recorders.open(folder.resolve(name), 160, 210, 60)) {
      assertThatThrownBy(() -> recorder.record(new byte[5]))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("a frame has 5 bytes, expected 210 x 160 x 3 = 100800");
      AtomicReference<Throwable> thrown = new AtomicReference<>();
      Thread other = new Thread(() -> recorder.record(new byte[100800]), "other");
      other.setUncaughtExceptionHandler((thread, e) -> thrown.set(e));
      other.start();
      other.join();
      assertThat(thrown.get())
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("other");
    }
  }

  @Test
  void badNamesPlacesSizesAndRatesAreOneLine() throws IOException {
    assertThatThrownBy(() -> Recorders.open(folder.resolve("game.avi"), 160, 210, 60))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage(
            "cannot record to "
                + folder.resolve("game.avi")
                + ": the name must end in .mp4 (video) or .gif");
    for (double rate : new double[] {0, -1, 1000, Double.NaN}) {
      assertThatThrownBy(() -> Recorders.open(folder.resolve("a.mp4"), 160, 210, rate))
          .isInstanceOf(OutputException.class)
          .hasMessageContaining(rate + " frames per second");
    }
    assertThatThrownBy(() -> Recorders.open(folder.resolve("a.mp4"), 160, 0, 60))
        .isInstanceOf(OutputException.class)
        .hasMessageContaining("160x0");
    Path file = Files.writeString(folder.resolve("file"), "x");
    for (String name : new String[] {"a.mp4", "a.gif"}) {
      assertThatThrownBy(() -> Recorders.open(file.resolve(name), 160, 210, 60))
          .isInstanceOf(OutputException.class)
          .hasMessageContaining("a part of the path is a file");
      assertThatThrownBy(() -> Recorders.open(folder.resolve("no").resolve(name), 160, 210, 60))
          .isInstanceOf(OutputException.class)
          .hasMessageContaining("its folder does not exist");
    }
  }

  /** Compares the middles of the broad stripes, away from edges, which compression blurs. */
  private static void assertStripes(Frame frame, byte[] rgb, int number) {
    ByteBuffer pixels = (ByteBuffer) frame.image[0];
    for (int stripe = 0; stripe < 8; stripe++) {
      int y = (2 * stripe + 1) * TestFrames.HEIGHT / 16;
      int expected = TestFrames.get(rgb, 156, y);
      int at = (y * 480 / 210) * frame.imageStride + 4 * 156 * 3;
      for (int channel = 0; channel < 3; channel++) {
        int wanted = expected >> (16 - 8 * channel) & 0xFF;
        assertThat((pixels.get(at + channel) & 0xFF) - wanted)
            .as("frame %d, stripe %d, channel %d", number, stripe, channel)
            .isBetween(-8, 8);
      }
    }
  }
}
