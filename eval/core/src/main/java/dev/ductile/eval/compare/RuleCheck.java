package dev.ductile.eval.compare;

import dev.ductile.base.ConfigurationException;
import dev.ductile.eval.score.ProtocolIdentity;
import dev.ductile.eval.score.ProtocolIdentity.Difference;
import dev.ductile.eval.score.ScoredRun;
import dev.ductile.eval.score.StoredEvaluation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Whether scores were made by like rules, and rows differ in what they are said to differ in. */
final class RuleCheck {
  /** What a comparison by something else must have in common. */
  private static final List<String> IDENTITY = List.of("agent", "preset", "interventions");

  /** No part of what is learned: where, how long, what is measured, the rules themselves, forks. */
  private static final Set<String> OTHER_SECTIONS =
      Set.of("run", "measurement", "evaluation", "env", "continual", "fork");

  private static final int NAMED = 5;

  private RuleCheck() {}

  /**
   * What the table is to be marked with.
   *
   * @throws ConfigurationException naming the fields that differ, unless they may be mixed
   */
  static List<String> marks(
      RunGroups groups, List<ProtocolIdentity.Of> others, ComparisonSettings settings) {
    List<ProtocolIdentity.Of> all = new ArrayList<>(groups.protocols());
    all.addAll(others);
    List<Difference> differences = new ArrayList<>(ProtocolIdentity.differences(all));
    for (String key : IDENTITY) {
      if (!key.equals(groups.grouping().key())) {
        Map<String, Integer> values = new TreeMap<>();
        groups
            .runs()
            .values()
            .forEach(runs -> runs.forEach(run -> values.merge(value(run, key), 1, Integer::sum)));
        groups
            .stored()
            .values()
            .forEach(row -> row.forEach(each -> values.merge(value(each, key), 1, Integer::sum)));
        if (values.size() > 1) {
          differences.add(new Difference(key, values));
        }
      }
    }
    if (differences.isEmpty()) {
      return List.of();
    }
    String text = differences.stream().map(Difference::text).collect(Collectors.joining("; "));
    if (!settings.mix()) {
      throw new ConfigurationException(
          "these scores cannot be compared: "
              + text
              + "; --mix compares them all the same and marks"
              + " the table");
    }
    return List.of("mixed: " + text);
  }

  private static String value(ScoredRun run, String key) {
    String value = run.values().get(key);
    return value.isEmpty() ? "none" : value;
  }

  private static String value(StoredEvaluation evaluation, String key) {
    String value = identity(evaluation).get(key);
    return value.isEmpty() ? "none" : value;
  }

  /** What a file says of the run that was evaluated. */
  static Map<String, String> identity(StoredEvaluation evaluation) {
    return Map.of(
        "agent", evaluation.agent(),
        "preset", evaluation.preset(),
        "interventions", evaluation.interventions());
  }

  /** Settings in which runs of a row differ, or rows from the baseline's. */
  static List<String> notes(RunGroups groups, String baseline) {
    List<String> notes = new ArrayList<>();
    SortedMap<String, Map<String, Set<String>>> byLabel = new TreeMap<>();
    Map<String, Set<String>> implied = new TreeMap<>();
    groups
        .runs()
        .forEach(
            (label, runs) -> {
              byLabel.put(label, values(runs));
              implied.put(label, implied(runs));
            });
    Map<String, Set<String>> base = byLabel.get(baseline);
    byLabel.forEach(
        (label, values) -> {
          List<String> within = new ArrayList<>();
          List<String> from = new ArrayList<>();
          values.forEach(
              (key, set) -> {
                if (set.size() > 1) {
                  within.add(key + " (" + String.join(", ", set) + ")");
                } else if (base != null
                    && !key.equals(groups.grouping().key())
                    && !implied.get(label).contains(key)
                    && !implied.get(baseline).contains(key)
                    && base.get(key).size() == 1
                    && !base.get(key).equals(set)) {
                  from.add(key + " " + String.join("", set));
                }
              });
          add(notes, "runs of " + label + " differ in ", within);
          add(notes, label + " differs from " + baseline + " also by ", from);
        });
    return notes;
  }

  private static void add(List<String> notes, String head, List<String> keys) {
    if (!keys.isEmpty()) {
      int more = keys.size() - NAMED;
      notes.add(
          head
              + String.join(", ", keys.subList(0, Math.min(NAMED, keys.size())))
              + (more > 0 ? " and " + more + " more" : ""));
    }
  }

  /** Keys that interventions of these runs give a value: who names them need not be told. */
  private static Set<String> implied(List<ScoredRun> runs) {
    Set<String> keys = new TreeSet<>();
    runs.stream()
        .map(ScoredRun::interventions)
        .distinct()
        .forEach(text -> keys.addAll(RowInterventions.of(text).keys()));
    return keys;
  }

  private static Map<String, Set<String>> values(List<ScoredRun> runs) {
    Map<String, Set<String>> values = new TreeMap<>();
    for (ScoredRun run : runs) {
      run.values()
          .forEach(
              (key, value) -> {
                if (!IDENTITY.contains(key) && !OTHER_SECTIONS.contains(key.split("\\.", 2)[0])) {
                  values.computeIfAbsent(key, k -> new TreeSet<>()).add(value);
                }
              });
    }
    return values;
  }
}
