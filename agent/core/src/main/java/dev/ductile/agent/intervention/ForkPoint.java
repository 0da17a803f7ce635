package dev.ductile.agent.intervention;

import java.util.List;

/**
 * Where a run is forked, as far as interventions need to know.
 *
 * @param frames emulator frames of the run
 * @param before names of the interventions that it was trained with until then
 */
public record ForkPoint(long frames, List<String> before) {
  /** Keeps a copy. */
  public ForkPoint {
    before = List.copyOf(before);
  }
}
