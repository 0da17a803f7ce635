package dev.ductile.agent.dl4j.exchange;

import dev.ductile.agent.engine.EngineException;
import dev.ductile.agent.learner.Learner;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.SplittableRandom;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Whether a learner and a DL4J network give the same action values. Layers of equal shapes may
 * differ in nonlinearity, stride, pooling and much else: asking both is what finds every
 * difference.
 */
final class ValueComparison {
  private static final int OBSERVATIONS = 4;
  private static final long SEED = 1;

  /**
   * Of the largest value: wide enough for a learner that computes in bfloat16, whose rounding (2⁻⁹
   * an operation) adds up over the layers, and far below what another network gives.
   */
  private static final double TOLERANCE = 0.05;

  private ValueComparison() {}

  /**
   * Compares values of {@value #OBSERVATIONS} or more random observations.
   *
   * @param learner must be able to act on some batch
   * @param what begins the message, for example the file's name
   * @throws EngineException naming the first values that are not the same
   */
  static void check(Learner learner, MultiLayerNetwork network, String what) {
    int batch = learner.spec().actBatchSizes().get(0);
    SplittableRandom random = new SplittableRandom(SEED);
    for (int done = 0; done < OBSERVATIONS; done += batch) {
      ByteBuffer observations = learner.actObservations(batch);
      byte[] pixels = new byte[observations.capacity()];
      random.nextBytes(pixels);
      observations.put(0, pixels);
      FloatBuffer values = learner.act(batch);
      float[] ours = new float[values.capacity()];
      values.get(0, ours);
      compare(ours, values(network, learner, batch, pixels, what), what);
    }
  }

  private static float[] values(
      MultiLayerNetwork network, Learner learner, int batch, byte[] pixels, String what) {
    float[] unsigned = new float[pixels.length];
    for (int i = 0; i < pixels.length; i++) {
      unsigned[i] = Byte.toUnsignedInt(pixels[i]);
    }
    int[] shape = learner.spec().planes(batch).dims();
    try (INDArray images = Nd4j.createFromArray(unsigned)) {
      INDArray output = network.output(images.reshape(shape));
      return output.dup('c').data().asFloat();
    } catch (RuntimeException e) { // layers that do not take such images
      throw new EngineException(
          what
              + ": it does not take observations of shape "
              + learner.spec().planes(batch)
              + ": "
              + NetworkZip.firstLine(e),
          e);
    }
  }

  private static void compare(float[] ours, float[] theirs, String what) {
    double largest = 0;
    for (float value : ours) {
      largest = Math.max(largest, Math.abs(value));
    }
    boolean same = ours.length == theirs.length;
    for (int i = 0; same && i < ours.length; i++) {
      // Written so that NaN is not the same as anything.
      same = Math.abs((double) ours[i] - theirs[i]) <= TOLERANCE * largest;
      if (!same) {
        throw new EngineException(
            what
                + ": on the same observation DL4J's network gives "
                + theirs[i]
                + " where the agent gives "
                + ours[i]
                + "; its layers have the right shapes but compute something else, such as another"
                + " nonlinearity or stride");
      }
    }
    if (!same) {
      throw new EngineException(
          what + ": it gives " + theirs.length + " values where the agent gives " + ours.length);
    }
  }
}
