package dev.ductile.eval.probe.task;

import dev.ductile.agent.learner.ActionValues;
import dev.ductile.agent.learner.Learner;
import dev.ductile.agent.objective.Objective;
import dev.ductile.eval.probe.data.ImageSet;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.rng.UniformRandomProvider;

/** Learning from examples in minibatches: epochs in a new random order each. */
final class SupervisedSequence implements TaskSequence {
  private static final int EVALUATION_BATCH = 256;

  private final ExampleSource source;
  private final Objective objective;
  private final int actions;
  private final int batchSize;
  private final UniformRandomProvider random;
  private Examples examples;
  private double variance = 1;
  private int[] order;
  private int position;

  /**
   * @param actions outputs of the network: classes, or 1 for numbers
   * @param random the stream of batches
   */
  SupervisedSequence(
      ExampleSource source,
      Objective objective,
      int actions,
      int batchSize,
      UniformRandomProvider random) {
    this.source = source;
    this.objective = objective;
    this.actions = actions;
    this.batchSize = batchSize;
    this.random = random;
  }

  @Override
  public Objective objective() {
    return objective;
  }

  @Override
  public int actions() {
    return actions;
  }

  @Override
  public List<Integer> actBatchSizes() {
    return List.of(EVALUATION_BATCH);
  }

  @Override
  public void begin(int task) {
    examples = source.next(task);
    variance = examples.targets() == null ? 1 : Math.max(1e-12, examples.targetVariance());
    order = Shuffles.permutation(examples.images().count(), random);
    position = 0;
  }

  @Override
  public void prepare(Learner learner) {
    if (position + batchSize > order.length) {
      Shuffles.shuffle(order, random);
      position = 0;
    }
    ByteBuffer observations = learner.updateInput("observations");
    ByteBuffer labels = learner.updateInput("actions");
    ByteBuffer targets = learner.updateInput("returns");
    ByteBuffer weights = learner.updateInput("weights");
    for (int i = 0; i < batchSize; i++) {
      int example = order[position++];
      examples.images().copyInterleaved(example, observations, i);
      weights.putFloat(i * Float.BYTES, 1);
      if (examples.labels() != null) {
        labels.putInt(i * Integer.BYTES, examples.labels()[example]);
      } else {
        targets.putFloat(i * Float.BYTES, examples.targets()[example]);
      }
    }
  }

  @Override
  public boolean afterUpdate(Learner learner, long updates) {
    return false;
  }

  @Override
  public double online(Learner learner) {
    if (examples.labels() != null) {
      return learner.meanValue();
    }
    // Priorities are the absolute errors of the predicted numbers, however these are written.
    FloatBuffer errors = learner.priorities();
    double squares = 0;
    for (int i = 0; i < batchSize; i++) {
      squares += (double) errors.get(i) * errors.get(i);
    }
    return squares / batchSize / variance;
  }

  @Override
  public Map<String, Double> evaluate(Learner learner) {
    double sum = 0;
    double loss = 0;
    int count = examples.images().count();
    for (int from = 0; from < count; from += EVALUATION_BATCH) {
      int size = Math.min(EVALUATION_BATCH, count - from);
      ByteBuffer batch = learner.actObservations(EVALUATION_BATCH);
      for (int i = 0; i < size; i++) {
        examples.images().copyPlanes(from + i, batch, i);
      }
      FloatBuffer values = learner.act(EVALUATION_BATCH);
      for (int i = 0; i < size; i++) {
        if (examples.labels() != null) {
          int label = examples.labels()[from + i];
          sum += ActionValues.argMax(values, i, actions) == label ? 1 : 0;
          loss -= ActionValues.logProbability(values, i, actions, label);
        } else {
          double error = values.get(i) - (double) examples.targets()[from + i];
          sum += error * error / variance;
          loss += error * error;
        }
      }
    }
    Map<String, Double> figures = new LinkedHashMap<>();
    figures.put(SCORE, sum / count);
    figures.put(examples.labels() != null ? "crossEntropy" : "squaredError", loss / count);
    return figures;
  }

  @Override
  public TaskBatch sample(int size, UniformRandomProvider stream) {
    TaskBatch batch = TaskBatch.zeros(size, examples.images().imageBytes());
    ByteBuffer observations = ByteBuffer.wrap(batch.observations());
    for (int i = 0; i < size; i++) {
      int example = stream.nextInt(examples.images().count());
      examples.images().copyInterleaved(example, observations, i);
      if (examples.labels() != null) {
        batch.actions()[i] = examples.labels()[example];
      } else {
        batch.returns()[i] = examples.targets()[example];
      }
    }
    return batch;
  }

  @Override
  public void observations(UniformRandomProvider stream, ByteBuffer batch) {
    fill(examples.images(), stream, batch);
  }

  static void fill(ImageSet images, UniformRandomProvider stream, ByteBuffer batch) {
    int size = batch.capacity() / images.imageBytes();
    for (int i = 0; i < size; i++) {
      images.copyInterleaved(stream.nextInt(images.count()), batch, i);
    }
  }
}
