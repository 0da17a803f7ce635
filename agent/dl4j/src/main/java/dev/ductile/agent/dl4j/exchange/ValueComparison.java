package dev.ductile.agent.dl4j.exchange;

import dev.ductile.agent.engine.EngineException;
import dev.ductile.agent.exchange.SampledValues;
import dev.ductile.agent.learner.Learner;
import dev.ductile.agent.learner.LearnerSpec;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Whether a learner and a DL4J network give the same action values. Layers of equal shapes may
 * differ in nonlinearity, stride, pooling and much else: asking both is what finds every
 * difference.
 */
final class ValueComparison {
  private ValueComparison() {}

  /**
   * Compares values of sampled observations.
   *
   * @param learner must be able to act on some batch
   * @param what begins the message, for example the file's name
   * @throws EngineException naming the first values that are not the same
   */
  static void check(Learner learner, MultiLayerNetwork network, String what) {
    SampledValues samples = SampledValues.of(learner);
    float[] theirs = values(network, learner.spec(), samples.images(), what);
    // As wide as for bfloat16: far below what another network gives.
    String difference = samples.difference(theirs, SampledValues.tolerance(true));
    if (!difference.isEmpty()) {
      throw new EngineException(
          what
              + ": asked for a sampled observation, DL4J's network is another: "
              + difference
              + "; its layers have the right shapes but compute something else, such as another"
              + " nonlinearity or stride");
    }
  }

  private static float[] values(
      MultiLayerNetwork network, LearnerSpec spec, byte[] pixels, String what) {
    float[] unsigned = new float[pixels.length];
    for (int i = 0; i < pixels.length; i++) {
      unsigned[i] = Byte.toUnsignedInt(pixels[i]);
    }
    try (INDArray images = Nd4j.createFromArray(unsigned)) {
      INDArray interleaved = images.reshape(spec.images(SampledValues.COUNT).dims());
      INDArray output = network.output(interleaved.permute(0, 3, 1, 2).dup('c'));
      return output.dup('c').data().asFloat();
    } catch (RuntimeException e) { // layers that do not take such images
      throw new EngineException(
          what
              + ": it does not take observations of shape "
              + spec.planes(SampledValues.COUNT)
              + ": "
              + NetworkZip.firstLine(e),
          e);
    }
  }
}
