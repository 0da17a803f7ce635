package dev.ductile.eval.published;

import dev.ductile.agent.config.RunConfig;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A run's mean training return beside a published one, over the same frames.
 *
 * @param published the number to compare with
 * @param episodes training episodes of the run that ended within these frames
 * @param mean mean of their unclipped returns; NaN without an episode
 */
public record PublishedComparison(PublishedReturn published, int episodes, double mean) {

  /**
   * All comparisons that a run has come to: a stretch of frames counts when training is past it.
   *
   * @param frames emulator frames that the run has been trained for
   * @param episodeFrames frame count at the end of each training episode
   * @param episodeReturns return of each, as many
   */
  public static List<PublishedComparison> of(
      RunConfig config, long frames, List<Long> episodeFrames, List<Double> episodeReturns) {
    return PublishedReturns.of(config).stream()
        .filter(published -> published.toFrames() <= frames)
        .map(published -> compare(published, episodeFrames, episodeReturns))
        .toList();
  }

  private static PublishedComparison compare(
      PublishedReturn published, List<Long> episodeFrames, List<Double> episodeReturns) {
    List<Double> within = new ArrayList<>();
    for (int i = 0; i < episodeFrames.size(); i++) {
      long end = episodeFrames.get(i);
      if (end > published.fromFrames() && end <= published.toFrames()) {
        within.add(episodeReturns.get(i));
      }
    }
    double mean = within.stream().mapToDouble(Double::doubleValue).average().orElse(Double.NaN);
    return new PublishedComparison(published, within.size(), mean);
  }

  /** For {@code summary.json}. */
  public Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("fromFrames", published.fromFrames());
    map.put("toFrames", published.toFrames());
    map.put("episodes", episodes);
    map.put("meanReturn", mean);
    map.put("publishedMeanReturn", published.mean());
    map.put("publishedStandardDeviation", published.standardDeviation());
    map.put("publishedRuns", PublishedReturns.RUNS);
    map.put("source", PublishedReturns.SOURCE);
    return map;
  }

  /** One line for people. */
  public String line() {
    return String.format(
        Locale.ROOT,
        "training games, frames %dM to %dM: mean return %.2f over %d games; Dopamine's %d runs:"
            + " %.2f ± %.2f",
        published.fromFrames() / 1_000_000,
        published.toFrames() / 1_000_000,
        mean,
        episodes,
        PublishedReturns.RUNS,
        published.mean(),
        published.standardDeviation());
  }
}
