package dev.ductile.eval.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ductile.base.files.OutputException;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LearningCurveTest {
  private static final int TRAINING = 0x0072B2;
  private static final int EVALUATION = 0xD55E00;
  private static final int STRETCH = 0x009E73;

  @TempDir Path folder;

  /** "The mean of the last 3" is of 3: there is none before the third. */
  @Test
  void movingAverageHasAlwaysAsManyGamesAsItSays() {
    LearningCurve curve =
        LearningCurve.builder("x")
            .training(new long[] {1, 2, 3, 4, 5, 6}, new double[] {3, 5, 7, 0, 2, 1})
            .movingAverageEpisodes(3)
            .build();
    assertThat(curve.movingAverage()).containsExactly(Double.NaN, Double.NaN, 5, 4, 3, 1);
    LearningCurve few =
        LearningCurve.builder("x").training(new long[] {1, 2}, new double[] {3, 5}).build();
    assertThat(few.averagedEpisodes()).isEqualTo(1);
  }

  @Test
  void fullCurveShowsEverySeries() throws IOException {
    Path file = folder.resolve("curve.png");
    LearningCurvePlot.write(file, full(false));
    BufferedImage image = ImageIO.read(file.toFile());
    assertThat(image.getWidth()).isEqualTo(1000);
    assertThat(image.getHeight()).isEqualTo(600);
    assertThat(count(image, TRAINING)).isGreaterThan(150);
    assertThat(count(image, EVALUATION)).isGreaterThan(150);
    assertThat(count(image, 0x222222)).as("second reference line").isGreaterThan(150);
    assertThat(folder.toFile().list()).containsExactlyInAnyOrder("curve.png", "curve.svg");
  }

  @Test
  void curveIsWhereTheDataIs() throws IOException {
    // A return that stays at 10 and an evaluation that stays at 0: one level line each.
    LearningCurve.Builder builder =
        LearningCurve.builder("level").training(frames(100), filled(100, 10));
    builder.evaluation(at(0, 0, 0, 0)).evaluation(at(100_000, 0, 0, 0));
    BufferedImage image =
        ImageIO.read(new ByteArrayInputStream(LearningCurvePlot.figure(builder.build()).png()));
    int training = row(image, TRAINING);
    int evaluation = row(image, EVALUATION);
    // The axis spans -0.5 to 10.5 over most of the height below the header.
    assertThat(evaluation - training).isBetween(340, 480);
  }

  @Test
  void stretchesStandBehindTheCurve() throws IOException {
    // Training stays at 0; the first half of it is held against 10 ± 2, the second against nothing.
    LearningCurve.Builder builder =
        LearningCurve.builder("stretch").training(frames(100), filled(100, 0));
    builder.stretch(new LearningCurve.Stretch(0, 50_000, 10, 2, 0)).stretchLabel("theirs");
    BufferedImage image =
        ImageIO.read(new ByteArrayInputStream(LearningCurvePlot.figure(builder.build()).png()));
    int stretch = row(image, STRETCH);
    int training = row(image, TRAINING);
    // The axis spans -0.6 to 12.6.
    assertThat(training - stretch).isBetween(280, 400);
    long left = 0;
    long right = 0;
    for (int x = 0; x < image.getWidth(); x++) {
      if ((image.getRGB(x, stretch) & 0xFFFFFF) == STRETCH) {
        if (x < image.getWidth() / 2 + 40) {
          left++;
        } else {
          right++;
        }
      }
    }
    assertThat(left).isGreaterThan(200);
    assertThat(right).isZero();
  }

  @Test
  void sparseDataIsNoError() {
    LearningCurve.Builder references =
        LearningCurve.builder("none").reference("random player", 1).reference("human", 1);
    LearningCurve[] curves = {
      LearningCurve.builder("").build(),
      LearningCurve.builder("none").logarithmicFrames(true).build(),
      references.build(),
      LearningCurve.builder("one").training(new long[] {7}, new double[] {-21}).build(),
      LearningCurve.builder("NaN").training(new long[] {7}, new double[] {Double.NaN}).build(),
      LearningCurve.builder("at 0").training(new long[] {0}, new double[] {1}).build(),
      LearningCurve.builder("log at 0")
          .training(new long[] {0, 0}, new double[] {1, 2})
          .evaluation(at(0, 1, 0, 2))
          .logarithmicFrames(true)
          .build(),
      LearningCurve.builder("log of one")
          .evaluation(at(500, 1, 0, 2))
          .logarithmicFrames(true)
          .build(),
      LearningCurve.builder("no band").evaluation(at(5, 1, Double.NaN, Double.NaN)).build(),
      LearningCurve.builder("stretch alone")
          .stretch(new LearningCurve.Stretch(0, 10, 1, 1, Double.NaN))
          .build(),
      LearningCurve.builder("log stretch")
          .stretch(new LearningCurve.Stretch(0, 10, 1, 0, 4))
          .logarithmicFrames(true)
          .build(),
      LearningCurve.builder("same names").reference("a", 1).reference("a", 1).build(),
      full(true)
    };
    for (LearningCurve curve : curves) {
      assertThat(LearningCurvePlot.figure(curve).png()).as(curve.title()).isNotEmpty();
    }
  }

  @Test
  void svgIsWellFormedAndSaysTheSame() throws Exception {
    Path file = folder.resolve("curve.svg");
    LearningCurvePlot.write(folder.resolve("curve.png"), full(false));
    DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
    factory.setFeature("http://apache.org/xml/features/nonvalidating/load-external-dtd", false);
    String text =
        factory.newDocumentBuilder().parse(file.toFile()).getDocumentElement().getTextContent();
    assertThat(text)
        .contains("volley", "seed 1", "random player (-17.3)", "training game (n = 400)")
        .contains("lowest to highest game; n = 5 to 20 games, 20 at the last point")
        .contains(
            "learning begins", "emulator frames", "return per game", "50k", "100k", "-20", "20");
    assertThat(Files.size(file)).isLessThan(2_000_000);
  }

  @Test
  void longTrainingsAreThinnedButEndWhereTheyEnd() throws IOException {
    int episodes = 100_000;
    LearningCurve curve =
        LearningCurve.builder("long").training(frames(episodes), filled(episodes, 1)).build();
    Path file = folder.resolve("long.svg");
    LearningCurvePlot.write(folder.resolve("long.png"), curve);
    assertThat(Files.size(file)).isLessThan(5_000_000);
    assertThat(Files.readString(file)).contains("training games (thinned, n = 100,000)");
  }

  @Test
  void badInputAndUnwritablePlacesAreNamed() throws IOException {
    assertThatThrownBy(
            () -> LearningCurve.builder("x").training(new long[2], new double[3]).build())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("2 episode frames but 3 returns");
    assertThatThrownBy(() -> LearningCurve.builder("x").movingAverageEpisodes(0).build())
        .isInstanceOf(IllegalArgumentException.class);
    Path file = Files.writeString(folder.resolve("file"), "x");
    assertThatThrownBy(() -> LearningCurvePlot.write(file.resolve("a.png"), full(false)))
        .isInstanceOf(OutputException.class);
  }

  private static LearningCurve full(boolean logarithmic) {
    Random random = new Random(3);
    double[] returns = new double[400];
    for (int i = 0; i < returns.length; i++) {
      returns[i] = Math.rint(-20 + i / 11.0 + 3 * random.nextGaussian());
    }
    LearningCurve.Builder builder =
        LearningCurve.builder("volley, DQN")
            .subtitle("seed 1")
            .training(frames(returns.length), returns)
            .reference("random player", -17.3)
            .reference("human", 14.6)
            .marks(List.of(new Mark(4000, "learning begins")))
            .logarithmicFrames(logarithmic);
    for (int i = 0; i <= 8; i++) {
      builder.evaluation(
          new LearningCurve.Evaluation(
              i * 50_000L, -18 + 4 * i, -21 + 4 * i, -16 + 4 * i, i == 8 ? 20 : 5));
    }
    return builder.build();
  }

  private static LearningCurve.Evaluation at(long frames, double mean, double low, double high) {
    return new LearningCurve.Evaluation(frames, mean, low, high, 5);
  }

  private static long[] frames(int count) {
    long[] frames = new long[count];
    for (int i = 0; i < count; i++) {
      frames[i] = 1000L * (i + 1);
    }
    return frames;
  }

  private static double[] filled(int count, double value) {
    double[] values = new double[count];
    java.util.Arrays.fill(values, value);
    return values;
  }

  private static int count(BufferedImage image, int colour) {
    int count = 0;
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        count += (image.getRGB(x, y) & 0xFFFFFF) == colour ? 1 : 0;
      }
    }
    return count;
  }

  /** The row with the most pixels of a colour below the legend. */
  private static int row(BufferedImage image, int colour) {
    int best = -1;
    int most = 0;
    for (int y = 120; y < image.getHeight(); y++) {
      int count = 0;
      for (int x = 0; x < image.getWidth(); x++) {
        count += (image.getRGB(x, y) & 0xFFFFFF) == colour ? 1 : 0;
      }
      if (count > most) {
        most = count;
        best = y;
      }
    }
    return best;
  }
}
