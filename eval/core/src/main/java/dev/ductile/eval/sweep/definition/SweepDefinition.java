package dev.ductile.eval.sweep.definition;

import dev.ductile.base.Quantities;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a sweep file says.
 *
 * @param name names the output folder
 * @param about what it is for
 * @param size {@code desk} for two cores or one GPU, {@code paper} for the published size
 * @param differences how this size differs from what was published
 * @param command the command that a trial runs: {@code train} or {@code probe}
 * @param arguments command-line words of all trials
 * @param axes what differs between trials; the last one changes fastest
 * @param skip combinations that are not run: a trial whose labels are all named by one of these
 * @param claims what is to be tested
 * @param fork from what trials are forked; empty where they are whole runs
 * @param tuning what is chosen for every method before it is reported on
 * @param chosen what was chosen, once it is
 */
public record SweepDefinition(
    String name,
    String about,
    String size,
    String differences,
    String command,
    List<String> arguments,
    List<SweepAxis> axes,
    List<Map<String, List<String>>> skip,
    List<SweepClaim> claims,
    Optional<SweepFork> fork,
    Optional<Tuning> tuning,
    Optional<TuningChoices> chosen) {
  /** Keeps copies. */
  public SweepDefinition {
    arguments = List.copyOf(arguments);
    axes = List.copyOf(axes);
    skip = List.copyOf(skip);
    claims = List.copyOf(claims);
  }

  /** A sweep of whole runs. */
  public SweepDefinition(
      String name,
      String about,
      String size,
      String differences,
      String command,
      List<String> arguments,
      List<SweepAxis> axes,
      List<Map<String, List<String>>> skip,
      List<SweepClaim> claims) {
    this(
        name,
        about,
        size,
        differences,
        command,
        arguments,
        axes,
        skip,
        claims,
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  /** Whether a trial is one of the points that the axes span, and not the prefix of some. */
  public boolean isPoint(Trial trial) {
    return axes.stream().allMatch(axis -> trial.labels().containsKey(axis.name()));
  }

  /** The axis whose trials are repetitions. */
  public Optional<SweepAxis> seedAxis() {
    return axes.stream().filter(SweepAxis::isSeed).findFirst();
  }

  /** The labels that make a trial's method: all but its seed and its game. */
  public Map<String, String> method(Map<String, String> trialLabels) {
    Map<String, String> method = new LinkedHashMap<>();
    axes.stream()
        .filter(axis -> !axis.isSeed() && !axis.isGame())
        .forEach(axis -> method.put(axis.name(), trialLabels.get(axis.name())));
    return method;
  }

  /**
   * The sweep that tunes this one: every method and game with every candidate and tuning seed. What
   * is left out of this sweep for its seeds alone counts for nothing there.
   */
  public SweepDefinition tuningSweep() {
    Tuning how = tuning.orElseThrow();
    SweepAxis reported = seedAxis().orElseThrow();
    Map<String, String> seeds = new LinkedHashMap<>();
    how.seeds().forEach(seed -> seeds.put(seed, seed));
    List<SweepAxis> all = new ArrayList<>(axes);
    all.remove(reported);
    all.addAll(how.axes());
    all.add(new SweepAxis(reported.name(), reported.option(), reported.key(), seeds));
    List<Map<String, List<String>>> left =
        skip.stream().filter(labels -> !labels.containsKey(reported.name())).toList();
    return new SweepDefinition(
        name, about, size, differences, command, arguments, all, left, List.of());
  }

  /** The sweep as it is reported on, with what was chosen. */
  public SweepDefinition tuned(TuningChoices choices) {
    return new SweepDefinition(
        name,
        about,
        size,
        differences,
        command,
        arguments,
        axes,
        skip,
        claims,
        fork,
        Optional.empty(),
        Optional.of(choices));
  }

  /**
   * The sweep with so many seeds: those that follow the greatest one are added.
   *
   * @param count at least as many as there are
   */
  public SweepDefinition withSeeds(int count) {
    SweepAxis seeds = seedAxis().orElseThrow();
    Map<String, String> values = new LinkedHashMap<>(seeds.values());
    long next = seeds.values().values().stream().mapToLong(Quantities::whole).max().orElse(0);
    while (values.size() < count) {
      String seed = Long.toString(++next);
      values.put(seed, seed);
    }
    List<SweepAxis> all = new ArrayList<>(axes);
    all.set(axes.indexOf(seeds), new SweepAxis(seeds.name(), seeds.option(), seeds.key(), values));
    return new SweepDefinition(
        name,
        about,
        size,
        differences,
        command,
        arguments,
        all,
        skip,
        claims,
        fork,
        tuning,
        chosen);
  }

  void requireEqualBudgets(Fields top) {
    if (tuning.isEmpty()) {
      return;
    }
    Map<Map<String, String>, Integer> trials = new LinkedHashMap<>();
    Trial.of(tuningSweep()).forEach(t -> trials.merge(method(t.labels()), 1, Integer::sum));
    if (new HashSet<>(trials.values()).size() > 1) {
      throw top.wrong("skip", "methods would be tuned with unequal budgets, in trials: " + trials);
    }
  }

  /** Whether a combination of labels is to be run. */
  boolean isWanted(Map<String, String> labels) {
    return skip.stream()
        .noneMatch(
            left ->
                left.entrySet().stream()
                    .allMatch(axis -> axis.getValue().contains(labels.get(axis.getKey()))));
  }

  /** The metrics of the claims, each once, in the file's order. */
  public List<String> metrics() {
    return claims.stream().map(SweepClaim::metric).distinct().toList();
  }
}
