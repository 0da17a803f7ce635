package dev.ductile.agent.network;

/** Layers that spectral normalisation concerns, where it is on. */
public enum SpectralNormLayers {
  /** Both convolutions of every residual block (Clark et al. 2024). */
  RESIDUAL_BLOCKS,
  /** The dense layers that feed the outputs (Gogianu et al. 2021, their usual choice). */
  PENULTIMATE,
  /** All layers but the outputs. */
  HIDDEN
}
