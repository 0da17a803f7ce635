package dev.ductile.agent.objective;

import dev.ductile.agent.engine.Tensor;

/** Forward passes that an objective may ask for; each is built only if asked, and once. */
public interface HeadsSource {
  /** Online network on the observations, [B, A, heads]; gradients flow. */
  Tensor online();

  /** Online network on the next observations, without gradient. */
  Tensor onlineNext();

  /** Target network on the next observations, without gradient. */
  Tensor targetNext();
}
