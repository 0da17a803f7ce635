package dev.ductile.agent.training;

import dev.ductile.agent.config.RunConfig;
import dev.ductile.base.RandomStreams;
import dev.ductile.env.VectorEnv;
import dev.ductile.env.config.EnvConfig;
import dev.ductile.env.rom.RomStore;
import java.util.Collections;

/** Opens the environments of each visit of a run; a run that is not continual has one visit. */
final class VisitSchedule {
  private final RunConfig config;
  private final RomStore roms;

  VisitSchedule(RunConfig config, RomStore roms) {
    this.config = config;
    this.roms = roms;
  }

  /** Number of the visit in which the step after {@code agentSteps} is played. */
  int at(long agentSteps) {
    return config.continual().visitAt(agentSteps * config.env().frameSkip());
  }

  /** The environments of a visit, with random streams of its own. */
  VectorEnv open(int visit) {
    EnvConfig game =
        config.continual().on() ? config.continual().visit(visit).in(config.env()) : config.env();
    VectorEnv env =
        new VectorEnv(
            Collections.nCopies(config.run().environments(), game),
            seed(config.firstSeed(), visit), // what was played in a prefix must replay
            config.run().environmentThreads(),
            roms,
            config.run().emulatorReloadFrames());
    if (config.firstSeed() != config.run().seed()) {
      reseed(env, visit);
    }
    return env;
  }

  /** Has environments go on with the streams of the run's seed. */
  void reseed(VectorEnv env, int visit) {
    env.reseed(seed(config.run().seed(), visit));
  }

  private static long seed(long seed, int visit) {
    return visit == 0 ? seed : new RandomStreams(seed).derivedSeed("visit", visit);
  }
}
