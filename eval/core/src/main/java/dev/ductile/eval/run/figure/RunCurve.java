package dev.ductile.eval.run.figure;

import dev.ductile.agent.config.RunConfig;
import dev.ductile.agent.settings.RunName;
import dev.ductile.eval.evaluation.EvaluationResult;
import dev.ductile.eval.plot.LearningCurve;
import dev.ductile.eval.plot.LearningCurvePlot;
import dev.ductile.eval.published.PublishedComparison;
import dev.ductile.eval.published.PublishedReturn;
import dev.ductile.eval.published.PublishedReturns;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Collects a run's returns and draws its learning curve. */
public final class RunCurve {
  private static final int RECENT_EPISODES = 20;

  private final List<Long> episodeFrames = new ArrayList<>();
  private final List<Double> episodeReturns = new ArrayList<>();
  private final List<LearningCurve.Evaluation> evaluations = new ArrayList<>();
  private final List<LearningCurve.Reference> references = new ArrayList<>();

  public void episode(long frames, double gameReturn) {
    episodeFrames.add(frames);
    episodeReturns.add(gameReturn);
  }

  public void evaluation(long frames, EvaluationResult result) {
    evaluation(frames, result.finished(), result.mean(), result.min(), result.max());
  }

  /** One without a mean leaves no point. */
  public void evaluation(long frames, int games, double mean, double min, double max) {
    if (Double.isFinite(mean)) {
      evaluations.add(new LearningCurve.Evaluation(frames, mean, min, max, games));
    }
  }

  /** The evaluations that have a mean. */
  public List<LearningCurve.Evaluation> evaluations() {
    return List.copyOf(evaluations);
  }

  public void reference(String label, double value) {
    references.add(new LearningCurve.Reference(label, value));
  }

  /** Games of {@link #recentMeanReturn}. */
  public int recentEpisodes() {
    return Math.min(RECENT_EPISODES, episodeReturns.size());
  }

  /** Mean return of up to {@value #RECENT_EPISODES} games, the last ones; NaN before the first. */
  public double recentMeanReturn() {
    int from = Math.max(0, episodeReturns.size() - RECENT_EPISODES);
    return episodeReturns.subList(from, episodeReturns.size()).stream()
        .mapToDouble(Double::doubleValue)
        .average()
        .orElse(Double.NaN);
  }

  /** The run beside what was published for the same frames; empty where nothing was. */
  public List<PublishedComparison> published(RunConfig config, long frames) {
    return PublishedComparison.of(config, frames, episodeFrames, episodeReturns);
  }

  public void draw(Path file, RunConfig config, long frames) {
    LearningCurve.Builder curve =
        LearningCurve.builder(RunName.title(config))
            .subtitle(
                String.format(
                    Locale.ROOT,
                    "preset %s, seed %d, %,d frames, %s",
                    config.preset(),
                    config.run().seed(),
                    frames,
                    sticky(config)))
            .training(
                episodeFrames.stream().mapToLong(Long::longValue).toArray(),
                episodeReturns.stream().mapToDouble(Double::doubleValue).toArray())
            .movingAverageEpisodes(RECENT_EPISODES)
            .marks(RunMarks.of(config, frames))
            .stretchLabel(
                "Dopamine's training games (mean ± sd of " + PublishedReturns.RUNS + " runs)");
    evaluations.forEach(curve::evaluation);
    references.forEach(r -> curve.reference(r.label(), r.value()));
    for (PublishedComparison comparison : published(config, frames)) {
      PublishedReturn p = comparison.published();
      curve.stretch(
          new LearningCurve.Stretch(
              p.fromFrames(), p.toFrames(), p.mean(), p.standardDeviation(), comparison.mean()));
    }
    LearningCurvePlot.write(file, curve.build());
  }

  private static String sticky(RunConfig config) {
    double probability = config.env().stickyActionProbability();
    return probability == 0 ? "no sticky actions" : "sticky actions " + probability;
  }
}
