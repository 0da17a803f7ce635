package dev.ductile.agent.measurement;

import dev.ductile.agent.engine.Engine;
import dev.ductile.agent.engine.EngineSettings;
import dev.ductile.agent.learner.Learner;
import dev.ductile.agent.learner.LearnerCopy;
import dev.ductile.agent.learner.LearnerSpec;
import dev.ductile.agent.learner.MeasurementBatch;
import dev.ductile.base.Stateful;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/**
 * Measures a learner on a copy with a program of its own: it only reads the learner's variables, so
 * that training goes on bit for bit as without it. Call it when nothing else uses the learner.
 *
 * <p>{@link #save} writes what is remembered from one measurement to the next: θ₀, the last
 * parameters, action values and dormant units, as far as the chosen measurements need them.
 */
public final class Inspector implements Stateful, AutoCloseable {
  private final List<MeasurementType> types;
  private final MeasurementConfig config;
  private final LearnerCopy copy;
  private final MeasurementState state = new MeasurementState();

  /** Compiles what the configured measurements need. */
  public Inspector(
      Engine engine, EngineSettings settings, LearnerSpec spec, MeasurementConfig config) {
    this.types = config.names().all();
    this.config = config;
    this.copy = new LearnerCopy(engine, settings, spec, config.batch(), config.names().needs());
  }

  /**
   * Takes the learner's present parameters as θ₀.
   *
   * @param seed of the probe's random targets, which are the same in every measurement
   */
  public void begin(Learner initial, long seed) {
    state.seed = seed;
    if (types.contains(WeightMeasurements.DISTANCE)) {
      copy.load(initial);
      state.initial = copy.parameterVector();
    }
  }

  /**
   * Measures.
   *
   * @param fixed the same in every call, of the configured size
   * @return values by {@code plasticity/quantity/layer}, thresholds in the quantity's name, then
   *     {@code plasticity/seconds/part}; a value that does not exist is NaN, one that is not
   *     defined for this network is left out
   */
  public Map<String, Double> measure(Learner trained, MeasurementBatch fixed) {
    return measure(trained, fixed, MeasurementWatcher.NONE);
  }

  /** As above; the watcher is told what is being measured. */
  public Map<String, Double> measure(
      Learner trained, MeasurementBatch fixed, MeasurementWatcher watcher) {
    if (fixed.size() != config.batch()) {
      throw new IllegalArgumentException(
          "measured on " + fixed.size() + " samples, configured for " + config.batch());
    }
    MeasurementContext site = new MeasurementContext(trained, copy, fixed, state, config);
    site.load();
    copy.useBatch(fixed);
    for (int i = 0; i < types.size(); i++) {
      watcher.onMeasuring(types.get(i).name(), i + 1, types.size());
      site.measure(types.get(i));
    }
    return site.results();
  }

  @Override
  public void save(DataOutput out) throws IOException {
    state.save(out);
  }

  @Override
  public void restore(DataInput in) throws IOException {
    state.restore(in);
  }

  @Override
  public void close() {
    copy.close();
  }
}
