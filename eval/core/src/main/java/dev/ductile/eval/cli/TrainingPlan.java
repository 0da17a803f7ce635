package dev.ductile.eval.cli;

import dev.ductile.agent.config.EvaluationConfig;
import dev.ductile.agent.config.RunConfig;
import dev.ductile.agent.engine.Engine;
import dev.ductile.agent.engine.EngineSettings;
import dev.ductile.agent.learner.UpdateBenchmark;
import dev.ductile.agent.training.Learners;
import dev.ductile.eval.text.DurationText;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** What a training is going to do, said before it begins. */
final class TrainingPlan {
  /** Actions of most games; the speed hardly depends on their number. */
  private static final int ACTIONS = 9;

  private TrainingPlan() {}

  /**
   * How long the run is and what is evaluated.
   *
   * @param framesFrom where the number of frames comes from
   */
  static String length(RunConfig config, String framesFrom) {
    EvaluationConfig evaluation = config.evaluation();
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(Locale.ROOT, "%,d frames of %s", config.run().frames(), config.env().game()));
    if (!framesFrom.startsWith("--")) {
      text.append(" (").append(framesFrom).append("; --frames N for another length)");
    }
    if (evaluation.periodFrames() > 0) {
      text.append(
          String.format(
              Locale.ROOT,
              "; evaluated on %,d games each %,d frames",
              evaluation.episodes(),
              evaluation.periodFrames()));
    }
    if (evaluation.finalEpisodes() > 0) {
      text.append(
          String.format(Locale.ROOT, "; on %,d games at the end", evaluation.finalEpisodes()));
    }
    return text.toString();
  }

  /**
   * How long the run takes on this machine, from the time of some updates and actions, which takes
   * a few seconds. Emulation, evaluations and measurements come on top.
   */
  static String duration(RunConfig config) {
    EngineSettings settings =
        new EngineSettings(
            config.run().device(), config.run().engineThreads(), config.run().bfloat16());
    UpdateBenchmark.Result speed =
        UpdateBenchmark.measure(
            Engine.named(config.run().engine()),
            settings,
            Learners.spec(config, ACTIONS, List.of(1)));
    double steps = config.run().frames() / (double) config.env().frameSkip();
    double learning = Math.max(0, steps - config.pace().firstUpdateSteps());
    double millis =
        config.pace().updatesIn(learning) * speed.updateMilliseconds()
            + steps / config.run().environments() * speed.actMilliseconds();
    return String.format(
        Locale.ROOT,
        "at least %s on this machine: an update takes %.1f ms here, choosing an action %.2f ms",
        DurationText.of(Duration.ofMillis((long) millis)),
        speed.updateMilliseconds(),
        speed.actMilliseconds());
  }
}
