package dev.ductile.agent.training;

import dev.ductile.agent.config.RunConfig;
import dev.ductile.agent.engine.Engine;
import dev.ductile.agent.learner.Learner;
import dev.ductile.agent.learner.MeasurementBatch;
import dev.ductile.agent.measurement.Inspector;
import dev.ductile.agent.measurement.MeasurementWatcher;
import dev.ductile.agent.training.experience.Experience;
import dev.ductile.base.RandomState;
import dev.ductile.base.Stateful;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Map;
import org.apache.commons.rng.RestorableUniformRandomProvider;

/**
 * Measures a run's learner between rounds, always on the batch that it drew when first asked. Owns
 * the random stream of measurements and reads everything else only.
 */
final class TrainingMeasurements implements Stateful, AutoCloseable {
  private final Inspector inspector;
  private final Learner learner;
  private final Experience experience;
  private final int batchSize;
  private final RestorableUniformRandomProvider random;
  private MeasurementBatch batch;

  /**
   * @param learner with its first parameters
   * @param random the stream of measurements
   */
  TrainingMeasurements(
      RunConfig config,
      Engine engine,
      Learner learner,
      Experience experience,
      RestorableUniformRandomProvider random) {
    this.learner = learner;
    this.experience = experience;
    this.random = random;
    batchSize = config.measurement().batch();
    inspector =
        new Inspector(engine, Learners.settings(config), learner.spec(), config.measurement());
    inspector.begin(learner, random.nextLong());
  }

  /** Whether there is a batch to measure on, or enough in the memory to draw one. */
  boolean isPossible() {
    return batch != null || experience.size() >= batchSize;
  }

  /** Measures now; {@link #isPossible} must hold. */
  Map<String, Double> measure(MeasurementWatcher watcher) {
    if (batch == null) {
      batch = experience.readBatch(random, batchSize);
    }
    return inspector.measure(learner, batch, watcher);
  }

  @Override
  public void save(DataOutput out) throws IOException {
    RandomState.save(random, out);
    inspector.save(out);
    out.writeBoolean(batch != null);
    if (batch != null) {
      batch.save(out);
    }
  }

  @Override
  public void restore(DataInput in) throws IOException {
    RandomState.restore(random, in);
    inspector.restore(in);
    batch = in.readBoolean() ? MeasurementBatch.restore(in) : null;
  }

  @Override
  public void close() {
    inspector.close();
  }
}
