package dev.ductile.agent.golden;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ductile.agent.engine.Engine;
import dev.ductile.agent.engine.EngineSettings;
import dev.ductile.agent.engine.Shape;
import dev.ductile.agent.learner.Learner;
import dev.ductile.agent.learner.LearnerSpec;
import dev.ductile.agent.network.Parameter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;

/**
 * Three updates on a fixed batch, computed elsewhere in float64, for any engine to meet in float32.
 * The case is built from the file's fields, so that a new file needs no new code.
 */
public final class LearnerGoldens {
  /** Set to {@code gpu} on a machine that has one. */
  private static final String DEVICE = System.getProperty("ductile.device", "cpu");

  private static final int ACTIONS = 6;
  private static final double VALUES = 1e-4;
  private static final double GRADIENT_NORMS = 1e-3;
  private static final double PARAMETER_NORMS = 1e-5;
  private static final double SMALL = 1e-2;

  private LearnerGoldens() {}

  /** The case files under {@code ductile.goldens}/learner; empty where there is no such folder. */
  public static List<Path> files() {
    Path folder = Path.of(System.getProperty("ductile.goldens", "../shared/goldens"), "learner");
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(f -> f.toString().endsWith(".json")).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Parses a case. */
  public static JsonNode parse(Path file) {
    try {
      return new ObjectMapper().readTree(file.toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Runs a case. */
  public static void check(Engine engine, JsonNode c) {
    GoldenSpec.refuseUnknown(c);
    int batch = c.get("batch").asInt();
    LearnerSpec spec =
        new LearnerSpec(
            GoldenSpec.network(c),
            GoldenSpec.objective(c),
            GoldenSpec.optimizer(c),
            ACTIONS,
            Shape.of(4, 84, 84),
            batch,
            List.of(batch),
            false,
            List.of());
    try (Learner learner = new Learner(engine, new EngineSettings(DEVICE, 2, false), spec)) {
      fill(learner, c, batch);
      checkValues(learner, c, batch);
      int step = 0;
      for (JsonNode expected : c.get("updates")) {
        String where = c.get("case").asText() + " update " + ++step;
        checkUpdate(learner, expected, valueScale(c), where);
      }
    }
  }

  private static void fill(Learner learner, JsonNode c, int batch) {
    learner
        .onlineParameters()
        .forEach(p -> learner.write(p.variable(), GoldenLayout.values("online.", p)));
    learner
        .targetParameters()
        .forEach(p -> learner.write(p.variable(), GoldenLayout.values("target.", p)));
    learner.updateInput("observations").put(0, GoldenLayout.images("obs", batch));
    learner.updateInput("nextObservations").put(0, GoldenLayout.images("next_obs", batch));
    for (int i = 0; i < batch; i++) {
      learner.updateInput("actions").putInt(i * 4, c.get("actions").get(i).asInt());
      putFloat(learner, "returns", i, c.get("rewards"));
      putFloat(learner, "discounts", i, c.get("discounts"));
      putFloat(learner, "weights", i, c.get("weights"));
    }
  }

  /** Values of both networks; the target is read through the online network's function. */
  private static void checkValues(Learner learner, JsonNode c, int batch) {
    near(learner, c, batch, "q_online_obs", "obs");
    near(learner, c, batch, "q_online_next_obs", "next_obs");
    for (Parameter p : learner.onlineParameters()) {
      learner.write(p.variable(), GoldenLayout.values("target.", p));
    }
    near(learner, c, batch, "q_target_next_obs", "next_obs");
    for (Parameter p : learner.onlineParameters()) {
      learner.write(p.variable(), GoldenLayout.values("online.", p));
    }
  }

  private static void near(
      Learner learner, JsonNode c, int batch, String field, String observations) {
    learner.actObservations(batch).put(0, GoldenFill.bytes(observations, batch * 4 * 84 * 84));
    FloatBuffer values = learner.act(batch);
    for (int i = 0; i < batch; i++) {
      for (int a = 0; a < ACTIONS; a++) {
        double expected = c.get(field).get(i).get(a).asDouble();
        String what = c.get("case").asText() + " " + field + " " + i + ", " + a;
        near(values.get(i * ACTIONS + a), expected, VALUES, what);
      }
    }
  }

  private static void putFloat(Learner learner, String input, int i, JsonNode values) {
    ByteBuffer buffer = learner.updateInput(input);
    buffer.putFloat(i * Float.BYTES, (float) values.get(i).asDouble());
  }

  /** Largest of the case's values: the scale on which their differences are exact. */
  private static double valueScale(JsonNode c) {
    double scale = 0;
    for (JsonNode row : c.get("q_online_obs")) {
      for (JsonNode value : row) {
        scale = Math.max(scale, Math.abs(value.asDouble()));
      }
    }
    return scale;
  }

  private static void checkUpdate(
      Learner learner, JsonNode expected, double valueScale, String where) {
    Map<String, FloatBuffer> gradients = learner.gradients();
    expected
        .get("grad_l2")
        .properties()
        .forEach(
            e ->
                near(
                    l2(gradients.get(e.getKey())),
                    e.getValue().asDouble(),
                    GRADIENT_NORMS,
                    where + " gradient norm of " + e.getKey()));
    learner.update();
    near(learner.loss(), expected.get("loss").asDouble(), VALUES, where + " loss");
    for (int i = 0; i < expected.get("per_sample_loss").size(); i++) {
      near(
          learner.perSampleLosses().get(i),
          expected.get("per_sample_loss").get(i).asDouble(),
          VALUES,
          where + " loss of sample " + i);
      // A temporal-difference error is a difference of values, which are what is exact to 1e-4.
      double error = expected.get("abs_td_or_loss").get(i).asDouble();
      double scale = Math.max(Math.abs(error), Math.max(valueScale, SMALL));
      assertThat((double) learner.priorities().get(i))
          .as(where + " error of sample " + i)
          .isCloseTo(error, within(VALUES * scale));
    }
    for (Parameter p : learner.onlineParameters()) {
      near(
          l2(FloatBuffer.wrap(learner.read(p.variable()))),
          expected.get("param_l2_after").get(p.name()).asDouble(),
          PARAMETER_NORMS,
          where + " norm of " + p.name());
    }
  }

  private static double l2(FloatBuffer values) {
    double sum = 0;
    for (int i = 0; i < values.limit(); i++) {
      sum += (double) values.get(i) * values.get(i);
    }
    return Math.sqrt(sum);
  }

  private static void near(double actual, double expected, double relative, String what) {
    // Numbers that cancel to almost nothing are compared on the scale of their float32 terms.
    Offset<Double> tolerance = within(relative * Math.max(Math.abs(expected), SMALL));
    assertThat(actual).as(what).isCloseTo(expected, tolerance);
  }
}
