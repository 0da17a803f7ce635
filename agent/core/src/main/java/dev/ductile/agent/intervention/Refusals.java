package dev.ductile.agent.intervention;

import dev.ductile.base.ConfigurationException;

/** Refuses networks that an intervention has no meaning for. */
public final class Refusals {
  private Refusals() {}

  /**
   * Refuses.
   *
   * @throws ConfigurationException if {@code bad}
   */
  public static void when(boolean bad, String message) {
    if (bad) {
      throw new ConfigurationException(message);
    }
  }
}
