package dev.ductile.eval.sweep.definition;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a sweep chooses for every method before it reports on it. A method is a combination of
 * labels on all axes but those of the seeds and the games.
 *
 * @param axes what is chosen: every combination of their labels is a candidate
 * @param seeds that candidates are run with; none is reported on
 * @param metric dotted path in {@code summary.json} by which candidates are compared
 * @param higherIsBetter whether a greater metric is better
 */
public record Tuning(
    List<SweepAxis> axes, List<String> seeds, String metric, boolean higherIsBetter) {
  /** Keeps copies. */
  public Tuning {
    axes = List.copyOf(axes);
    seeds = List.copyOf(seeds);
  }

  /** All candidates by their labels, the last axis changing fastest. */
  public List<Map<String, String>> candidates() {
    List<Map<String, String>> candidates = List.of(Map.of());
    for (SweepAxis axis : axes) {
      List<Map<String, String>> more = new ArrayList<>();
      for (Map<String, String> before : candidates) {
        for (String label : axis.labels()) {
          Map<String, String> labels = new LinkedHashMap<>(before);
          labels.put(axis.name(), label);
          more.add(labels);
        }
      }
      candidates = more;
    }
    return candidates;
  }

  /** A candidate's words on the command line. */
  List<String> words(Map<String, String> candidate) {
    return axes.stream()
        .flatMap(axis -> axis.arguments(candidate.get(axis.name())).stream())
        .toList();
  }
}
