package dev.ductile.eval.plot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ductile.agent.measurement.MeasurementType;
import dev.ductile.agent.measurement.Measurements;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MeasurementPlotTest {
  @TempDir private Path folder;

  private static Map<String, Double> values(double dead) {
    Map<String, Double> values = new LinkedHashMap<>();
    values.put("frames", 17.0);
    values.put("plasticity/dead@0/conv1", dead);
    values.put("plasticity/dead@0/total", dead / 2);
    values.put("plasticity/ratio/hidden", Double.NaN);
    values.put("plasticity/seconds/dead", 0.1);
    return values;
  }

  @Test
  void quantitiesAndLayersAreToldApart() {
    MeasurementCurves curves = new MeasurementCurves();
    assertThat(curves.isEmpty()).isTrue();
    curves.add(100, values(0.25));
    curves.add(200, values(0.5));
    assertThat(curves.quantities()).containsOnlyKeys("dead@0", "ratio");
    assertThat(curves.quantities().get("dead@0").get("conv1"))
        .containsExactly(
            new MeasurementCurves.Point(100, 0.25), new MeasurementCurves.Point(200, 0.5));
    assertThat(curves.layers()).containsExactly("total", "conv1", "hidden");
  }

  /** A panel that has no number to show is drawn too. */
  @Test
  void panelsHoldTheirLinesBelowTheHeadingOfTheirKind() throws IOException {
    MeasurementCurves curves = new MeasurementCurves();
    curves.add(100, values(0.25));
    curves.add(200, values(0.5));
    Path file = folder.resolve("measurements.png");
    MeasurementPlot.write(file, curves, List.of(new Mark(150, "redo begins")), "title", "subtitle");
    BufferedImage image = ImageIO.read(file.toFile());
    assertThat(image.getWidth()).isEqualTo(2 * 360 + 2 * 18);
    int[] blue = new int[2];
    for (int x = 0; x < image.getWidth(); x++) {
      for (int y = 110; y < image.getHeight(); y++) {
        blue[2 * x / image.getWidth()] += (image.getRGB(x, y) & 0xFFFFFF) == 0x0072B2 ? 1 : 0;
      }
    }
    assertThat(blue[0]).isGreaterThan(50);
    assertThat(blue[1]).isZero();
    assertThat(Files.readString(folder.resolve("measurements.svg")))
        .contains(">Units<", ">Others<", ">dead units<", ">share of units<", ">whole network<")
        .contains("dotted: redo begins", ">0.0<", ">1.0<", "no number yet");
  }

  /** ReLUs are dead exactly where they are dormant at 0: one panel, which says so. */
  @Test
  void equalCurvesAreDrawnOnceAndNamed() throws IOException {
    MeasurementCurves curves = new MeasurementCurves();
    for (int frame = 0; frame < 3; frame++) {
      Map<String, Double> values = new LinkedHashMap<>();
      values.put("plasticity/dormant@0/total", frame / 4.0);
      values.put("plasticity/dead@0/total", frame / 4.0);
      values.put("plasticity/weight-norm/total", 1e9 + frame);
      curves.add(frame, values);
    }
    MeasurementPlot.write(folder.resolve("m.png"), curves, List.of(), "t", "s");
    assertThat(Files.readString(folder.resolve("m.svg")))
        .contains("dormant@0 = dead@0", ">dormant units<")
        .doesNotContain(">dead units<");
  }

  /** Whatever can be measured stands under a heading of its kind. */
  @Test
  void everyMeasurementHasAKind() {
    for (MeasurementType type : Measurements.all()) {
      for (String log : type.logs().split(", ")) {
        assertThat(Quantity.named(log).group())
            .as(log)
            .isNotEqualTo("Others")
            .isIn(Quantity.groups());
      }
    }
  }
}
