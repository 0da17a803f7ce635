package dev.ductile.eval.compare;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Runs without a score, counted by why.
 *
 * @param reasons {@code failed}, {@code running}, {@code stopped}, {@code no score at these
 *     frames}, each with how many runs
 */
public record Missing(Map<String, Integer> reasons) {
  /** Keeps a copy, by name. */
  public Missing {
    reasons = Collections.unmodifiableMap(new TreeMap<>(reasons));
  }

  /** All of them. */
  public int count() {
    return reasons.values().stream().mapToInt(Integer::intValue).sum();
  }

  /** In words: {@code 2 failed, 1 running}; a dash for none. */
  public String text() {
    List<String> parts = new ArrayList<>();
    reasons.forEach((reason, count) -> parts.add(count + " " + reason));
    return parts.isEmpty() ? "–" : String.join(", ", parts);
  }
}
