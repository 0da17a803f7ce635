package dev.ductile.agent.golden;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.ductile.agent.engine.Engine;
import dev.ductile.agent.engine.EngineSettings;
import dev.ductile.agent.engine.Shape;
import dev.ductile.agent.learner.Learner;
import dev.ductile.agent.learner.LearnerGradients;
import dev.ductile.agent.learner.LearnerSpec;
import dev.ductile.agent.network.Parameter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;

/**
 * Three updates on a fixed batch, computed elsewhere in float64, for any engine to meet in float32.
 * The case is built from the file's fields, so that a new file needs no new code.
 */
public final class LearnerGoldens {
  /** Set to {@code gpu} on a machine that has one. */
  private static final String DEVICE = System.getProperty("ductile.device", "cpu");

  private static final double VALUES = 1e-4;
  private static final double GRADIENT_NORMS = 1e-3;
  private static final double PARAMETER_NORMS = 1e-5;
  private static final double SMALL = 1e-2;

  private LearnerGoldens() {}

  /**
   * The case files under {@code ductile.goldens}/learner; none where the default folder is not
   * there.
   *
   * @throws IllegalArgumentException if another folder was asked for and is not there
   */
  public static List<Path> files() {
    Path folder = folder().resolve("learner");
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(f -> f.toString().endsWith(".json")).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The folder of the property, as seen from the project's root. */
  private static Path folder() {
    Path root = Path.of(System.getProperty("ductile.root", "")).toAbsolutePath();
    Path usual = root.resolve("../shared/goldens").normalize();
    Path folder = root.resolve(System.getProperty("ductile.goldens", usual.toString())).normalize();
    if (!Files.isDirectory(folder) && !folder.equals(usual)) {
      throw new IllegalArgumentException("ductile.goldens: there is no folder " + folder);
    }
    return folder;
  }

  /** Runs the case of a file. */
  public static void check(Engine engine, Path file) {
    GoldenCase c = GoldenCase.read(file);
    LearnerSpec spec =
        new LearnerSpec(
            GoldenSpec.network(c),
            GoldenSpec.objective(c),
            GoldenSpec.optimizer(c),
            c.actionCount(),
            Shape.of(4, 84, 84),
            c.batch(),
            List.of(c.batch()),
            false,
            List.of());
    EngineSettings settings = new EngineSettings(DEVICE, 2, false);
    try (Learner learner = new Learner(engine, settings, spec);
        LearnerGradients gradients = new LearnerGradients(engine, settings, learner)) {
      fill(learner, c);
      checkValues(learner, c);
      int step = 0;
      for (GoldenCase.Update expected : c.updates()) {
        checkUpdate(
            learner, gradients.compute(), expected, valueScale(c), c.name() + " update " + ++step);
      }
    }
  }

  private static void fill(Learner learner, GoldenCase c) {
    learner
        .onlineParameters()
        .forEach(p -> learner.write(p.variable(), GoldenLayout.values("online.", p)));
    learner
        .targetParameters()
        .forEach(p -> learner.write(p.variable(), GoldenLayout.values("target.", p)));
    learner.updateInput("observations").put(0, GoldenLayout.images("obs", c.batch()));
    learner.updateInput("nextObservations").put(0, GoldenLayout.images("next_obs", c.batch()));
    for (int i = 0; i < c.batch(); i++) {
      learner.updateInput("actions").putInt(i * Integer.BYTES, c.actions().get(i));
      putFloat(learner, "returns", i, c.rewards());
      putFloat(learner, "discounts", i, c.discounts());
      putFloat(learner, "weights", i, c.weights());
    }
  }

  private static void putFloat(Learner learner, String input, int i, List<Double> values) {
    learner.updateInput(input).putFloat(i * Float.BYTES, values.get(i).floatValue());
  }

  /** Values of both networks; the target is read through the online network's function. */
  private static void checkValues(Learner learner, GoldenCase c) {
    near(learner, c.qOnlineObs(), "obs", c.name() + " q_online_obs");
    near(learner, c.qOnlineNextObs(), "next_obs", c.name() + " q_online_next_obs");
    for (Parameter p : learner.onlineParameters()) {
      learner.write(p.variable(), GoldenLayout.values("target.", p));
    }
    near(learner, c.qTargetNextObs(), "next_obs", c.name() + " q_target_next_obs");
    for (Parameter p : learner.onlineParameters()) {
      learner.write(p.variable(), GoldenLayout.values("online.", p));
    }
  }

  private static void near(
      Learner learner, List<List<Double>> expected, String observations, String what) {
    int batch = expected.size();
    learner.actObservations(batch).put(0, GoldenFill.bytes(observations, batch * 4 * 84 * 84));
    FloatBuffer values = learner.act(batch);
    for (List<Double> row : expected) {
      for (double value : row) {
        near(values.get(), value, VALUES, what + " number " + values.position());
      }
    }
  }

  /** Largest of the case's values: the scale on which their differences are exact. */
  private static double valueScale(GoldenCase c) {
    return c.qOnlineObs().stream().flatMap(List::stream).mapToDouble(Math::abs).max().orElseThrow();
  }

  private static void checkUpdate(
      Learner learner,
      Map<String, FloatBuffer> gradients,
      GoldenCase.Update expected,
      double valueScale,
      String where) {
    Set<String> names =
        learner.onlineParameters().stream().map(Parameter::name).collect(Collectors.toSet());
    assertThat(expected.gradL2().keySet()).as(where + " grad_l2").isEqualTo(names);
    assertThat(expected.paramL2After().keySet()).as(where + " param_l2_after").isEqualTo(names);
    expected
        .gradL2()
        .forEach(
            (name, norm) ->
                near(
                    l2(gradients.get(name)),
                    norm,
                    GRADIENT_NORMS,
                    where + " gradient norm of " + name));
    learner.update();
    near(learner.loss(), expected.loss(), VALUES, where + " loss");
    for (int i = 0; i < expected.perSampleLoss().size(); i++) {
      near(
          learner.perSampleLosses().get(i),
          expected.perSampleLoss().get(i),
          VALUES,
          where + " loss of sample " + i);
      // A temporal-difference error is a difference of values, which are what is exact to 1e-4.
      double error = expected.absTdOrLoss().get(i);
      double scale = Math.max(Math.abs(error), Math.max(valueScale, SMALL));
      assertThat((double) learner.priorities().get(i))
          .as(where + " error of sample " + i)
          .isCloseTo(error, within(VALUES * scale));
    }
    List<Parameter> parameters = learner.onlineParameters();
    List<float[]> values = learner.read(parameters.stream().map(Parameter::variable).toList());
    for (int i = 0; i < values.size(); i++) {
      String name = parameters.get(i).name();
      near(
          l2(FloatBuffer.wrap(values.get(i))),
          expected.paramL2After().get(name),
          PARAMETER_NORMS,
          where + " norm of " + name);
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
