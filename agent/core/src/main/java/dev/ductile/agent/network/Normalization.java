package dev.ductile.agent.network;

/**
 * What stands before every nonlinearity of a hidden layer: {@code (a − mean)/√(variance + 1e-5)},
 * then a trained scale and offset, if {@link NetworkConfig#normalizationAffine}. The kinds differ
 * in what mean and variance are taken over; variances are biased.
 */
public enum Normalization {
  /** Nothing. */
  NONE,
  /**
   * Layer normalisation over channels, at each position of an image; over units in dense layers (Ba
   * et al. 2016; flax's default).
   */
  LAYER_NORM_CHANNEL,
  /**
   * Layer normalisation over height, width and channels, with one scale and offset per element
   * (PyTorch's {@code LayerNorm([C, H, W])}, PQN); over units in dense layers.
   */
  LAYER_NORM_CHW,
  /**
   * Division by the root mean square over channels, at each position of an image; over units in
   * dense layers. No mean is subtracted and there is no offset (Zhang and Sennrich 2019).
   */
  RMS_NORM_CHANNEL,
  /** The same over height, width and channels, with one scale per element. */
  RMS_NORM_CHW,
  /**
   * Over the positions and channels of each of {@link NetworkConfig#normalizationGroups} groups of
   * consecutive channels; over groups of units in dense layers (Wu and He 2018).
   */
  GROUP_NORM,
  /**
   * Over the samples, and the positions of images, for each channel or unit (Ioffe and Szegedy
   * 2015). Running statistics stand in for the batch's wherever the pass is not the one that is
   * differentiated.
   */
  BATCH_NORM,
  /**
   * The mean over samples (as {@link #BATCH_NORM}), the deviation over channels or units (as {@link
   * #LAYER_NORM_CHANNEL}), both of the same numbers (Lyle et al. 2024).
   */
  SAMPLE_MEAN_UNIT_DEVIATION,
  /** The mean over channels or units, the deviation over samples (Lyle et al. 2024). */
  UNIT_MEAN_SAMPLE_DEVIATION;

  /** Whether it takes anything over samples, and so keeps running statistics. */
  public boolean overSamples() {
    return this == BATCH_NORM
        || this == SAMPLE_MEAN_UNIT_DEVIATION
        || this == UNIT_MEAN_SAMPLE_DEVIATION;
  }
}
