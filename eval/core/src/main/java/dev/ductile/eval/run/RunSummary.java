package dev.ductile.eval.run;

import dev.ductile.agent.config.RunConfig;
import dev.ductile.agent.engine.Engine;
import dev.ductile.agent.learner.Learner;
import dev.ductile.agent.settings.RunName;
import dev.ductile.agent.training.Counters;
import dev.ductile.eval.evaluation.EvaluationResult;
import dev.ductile.eval.log.MetricsLog;
import java.util.LinkedHashMap;

/**
 * What {@code summary.json} says of every run: what it was, how far it came, and by what means.
 *
 * @param config of the run
 * @param engine that ran it
 * @param learner as it is in the end
 * @param provenance where it comes from
 */
record RunSummary(RunConfig config, Engine engine, Learner learner, Provenance provenance) {

  /**
   * How long a run took.
   *
   * @param wallSeconds in all processes of the run
   * @param framesPerSecond of this process
   */
  record Timing(double wallSeconds, double framesPerSecond) {}

  /** The figures, in the file's order. */
  LinkedHashMap<String, Object> of(
      boolean completed,
      Counters counters,
      RunCurve curve,
      TrainingEvaluations evaluations,
      Timing timing) {
    LinkedHashMap<String, Object> summary = new LinkedHashMap<>();
    summary.put("title", RunName.title(config));
    summary.put("game", config.env().game());
    summary.put("agent", config.agent());
    summary.put("preset", config.preset());
    summary.put("interventions", config.interventions());
    summary.put("seed", config.run().seed());
    summary.put("completed", completed);
    summary.put("frames", counters.frames());
    summary.put("agentSteps", counters.agentSteps());
    summary.put("updates", counters.updates());
    summary.put("episodes", counters.episodes());
    summary.put("recentMeanReturn", MetricsLog.orNull(curve.recentMeanReturn()));
    summary.put("recentEpisodes", curve.recentEpisodes());
    summary.put("evaluationEpsilon", config.evaluation().epsilon());
    summary.put("evaluation", evaluations.lastFigures());
    EvaluationResult random = evaluations.randomPlayer();
    summary.put("randomPlayer", random == null ? null : random.toMap());
    summary.put("parametersSha256", learner.parametersSha256());
    summary.put("engine", engine.description());
    summary.put("device", learner.device());
    summary.put("bfloat16", learner.bfloat16());
    summary.put("engineThreads", config.run().engineThreads());
    summary.put("java", System.getProperty("java.version"));
    summary.put("provenance", provenance.toMap());
    summary.put("wallSeconds", timing.wallSeconds());
    summary.put("framesPerSecond", timing.framesPerSecond());
    return summary;
  }
}
