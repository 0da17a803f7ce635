package dev.ductile.agent.dl4j.exchange;

import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.ILossFunction;

/**
 * The Huber loss with threshold 1 of the action taken, for DL4J's output layer, which has none:
 * {@code wᵢ·h(q(sᵢ, aᵢ) − yᵢ)}, where {@code h(e) = e²/2} up to 1 and {@code |e| − 1/2} beyond.
 * Labels are [B, actions] with y at the action taken. The layer's activation must be the identity,
 * and it must have no label mask: DL4J multiplies the values by it, so it cannot hold weights.
 */
final class HuberOfActions implements ILossFunction {
  private static final long serialVersionUID = 1L;

  private final int[] actions;
  private final float[] weights;

  /**
   * Both arrays are looked at in each call.
   *
   * @param actions action taken, by sample
   * @param weights weight, by sample
   */
  HuberOfActions(int[] actions, float[] weights) {
    this.actions = actions;
    this.weights = weights;
  }

  @Override
  public INDArray computeGradient(
      INDArray labels, INDArray values, IActivation identity, INDArray mask) {
    float[][] y = labels.toFloatMatrix();
    float[][] q = values.toFloatMatrix();
    float[][] gradient = new float[q.length][q[0].length];
    for (int i = 0; i < q.length; i++) {
      float error = q[i][actions[i]] - y[i][actions[i]];
      gradient[i][actions[i]] = weights[i] * Math.max(-1f, Math.min(1f, error));
    }
    return Nd4j.createFromArray(gradient);
  }

  @Override
  public INDArray computeScoreArray(
      INDArray labels, INDArray values, IActivation identity, INDArray mask) {
    float[][] y = labels.toFloatMatrix();
    float[][] q = values.toFloatMatrix();
    float[][] losses = new float[q.length][1];
    for (int i = 0; i < q.length; i++) {
      float error = Math.abs(q[i][actions[i]] - y[i][actions[i]]);
      losses[i][0] = weights[i] * (error <= 1 ? error * error / 2 : error - 0.5f);
    }
    return Nd4j.createFromArray(losses);
  }

  @Override
  public double computeScore(
      INDArray labels, INDArray values, IActivation identity, INDArray mask, boolean average) {
    double sum = computeScoreArray(labels, values, identity, mask).sumNumber().doubleValue();
    return average ? sum / labels.size(0) : sum;
  }

  @Override
  public Pair<Double, INDArray> computeGradientAndScore(
      INDArray labels, INDArray values, IActivation identity, INDArray mask, boolean average) {
    return Pair.of(
        computeScore(labels, values, identity, mask, average),
        computeGradient(labels, values, identity, mask));
  }

  @Override
  public String name() {
    return "HuberOfActions";
  }
}
