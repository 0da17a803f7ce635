package dev.ductile.agent.measurement;

import dev.ductile.agent.learner.Learner;
import dev.ductile.agent.learner.LearnerCopy;
import dev.ductile.agent.learner.LearnerSpec;
import dev.ductile.agent.learner.MeasurementBatch;
import dev.ductile.agent.learner.UnitStatistics;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * What a measurement finds: a copy of the learner, looking at the fixed batch, with what several
 * measurements share computed once and timed apart.
 */
public final class MeasurementContext {
  /** What names of times begin with: they say what measuring cost, not what was measured. */
  public static final String SECONDS = "plasticity/seconds/";

  /** Layer name of what concerns the whole network. */
  static final String TOTAL = "total";

  private final Learner trained;
  private final LearnerCopy copy;
  private final MeasurementBatch batch;
  private final MeasurementState state;
  private final MeasurementConfig config;
  private final ParameterLayout layout;
  private final CostClock clock = new CostClock();
  private final Map<String, Object> shared = new LinkedHashMap<>();
  private final Map<String, Double> results = new LinkedHashMap<>();

  MeasurementContext(
      Learner trained,
      LearnerCopy copy,
      MeasurementBatch batch,
      MeasurementState state,
      MeasurementConfig config) {
    this.trained = trained;
    this.copy = copy;
    this.batch = batch;
    this.state = state;
    this.config = config;
    this.layout = new ParameterLayout(copy.parameters());
  }

  /** Computes one measurement. */
  void measure(MeasurementType type) {
    clock.timed(
        type.name(),
        () -> {
          type.body().accept(this);
          return null;
        });
  }

  /** Everything that was logged, and then what each part cost. */
  Map<String, Double> results() {
    Map<String, Double> all = new LinkedHashMap<>(results);
    clock.seconds().forEach((name, seconds) -> all.put(SECONDS + name, seconds));
    return all;
  }

  /** Logs a value as {@code plasticity/quantity/layer}. */
  void log(String quantity, String layer, double value) {
    results.put("plasticity/" + quantity + "/" + layer, value);
  }

  void log(String quantity, double value) {
    log(quantity, TOTAL, value);
  }

  Learner trained() {
    return trained;
  }

  LearnerSpec spec() {
    return trained.spec();
  }

  LearnerCopy copy() {
    return copy;
  }

  MeasurementBatch batch() {
    return batch;
  }

  MeasurementState state() {
    return state;
  }

  MeasurementConfig config() {
    return config;
  }

  ParameterLayout layout() {
    return layout;
  }

  /** Brings the copy to the trained network's state, at the beginning and after experiments. */
  void load() {
    clock.timed(
        "copying",
        () -> {
          copy.load(trained);
          return null;
        });
  }

  @SuppressWarnings("unchecked")
  <T> T once(String name, Supplier<T> compute) {
    Object known = shared.get(name);
    if (known == null) {
      known = clock.timed(name, compute);
      shared.put(name, known);
    }
    return (T) known;
  }

  /** Parameters, flat. */
  float[] parameterVector() {
    return once("parameters", copy::parameterVector);
  }

  /** Action values of the batch. */
  float[] values() {
    return once("values", copy::values);
  }

  /** Gradient of the batch's mean loss, flat. */
  float[] gradient() {
    return once("gradient", copy::gradient);
  }

  /** Statistics of hidden units. */
  List<UnitStatistics> statistics() {
    return once("statistics", copy::statistics);
  }

  /** How the hidden units' dead and linear ones are told. */
  UnitKind kind() {
    return UnitKind.of(spec().network());
  }
}
