package dev.ductile.agent.config;

import dev.ductile.base.Checks;
import java.util.List;

/**
 * A sequence of games that a run goes through again and again, keeping network and replay memory
 * (Abbas et al. 2023, Switching ALE). The agent is not told.
 *
 * @param visits games with modes and difficulties, in order; empty for none
 * @param visitFrames emulator frames of one visit
 */
public record ContinualConfig(VisitCycle visits, long visitFrames) {
  /** Checks that visits have a length. */
  public ContinualConfig {
    Checks.present("continual.visits", visits);
    Checks.atLeast("continual.visitFrames", visitFrames, visits.isEmpty() ? 0 : 1);
  }

  /** Whether there is a sequence. */
  public boolean on() {
    return !visits.isEmpty();
  }

  /** One cycle of visits. */
  public List<Visit> cycle() {
    return visits.all();
  }

  /** Number of the visit, from 0 and over all cycles, in which a frame is played. */
  public int visitAt(long frames) {
    return on() ? Math.toIntExact(frames / visitFrames) : 0;
  }

  /** The visit of that number. */
  public Visit visit(int number) {
    List<Visit> cycle = cycle();
    return cycle.get(number % cycle.size());
  }
}
