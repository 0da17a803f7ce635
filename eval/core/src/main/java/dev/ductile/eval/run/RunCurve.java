package dev.ductile.eval.run;

import dev.ductile.agent.config.RunConfig;
import dev.ductile.eval.evaluation.EvaluationResult;
import dev.ductile.eval.output.LearningCurve;
import dev.ductile.eval.output.LearningCurvePlot;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Collects a run's returns and draws its learning curve. */
final class RunCurve {
  private static final int RECENT_EPISODES = 20;

  private final List<Long> episodeFrames = new ArrayList<>();
  private final List<Double> episodeReturns = new ArrayList<>();
  private final List<LearningCurve.Evaluation> evaluations = new ArrayList<>();
  private final List<LearningCurve.Reference> references = new ArrayList<>();

  void episode(long frames, double gameReturn) {
    episodeFrames.add(frames);
    episodeReturns.add(gameReturn);
  }

  void evaluation(long frames, EvaluationResult result) {
    evaluation(frames, result.mean(), result.min(), result.max());
  }

  void evaluation(long frames, double mean, double min, double max) {
    evaluations.add(new LearningCurve.Evaluation(frames, mean, min, max));
  }

  void reference(String label, double value) {
    references.add(new LearningCurve.Reference(label, value));
  }

  /** Mean return of the last {@value #RECENT_EPISODES} games; NaN before the first. */
  double recentMeanReturn() {
    int from = Math.max(0, episodeReturns.size() - RECENT_EPISODES);
    return episodeReturns.subList(from, episodeReturns.size()).stream()
        .mapToDouble(Double::doubleValue)
        .average()
        .orElse(Double.NaN);
  }

  void draw(Path file, RunConfig config, long frames) {
    LearningCurve curve =
        new LearningCurve(
            config.agent() + " on " + config.env().game(),
            String.format(
                "preset %s, seed %d, %,d frames, %s",
                config.preset(), config.run().seed(), frames, sticky(config)),
            episodeFrames.stream().mapToLong(Long::longValue).toArray(),
            episodeReturns.stream().mapToDouble(Double::doubleValue).toArray(),
            RECENT_EPISODES,
            evaluations,
            "min to max of " + config.evaluation().episodes() + " games",
            references,
            false);
    LearningCurvePlot.writePng(file, curve);
  }

  private static String sticky(RunConfig config) {
    double probability = config.env().stickyActionProbability();
    return probability == 0 ? "no sticky actions" : "sticky actions " + probability;
  }
}
