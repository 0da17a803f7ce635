package dev.ductile.eval.compare;

import dev.ductile.eval.score.ProtocolIdentity;
import dev.ductile.eval.score.RunSearch;
import dev.ductile.eval.score.RunState;
import dev.ductile.eval.score.Score;
import dev.ductile.eval.score.ScoreKind;
import dev.ductile.eval.score.ScoredRun;
import dev.ductile.eval.score.StoredEvaluation;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Runs sorted into the rows of a comparison, with their scores. */
final class RunGroups {
  /** A last-100 score is meant to be of so many games. */
  private static final int FULL_GAMES = 100;

  private final ComparisonSettings settings;
  private final Grouping grouping;
  private final SortedMap<String, List<ScoredRun>> runs = new TreeMap<>();
  private final SortedMap<String, List<StoredEvaluation>> stored = new TreeMap<>();
  private final List<String> notes = new ArrayList<>();
  private final PairKeys pairs;
  private int short100;
  private int unfinished;

  /**
   * Sorts runs into rows.
   *
   * @param evaluations of runs that were written to files
   */
  RunGroups(RunSearch search, List<StoredEvaluation> evaluations, ComparisonSettings settings) {
    this.settings = settings;
    this.grouping = Grouping.of(settings.by());
    this.pairs = new PairKeys(search.runs());
    search.runs().forEach(run -> runs.computeIfAbsent(label(run), l -> new ArrayList<>()).add(run));
    evaluations.forEach(
        each -> stored.computeIfAbsent(grouping.label(each), l -> new ArrayList<>()).add(each));
    search.unreadable().forEach((path, why) -> notes.add("left out: run " + path + ": " + why));
    if (!search.unbegun().isEmpty()) {
      int unbegun = search.unbegun().size();
      notes.add(unbegun + (unbegun == 1 ? " trial has" : " trials have") + " no run yet");
    }
  }

  private String label(ScoredRun run) {
    return grouping.label(run);
  }

  /** Labels of the rows with their runs. */
  SortedMap<String, List<ScoredRun>> runs() {
    return runs;
  }

  /** Labels of the rows with their evaluations that were written to files. */
  SortedMap<String, List<StoredEvaluation>> stored() {
    return stored;
  }

  /** All labels. */
  SortedSet<String> labels() {
    SortedSet<String> labels = new TreeSet<>(runs.keySet());
    labels.addAll(stored.keySet());
    return labels;
  }

  Grouping grouping() {
    return grouping;
  }

  /** The rules of every run's score. */
  List<ProtocolIdentity.Of> protocols() {
    return Stream.concat(
            runs.values().stream().flatMap(Collection::stream).map(this::protocol),
            stored.values().stream()
                .flatMap(Collection::stream)
                .map(each -> new ProtocolIdentity.Of(each.game(), each.protocol())))
        .toList();
  }

  private ProtocolIdentity.Of protocol(ScoredRun run) {
    ProtocolIdentity protocol = ProtocolIdentity.of(run, settings.score(), settings.atFrames());
    Map<String, String> fields = new LinkedHashMap<>(protocol.fields());
    fields.remove(grouping.key());
    return new ProtocolIdentity.Of(run.game().label(), new ProtocolIdentity(fields));
  }

  /** The rows with scores. */
  List<ScoreGroup> groups() {
    List<ScoreGroup> groups = new ArrayList<>();
    labels().forEach(label -> groups.add(group(label)));
    notes.addAll(pairs.notes());
    if (short100 > 0) {
      notes.add("fewer than 100 training games had ended in " + short100 + " runs");
    }
    if (unfinished > 0) {
      notes.add(
          "without a score, as the final evaluation finished no game, or fewer than it cut: "
              + unfinished
              + (unfinished == 1 ? " run" : " runs")
              + " (evaluation.maxFrames is its limit)");
    }
    return groups;
  }

