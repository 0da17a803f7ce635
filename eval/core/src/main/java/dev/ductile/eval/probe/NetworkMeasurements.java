package dev.ductile.eval.probe;

import dev.ductile.agent.engine.Engine;
import dev.ductile.agent.engine.EngineSettings;
import dev.ductile.agent.learner.Learner;
import dev.ductile.agent.learner.MeasurementBatch;
import dev.ductile.agent.measurement.Inspector;
import dev.ductile.agent.measurement.MeasurementConfig;
import dev.ductile.agent.measurement.MeasurementCost;
import dev.ductile.agent.measurement.MeasurementList;
import dev.ductile.agent.measurement.MeasurementType;
import dev.ductile.agent.measurement.MeasurementWatcher;
import dev.ductile.eval.probe.task.TaskBatch;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.function.Predicate;

/**
 * The measurements of {@code --measure}: cheap ones at every point of the curve and at tasks' ends,
 * the others at tasks' ends only. What compares with the measurement before it, such as {@code
 * change}, therefore looks back to the last point if it is cheap.
 */
public final class NetworkMeasurements implements ProbeMeasurements {
  /** Optimizer steps of the random-target probe, and targets: as training runs have them. */
  private static final int PROBE_STEPS = 200;

  private static final int PROBE_DRAWS = 3;

  private final Optional<Inspector> cheap;
  private final Optional<Inspector> others;
  private final int batchSize;

  private NetworkMeasurements(
      Optional<Inspector> cheap, Optional<Inspector> others, int batchSize) {
    this.cheap = cheap;
    this.others = others;
    this.batchSize = batchSize;
  }

  /** Makes what each run's configuration asks for. */
  public static Factory factory() {
    return (config, initial, seed) ->
        new NetworkMeasurements(
            inspector(config.run(), initial, seed, type -> isCheap(type)),
            inspector(config.run(), initial, seed, type -> !isCheap(type)),
            config.run().measureBatch());
  }

  private static boolean isCheap(MeasurementType type) {
    return type.cost() == MeasurementCost.CHEAP;
  }

  /** Compiles nothing where nothing is asked for. */
  private static Optional<Inspector> inspector(
      ProbeRunSettings run, Learner initial, long seed, Predicate<MeasurementType> which) {
    MeasurementList names = run.measure().only(which);
    if (names.isEmpty()) {
      return Optional.empty();
    }
    MeasurementConfig config =
        new MeasurementConfig(names, 1, run.measureBatch(), PROBE_STEPS, PROBE_DRAWS);
    EngineSettings settings = new EngineSettings(run.device(), run.engineThreads(), run.bfloat16());
    Inspector inspector =
        new Inspector(Engine.named(run.engine()), settings, initial.spec(), config);
    inspector.begin(initial, seed);
    return Optional.of(inspector);
  }

  @Override
  public Map<String, Double> measure(Learner learner, Moment at, IntFunction<TaskBatch> samples) {
    return measure(learner, at, samples, MeasurementWatcher.NONE);
  }

  @Override
  public Map<String, Double> measure(
      Learner learner, Moment at, IntFunction<TaskBatch> samples, MeasurementWatcher watcher) {
    boolean both = at.taskEnd() && others.isPresent();
    if (cheap.isEmpty() && !both) {
      return Map.of();
    }
    MeasurementBatch batch = batch(samples.apply(batchSize));
    Map<String, Double> figures = new LinkedHashMap<>();
    cheap.ifPresent(inspector -> figures.putAll(inspector.measure(learner, batch, watcher)));
    if (both) {
      // Both have copied the parameters and may share other parts, whose seconds add up.
      others
          .get()
          .measure(learner, batch, watcher)
          .forEach((name, v) -> figures.merge(name, v, Double::sum));
    }
    return figures;
  }

  private static MeasurementBatch batch(TaskBatch samples) {
    float[] weights = new float[samples.actions().length];
    Arrays.fill(weights, 1);
    return new MeasurementBatch(
        samples.observations(),
        samples.nextObservations(),
        samples.actions(),
        samples.returns(),
        samples.discounts(),
        weights);
  }

  @Override
  public void close() {
    cheap.ifPresent(Inspector::close);
    others.ifPresent(Inspector::close);
  }
}
