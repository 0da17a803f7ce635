package dev.ductile.eval.run;

import dev.ductile.agent.config.RunConfig;
import dev.ductile.agent.engine.Engine;
import dev.ductile.agent.learner.Learner;
import dev.ductile.agent.settings.RunName;
import dev.ductile.agent.training.Counters;
import dev.ductile.base.files.AtomicFiles;
import dev.ductile.eval.evaluation.EvaluationResult;
import dev.ductile.eval.folder.RunFolder;
import dev.ductile.eval.folder.SummaryFile;
import dev.ductile.eval.log.MetricsLog;
import dev.ductile.eval.published.PublishedComparison;
import dev.ductile.eval.run.figure.MeasurementFigure;
import dev.ductile.eval.run.figure.RunCurve;
import dev.ductile.eval.run.figure.VisitPlot;
import dev.ductile.eval.run.figure.VisitReport;
import dev.ductile.eval.run.stored.Provenance;
import java.util.LinkedHashMap;
import java.util.List;

/**
 * What a run leaves in its folder at its end: pictures, and {@code summary.json}, which says what
 * it was, how far it came, and by what means.
 *
 * @param config of the run
 * @param engine that ran it
 * @param folder where it is written
 * @param learner as it is in the end
 * @param provenance where it comes from
 * @param history what it played and measured
 * @param evaluations what they came to
 */
record RunSummary(
    RunConfig config,
    Engine engine,
    RunFolder folder,
    Learner learner,
    Provenance provenance,
    RunHistory history,
    TrainingEvaluations evaluations) {

  /** Draws the pictures and writes the summary. */
  RunOutcome write(boolean completed, Counters counters, RunClock clock) {
    long frames = counters.frames();
    RunCurve curve = history.curve();
    curve.draw(folder.learningCurveFile(), config, frames);
    MeasurementFigure.draw(folder.measurementsFile(), history.measurements(), config, frames);
    LinkedHashMap<String, Object> summary = figures(completed, counters, clock);
    List<PublishedComparison> published = curve.published(config, frames);
    if (!published.isEmpty()) {
      summary.put("published", published.stream().map(PublishedComparison::toMap).toList());
    }
    String table = null;
    if (config.continual().on()) {
      VisitReport visits = VisitReport.read(folder.metricsFile(), config.continual().visitFrames());
      summary.put("visits", visits.summary());
      table = visits.table();
      VisitPlot.write(folder.path().resolve("visits.png"), config, visits, frames);
    }
    AtomicFiles.write(folder.cardFile(), ModelCard.of(config, summary));
    SummaryFile.write(folder.summaryFile(), summary);
    return new RunOutcome(
        completed, evaluations.last(), evaluations.randomPlayer(), published, table, summary);
  }

  /** The figures of every run, in the file's order. */
  private LinkedHashMap<String, Object> figures(
      boolean completed, Counters counters, RunClock clock) {
    RunCurve curve = history.curve();
    LinkedHashMap<String, Object> summary = new LinkedHashMap<>();
    summary.put("title", RunName.title(config));
    summary.put("game", config.env().game());
    summary.put("agent", config.agent());
    summary.put("preset", config.preset());
    summary.put("interventions", config.interventions().toString());
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
    summary.put("provenance", provenance.endedNow());
    summary.put("wallSeconds", clock.wallSeconds());
    summary.put("framesPerSecond", clock.framesPerSecond(counters.frames()));
    return summary;
  }
}
