package dev.ductile.agent.config;

import dev.ductile.base.Checks;
import java.util.ArrayList;
import java.util.List;

/**
 * A sequence of games that a run goes through again and again, keeping network and replay memory
 * (Abbas et al. 2023, Switching ALE). The agent is not told.
 *
 * @param visits games with modes and difficulties, separated by commas; empty for none
 * @param visitFrames emulator frames of one visit
 */
public record ContinualConfig(String visits, long visitFrames) {
  /** Checks that the visits can be read. */
  public ContinualConfig {
    Checks.present("continual.visits", visits);
    Checks.atLeast("continual.visitFrames", visitFrames, 0);
    if (!visits.isBlank()) {
      Checks.atLeast("continual.visitFrames", visitFrames, 1);
      parse(visits);
    }
  }

  private static List<Visit> parse(String visits) {
    List<Visit> sequence = new ArrayList<>();
    for (String part : visits.split(",", -1)) {
      sequence.add(Visit.parse(part));
    }
    return List.copyOf(sequence);
  }

  /** Whether there is a sequence. */
  public boolean on() {
    return !visits.isBlank();
  }

  /** One cycle of visits. */
  public List<Visit> cycle() {
    return parse(visits);
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
