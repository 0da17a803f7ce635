package dev.ductile.agent.learner;

/**
 * What a batch does to the hidden units of one nonlinearity. Each array has one number per unit, a
 * statistic over the batch and, in images, over positions. Preactivations a are those behind the
 * normalisation; activations are {@code h = φ(a)}.
 *
 * @param layer name of the nonlinearity
 * @param meanMagnitude E|h|, one per activation: twice as many as units with CReLU or Fourier
 *     features
 * @param nonZeroShare share of h ≠ 0, one per activation
 * @param leastMagnitude min |h|, one per activation
 * @param residualShare residual variance of the best affine fit of h on a, divided by Var h: 0 for
 *     a unit that is linear on the batch; 0 too where h does not vary; one per activation
 * @param least min a
 * @param greatest max a
 * @param mean E a
 * @param variance Var a, biased
 */
public record UnitStatistics(
    String layer,
    float[] meanMagnitude,
    float[] nonZeroShare,
    float[] leastMagnitude,
    float[] residualShare,
    float[] least,
    float[] greatest,
    float[] mean,
    float[] variance) {}