  private ScoreGroup group(String label) {
    SortedMap<String, SortedMap<String, List<Double>>> found = new TreeMap<>();
    Map<String, Integer> missing = new TreeMap<>();
    for (StoredEvaluation each : stored.getOrDefault(label, List.of())) {
      if (Double.isFinite(each.score())) {
        add(found, each.game(), "seed " + each.seed(), each.score());
      } else {
        missing.merge("without a score", 1, Integer::sum);
      }
    }
    for (ScoredRun run : runs.getOrDefault(label, List.of())) {
      Optional<Score> score = score(run);
      if (score.isPresent() && Double.isFinite(score.get().value())) {
        short100 += isShort(score.get()) ? 1 : 0;
        add(found, run.game().label(), pairs.of(run), score.get().value());
      } else {
        missing.merge(reason(run), 1, Integer::sum);
        unfinished += isUnfinished(run) ? 1 : 0;
      }
    }
    SortedMap<String, SortedMap<String, Double>> scores = new TreeMap<>();
    found.forEach(
        (game, byKey) -> {
          SortedMap<String, Double> ofGame = new TreeMap<>();
          byKey.forEach((key, values) -> ofGame.put(key, mean(label, game, key, values)));
          scores.put(game, ofGame);
        });
    return ScoreGroup.of(label, scores, new Missing(missing), true);
  }

  private boolean isUnfinished(ScoredRun run) {
    return settings.score() == ScoreKind.FINAL
        && settings.atFrames().isEmpty()
        && run.finalEvaluation().filter(e -> !Double.isFinite(e.mean())).isPresent();
  }

  private static void add(
      SortedMap<String, SortedMap<String, List<Double>>> found,
      String game,
      String key,
      double score) {
    found
        .computeIfAbsent(game, g -> new TreeMap<>())
        .computeIfAbsent(key, k -> new ArrayList<>())
        .add(score);
  }

  private boolean isShort(Score score) {
    return settings.score() == ScoreKind.LAST_100 && score.games() < FULL_GAMES;
  }

  private Optional<Score> score(ScoredRun run) {
    if (settings.atFrames().isPresent()) {
      return settings.score().of(run, settings.atFrames().getAsLong());
    }
    return run.state() == RunState.COMPLETED ? settings.score().of(run) : Optional.empty();
  }

  private String reason(ScoredRun run) {
    if (run.state() == RunState.COMPLETED
        && settings.atFrames().isPresent()
        && run.frames() < settings.atFrames().getAsLong()) {
      return "of fewer frames";
    }
    return run.state() == RunState.COMPLETED ? "without a score" : run.state().text();
  }

  /** Runs of one seed, or of one prefix, are no independent ones: they count as one. */
  private double mean(String label, String game, String key, List<Double> values) {
    if (values.size() > 1) {
      notes.add(
          String.format(
              Locale.ROOT,
              "%s on %s: %d runs of %s count as one, with their mean",
              label,
              game,
              values.size(),
              key));
    }
    return values.stream().sorted().mapToDouble(Double::doubleValue).sum() / values.size();
  }

  /** What labels stand for, where they are shorter. */
  List<String> inFull() {
    SortedMap<String, SortedSet<String>> texts = new TreeMap<>();
    if (grouping.isByIntervention()) {
      runs.values().stream().flatMap(List::stream).forEach(r -> full(texts, r.interventions()));
      stored.values().stream().flatMap(List::stream).forEach(e -> full(texts, e.interventions()));
    }
    List<String> lines = new ArrayList<>();
    texts.forEach((label, full) -> lines.add(label + " in full: " + String.join("; ", full)));
    return lines;
  }

  private void full(SortedMap<String, SortedSet<String>> texts, String interventions) {
    String label = grouping.label(interventions);
    if (!interventions.isEmpty() && !label.equals(interventions)) {
      texts.computeIfAbsent(label, l -> new TreeSet<>()).add(interventions);
    }
  }

  /** What a reader should know of the runs, after {@link #groups}. */
  List<String> notes() {
    return notes;
  }
}
