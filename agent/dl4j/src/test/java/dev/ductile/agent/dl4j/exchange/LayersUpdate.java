package dev.ductile.agent.dl4j.exchange;

import dev.ductile.agent.dl4j.kernel.HostMemory;
import dev.ductile.agent.learner.ActionValues;
import dev.ductile.agent.learner.Learner;
import dev.ductile.agent.learner.LearnerSpec;
import dev.ductile.agent.objective.DqnObjective;
import dev.ductile.agent.optimizer.OptimizerConfig;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.SplittableRandom;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;

/**
 * DQN's whole update as DL4J's users write it: two {@link MultiLayerNetwork}s of DL4J's own layers,
 * NCHW, {@code fit}. It does what a learner's update does: uint8 in, the pass of the target network
 * on the next observations (where double, that of the online network too), the Huber loss of the
 * actions taken, weighted, its mean's gradient, one step of Adam. DL4J's Adam has ε̂ only ({@link
 * OptimizerConfig.Kind#ADAM_EPSILON_HAT}), which costs the same as ε.
 */
final class LayersUpdate implements AutoCloseable {
  private static final float PIXEL_SCALE = 1f / 255f;

  private final LearnerSpec spec;
  private final boolean doubleQ;
  private final NetworkLayout layout;
  private final MultiLayerNetwork online;
  private final MultiLayerNetwork target;
  private final INDArray observations;
  private final INDArray nextObservations;
  private final int[] actions;
  private final float[] returns;
  private final float[] discounts;
  private final float[] weights;

  LayersUpdate(LearnerSpec spec) {
    this.spec = spec;
    this.doubleQ = ((DqnObjective) spec.objective()).target().doubleQ();
    int batch = spec.batchSize();
    actions = new int[batch];
    returns = new float[batch];
    discounts = new float[batch];
    weights = new float[batch];
    OptimizerConfig optimizer = spec.optimizer();
    Adam adam =
        new Adam(
            optimizer.learningRate(), optimizer.beta1(), optimizer.beta2(), optimizer.epsilon());
    layout = NetworkLayout.of(spec, adam, new HuberOfActions(actions, weights));
    online = new MultiLayerNetwork(layout.configuration());
    online.init();
    target = online.clone();
    observations = Nd4j.create(DataType.UINT8, spec.planes(batch).longDims());
    nextObservations = Nd4j.create(DataType.UINT8, spec.planes(batch).longDims());
  }

  /** Takes over a learner's online parameters, into both networks. */
  void load(Learner learner) {
    Dl4jNetworks.copy(learner, layout, online, 1f);
    target.setParams(online.params());
  }

  /** The online network; its first layer takes pixels from 0 to 1. */
  MultiLayerNetwork online() {
    return online;
  }

  /**
   * Makes up a batch, in the order: both observations as [B, stack, H, W], then sample by sample.
   */
  void fill(SplittableRandom random) {
    for (INDArray images : new INDArray[] {observations, nextObservations}) {
      byte[] pixels = new byte[(int) images.length()];
      random.nextBytes(pixels);
      bytes(images).put(0, pixels);
    }
    for (int i = 0; i < actions.length; i++) {
      sample(
          i,
          random.nextInt(spec.actions()),
          (float) random.nextDouble(),
          0.97f,
          (float) random.nextDouble());
    }
  }

  /** Memory of the batch's observations, uint8 [B, stack, H, W]. */
  ByteBuffer observations() {
    return bytes(observations);
  }

  /** Memory of the batch's next observations, uint8 [B, stack, H, W]. */
  ByteBuffer nextObservations() {
    return bytes(nextObservations);
  }

  void sample(int index, int action, float reward, float discount, float weight) {
    actions[index] = action;
    returns[index] = reward;
    discounts[index] = discount;
    weights[index] = weight;
  }

  private static ByteBuffer bytes(INDArray images) {
    return HostMemory.bytes(images.data(), (int) images.length());
  }

  /** One update on the batch. */
  void update() {
    float[][] next;
    float[][] choice;
    try (INDArray images = pixels(nextObservations)) {
      next = target.output(images).toFloatMatrix();
      choice = doubleQ ? online.output(images).toFloatMatrix() : next;
    }
    float[][] labels = new float[actions.length][spec.actions()];
    for (int i = 0; i < actions.length; i++) {
      labels[i][actions[i]] = returns[i] + discounts[i] * next[i][best(choice[i])];
    }
    try (INDArray images = pixels(observations);
        INDArray y = Nd4j.createFromArray(labels)) {
      online.fit(images, y);
    }
  }

  private static INDArray pixels(INDArray bytes) {
    return bytes.castTo(DataType.FLOAT).muli(PIXEL_SCALE);
  }

  private static int best(float... values) {
    return ActionValues.argMax(FloatBuffer.wrap(values), 0, values.length);
  }

  @Override
  public void close() {
    online.close();
    target.close();
    observations.close();
    nextObservations.close();
  }
}
