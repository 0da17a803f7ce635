package dev.ductile.eval.compare;

import dev.ductile.base.ConfigurationException;
import dev.ductile.base.DidYouMean;
import dev.ductile.eval.score.ProtocolIdentity;
import dev.ductile.eval.score.RunSearch;
import dev.ductile.eval.score.ScoreKind;
import dev.ductile.eval.score.StoredEvaluation;
import dev.ductile.eval.score.suite.MedianEstimate;
import dev.ductile.eval.score.suite.Suite;
import dev.ductile.eval.statistics.IntervalText;
import dev.ductile.eval.text.Numbers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Compares runs with each other and with what others published. */
public final class Comparisons {
  private static final String USUAL_BASELINE = "none";

  private final ComparisonSettings settings;
  private final RunGroups runs;
  private final List<ScoreGroup> groups = new ArrayList<>();
  private final List<ProtocolIdentity.Of> otherRules = new ArrayList<>();
  private final List<String> marks = new ArrayList<>();

  private Comparisons(
      RunSearch search, List<StoredEvaluation> evaluations, ComparisonSettings settings) {
    this.settings = settings;
    this.runs = new RunGroups(search, evaluations, settings);
    if (search.runs().isEmpty() && evaluations.isEmpty()) {
      throw new ConfigurationException(
          "there is no run to compare"
              + search.unreadable().entrySet().stream()
                  .findFirst()
                  .map(entry -> ": " + entry.getKey() + " is left out: " + entry.getValue())
                  .orElse(""));
    }
    if (settings.score() == ScoreKind.BEST_CHECKPOINT) {
      marks.add(
          "best-checkpoint: the best of many noisy evaluations is above what the agent is worth,"
              + " the more so the more evaluations there were; report final or last-100");
    }
  }

  /**
   * Compares.
   *
   * @param evaluations that {@code evaluate --out} wrote, each by its own rules
   * @param against others' results: {@code dopamine:AGENT} or a file of scores
   * @param protocol of the files' scores; empty to take what they name
   * @throws ConfigurationException if scores cannot be compared, or a setting makes no sense
   */
  public static ScoreComparison of(
      RunSearch search,
      List<StoredEvaluation> evaluations,
      ComparisonSettings settings,
      List<String> against,
      String protocol) {
    Comparisons comparisons = new Comparisons(search, evaluations, settings);
    against.forEach(other -> comparisons.add(other, protocol));
    return comparisons.compare();
  }

  private void add(String against, String protocol) {
    if (against.startsWith(DopamineScores.PREFIX)) {
      DopamineScores dopamine =
          DopamineScores.of(against, runs.protocols(), settings.score(), frames());
      add(dopamine.group(), dopamine.rules(), dopamine.mark());
    } else {
      OtherScores others = OtherScores.read(Path.of(against), protocol);
      String mark =
          others.group().label()
              + ": others' scores, by a protocol that only its name vouches for: "
              + others.protocol();
      add(others.group(), others.rules(), mark);
    }
  }

  private void add(ScoreGroup group, List<ProtocolIdentity.Of> rules, String mark) {
    groups.add(group);
    otherRules.addAll(rules);
    marks.add(mark);
  }

  /** Where scores are taken; of runs of unlike lengths the longest, which are refused later. */
  private long frames() {
    return settings.atFrames().orElse(lengths().stream().mapToLong(n -> n).max().orElse(0));
  }

  private Set<Long> lengths() {
    Set<Long> lengths = new TreeSet<>();
    runs.runs().values().forEach(ofRow -> ofRow.forEach(run -> lengths.add(run.plannedFrames())));
    for (List<StoredEvaluation> ofRow : runs.stored().values()) {
      for (StoredEvaluation each : ofRow) {
        String frames = each.protocol().fields().get(ProtocolIdentity.FRAMES);
        lengths.add(frames == null ? 0 : Long.parseLong(frames));
      }
    }
    return lengths;
  }

  private ScoreComparison compare() {
    marks.addAll(RuleCheck.marks(runs, otherRules, settings));
    groups.addAll(runs.groups());
    requireUnlikeLabels();
    String baseline = baseline();
    groups.sort(
        Comparator.comparing((ScoreGroup group) -> !group.label().equals(baseline))
            .thenComparing(ScoreGroup::label));
    GroupComparison comparison = new GroupComparison(groups, settings.normalization());
    List<GameRow> games = comparison.gameRows();
    List<GroupRow> rows = comparison.groupRows(games);
    return new ScoreComparison(
        head(baseline, games),
        rows,
        games,
        comparison.tables(),
        GroupComparison.headline(comparison.commonGames().size()),
        marks,
        notes(baseline, comparison, games));
  }

