package dev.ductile.agent.training;

import dev.ductile.agent.config.RunConfig;
import dev.ductile.agent.config.RunSchedule;
import dev.ductile.agent.engine.Engine;
import dev.ductile.agent.engine.EngineSettings;
import dev.ductile.agent.engine.Shape;
import dev.ductile.agent.learner.Learner;
import dev.ductile.agent.learner.LearnerSpec;
import dev.ductile.env.config.EnvConfig;
import java.util.List;
import java.util.TreeSet;

/** Makes learners from run configurations. */
public final class Learners {
  private Learners() {}

  /**
   * The learner of a run, with all variables zero.
   *
   * @param actions number of actions of the game
   * @param actBatches batch sizes that will be acted upon
   */
  public static Learner create(
      RunConfig config, Engine engine, int actions, List<Integer> actBatches) {
    return new Learner(engine, settings(config), spec(config, actions, actBatches));
  }

  /** How a run's engine runs. */
  static EngineSettings settings(RunConfig config) {
    return new EngineSettings(
        config.run().device(), config.run().engineThreads(), config.run().bfloat16());
  }

  /** What determines the learner of a run. */
  public static LearnerSpec spec(RunConfig config, int actions, List<Integer> actBatches) {
    EnvConfig game = config.env();
    return new LearnerSpec(
        config.network(),
        config.learned(),
        config.optimizer(),
        actions,
        Shape.of(game.stackSize(), game.screenSize(), game.screenSize()),
        config.replay().batchSize(),
        List.copyOf(new TreeSet<>(actBatches)),
        config.run().schedule() == RunSchedule.OVERLAPPED,
        config.interventions().all());
  }
}
