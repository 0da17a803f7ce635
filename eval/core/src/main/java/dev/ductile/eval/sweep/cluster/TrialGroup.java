package dev.ductile.eval.sweep.cluster;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Trials that ask for the same, which a scheduler takes as one array.
 *
 * @param needs of each of them
 * @param trials their numbers in the sweep's list, ascending
 */
public record TrialGroup(TrialNeeds needs, List<Integer> trials) {
  /** Keeps a copy. */
  public TrialGroup {
    trials = List.copyOf(trials);
  }

  /**
   * Groups trials.
   *
   * @param needs of all trials, in the sweep's order
   */
  public static List<TrialGroup> of(List<TrialNeeds> needs) {
    Map<TrialNeeds, List<Integer>> groups = new LinkedHashMap<>();
    for (int trial = 0; trial < needs.size(); trial++) {
      groups.computeIfAbsent(needs.get(trial), n -> new ArrayList<>()).add(trial);
    }
    return groups.entrySet().stream()
        .map(group -> new TrialGroup(group.getKey(), group.getValue()))
        .toList();
  }
}
