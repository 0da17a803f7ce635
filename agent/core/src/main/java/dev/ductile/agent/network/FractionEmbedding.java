package dev.ductile.agent.network;

/**
 * Cosine embedding of a quantile fraction τ: {@code ReLU(W·[cos(π·i·τ)] + b)} for {@code size}
 * consecutive i, multiplied into the features (Dabney et al. 2018, equation 4).
 *
 * @param size number of cosines
 * @param firstFrequency the first i: 0 in the paper, 1 in Dopamine and dqn_zoo
 */
public record FractionEmbedding(int size, int firstFrequency) {
  /** π·i for each cosine. */
  public float[] frequencies() {
    float[] frequencies = new float[size];
    for (int k = 0; k < size; k++) {
      frequencies[k] = (float) (Math.PI * (k + firstFrequency));
    }
    return frequencies;
  }
}