  private void requireUnlikeLabels() {
    Set<String> seen = new TreeSet<>();
    groups.forEach(
        group -> {
          if (!seen.add(group.label())) {
            throw new ConfigurationException(
                "two rows are called " + group.label() + "; rename the file of scores");
          }
        });
  }

  private String baseline() {
    List<String> labels = groups.stream().map(ScoreGroup::label).sorted().toList();
    String wanted =
        settings.baseline().isEmpty()
            ? USUAL_BASELINE
            : labels.contains(settings.baseline())
                ? settings.baseline()
                : runs.grouping().label(settings.baseline());
    if (labels.contains(wanted)) {
      return wanted;
    }
    if (!settings.baseline().isEmpty()) {
      throw new ConfigurationException(
          DidYouMean.unknown("row for --baseline", settings.baseline(), labels));
    }
    return runs.labels().first();
  }

  private ComparisonHead head(String baseline, List<GameRow> games) {
    String at =
        settings.atFrames().isPresent()
            ? "at " + Numbers.shortCount(frames()) + " frames"
            : "at the end, "
                + lengths().stream().map(Numbers::shortCount).collect(Collectors.joining(", "))
                + " frames";
    Set<String> played = games.stream().map(GameRow::game).collect(Collectors.toSet());
    return new ComparisonHead(
        settings.by(),
        baseline,
        settings.score().text(),
        at,
        Scale.text(settings.normalization()),
        played.size(),
        Suite.of(played).map(Suite::name).orElse(""));
  }

  private List<String> notes(String baseline, GroupComparison comparison, List<GameRow> games) {
    List<String> notes = new ArrayList<>(runs.notes());
    notes.addAll(runs.inFull());
    notes.addAll(RuleCheck.notes(runs, baseline));
    notes.addAll(RunOrigins.notes(runs.runs().values()));
    Set<String> all = new TreeSet<>();
    games.forEach(row -> all.add(row.game()));
    Set<String> raw = new TreeSet<>(all);
    raw.removeIf(game -> Scale.has(settings.normalization(), game));
    if (settings.normalization().isRaw()) {
      if (all.size() > 1) {
        notes.add("raw returns of different games have no common scale: nothing is aggregated");
      }
    } else if (!raw.isEmpty()) {
      notes.add(
          "* without a row in the table of "
              + settings.normalization().name()
              + " scores, shown raw and left out of aggregates: "
              + String.join(", ", raw));
    }
    Set<String> partly = new TreeSet<>(all);
    partly.removeAll(raw);
    partly.removeAll(comparison.commonGames());
    if (!partly.isEmpty()) {
      notes.add(
          "* left out of aggregates, as not every row has a score on them: "
              + String.join(", ", partly));
    }
    Suite.of(comparison.commonGames())
        .flatMap(suite -> suite.median().map(median -> medians(suite, median, comparison)))
        .ifPresent(notes::add);
    long unpaired =
        games.stream()
            .filter(row -> Double.isFinite(row.difference().interval().estimate()))
            .filter(row -> !row.paired())
            .count();
    if (unpaired > 0) {
      notes.add(unpaired + " differences are not paired by seed (Welch's t)");
    }
    if (groups.size() == 1) {
      notes.add(
          "there is one row only: nothing is compared; add runs of another "
              + settings.by()
              + ", or --against");
    }
    return notes;
  }

  /** Fitted to human-normalised scores. */
  private String medians(Suite suite, MedianEstimate median, GroupComparison comparison) {
    if (!settings.normalization().name().equals("human")) {
      return suite.name() + "'s estimate of a median over 57 games needs --normalize human";
    }
    return suite.name()
        + "'s estimate of the median over 57 games, from scores by other rules perhaps: "
        + groups.stream()
            .map(
                group -> {
                  double estimate = median.of(comparison.meanScores(group)).orElse(Double.NaN);
                  return group.label() + " " + IntervalText.number(estimate, estimate);
                })
            .collect(Collectors.joining(", "))
        + " ("
        + median.source()
        + ")";
  }
}
