package dev.ductile.agent.training;

import dev.ductile.agent.config.RunConfig;
import dev.ductile.agent.config.Visit;
import dev.ductile.base.ConfigurationException;
import dev.ductile.env.AtariEnv;
import dev.ductile.env.emulator.Action;
import dev.ductile.env.rom.RomStore;
import java.util.LinkedHashSet;
import java.util.List;

/** All games that a run comes to, looked at together before its first frame. */
public final class RunGames {
  private RunGames() {}

  /**
   * Refuses a run that could not be played to its end: a ROM is not there, a game lacks a mode or a
   * difficulty, or the outputs of the one network would not mean the same actions in all visits.
   *
   * @throws dev.ductile.env.rom.MissingRomException if a ROM is not installed
   * @throws ConfigurationException otherwise, naming the visit
   */
  public static void require(RunConfig config, RomStore roms) {
    roms.require(config.env().game());
    if (!config.continual().on()) {
      return;
    }
    List<Visit> cycle = config.continual().cycle();
    cycle.forEach(visit -> roms.require(visit.game()));
    List<Action> outputs = null;
    for (Visit visit : new LinkedHashSet<>(cycle)) {
      // What is wrong with a mode or a difficulty, only the game itself knows.
      try (AtariEnv env = AtariEnv.open(visit.in(config.env()), 0, 0, roms)) {
        if (outputs != null && !outputs.equals(env.actions())) {
          throw new ConfigurationException(
              "continual.visits: "
                  + visit.label()
                  + " has other actions than "
                  + cycle.get(0).label()
                  + ", and one network serves both; use env.actionSet=FULL");
        }
        outputs = env.actions();
      }
    }
  }
}
