package dev.ductile.agent.network;

/**
 * Which hidden layers are Hadamard products of two layers with parameters of their own (Kooi et al.
 * 2024, 2406.09079): {@code f(norm(W₁x + b₁)) ⊙ f(norm(W₂x + b₂))}.
 */
public enum HadamardLayers {
  /** None; the torso HADAMAX multiplies its convolutions all the same. */
  NONE,
  /** Dense layers. */
  DENSE,
  /** Dense layers and convolutions. */
  ALL;

  /** Suffix of the second factor's name. */
  static final String SECOND = "_factor2";
}
