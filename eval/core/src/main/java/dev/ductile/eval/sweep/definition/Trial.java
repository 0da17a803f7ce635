package dev.ductile.eval.sweep.definition;

import dev.ductile.base.ConfigurationException;
import dev.ductile.base.files.Digests;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * One point of a sweep.
 *
 * @param command {@code train} or {@code probe}
 * @param arguments its words, without the run folder
 * @param labels its label on each axis, in the order of the axes
 * @param identitySha256 64 hexadecimal digits: equal for trials that come to the same, whatever
 *     words and labels say so
 * @param fork of what it is a fork; empty for a whole run
 */
public record Trial(
    String command,
    List<String> arguments,
    Map<String, String> labels,
    String identitySha256,
    Optional<TrialFork> fork) {
  private static final int HASH_DIGITS = 12;

  /** A plan of more trials than this is a slip in a file, or several sweeps. */
  public static final int MOST_TRIALS = 200_000;

  private static final int LONGEST_NAME = 120;

  /** The identity of a trial of which only the words are known. */
  static final String UNRESOLVED = "";

  /** Keeps copies. */
  public Trial {
    arguments = List.copyOf(arguments);
    labels = Collections.unmodifiableMap(new LinkedHashMap<>(labels));
  }

  /** A whole run. */
  public Trial(
      String command, List<String> arguments, Map<String, String> labels, String identitySha256) {
    this(command, arguments, labels, identitySha256, Optional.empty());
  }

  /** A trial of which only the words are known: they are its identity. */
  public Trial(String command, List<String> arguments, Map<String, String> labels) {
    this(command, arguments, labels, ofWords(command, arguments));
  }

  /**
   * All points of a sweep: the Cartesian product of its axes, the last one changing fastest, but
   * what it skips.
   *
   * @param resolver says which are the same
   * @throws ConfigurationException if there are more than {@link #MOST_TRIALS}, or one of them
   *     cannot be run
   */
  public static List<Trial> of(SweepDefinition sweep, TrialResolver resolver) {
    return resolved(of(sweep), resolver);
  }

  /**
   * One point of a sweep.
   *
   * @param index its place among {@link #of(SweepDefinition, TrialResolver) all}, from 0
   * @throws ConfigurationException if there is none, or it cannot be run
   */
  public static Trial at(SweepDefinition sweep, int index, TrialResolver resolver) {
    List<Trial> all = of(sweep);
    if (index < 0 || index >= all.size()) {
      throw new ConfigurationException(
          String.format(
              Locale.ROOT,
              "--trial %d: sweep %s has the trials 0 to %d",
              index,
              sweep.name(),
              all.size() - 1));
    }
    return resolved(List.of(all.get(index)), resolver).get(0);
  }

  private static List<Trial> resolved(List<Trial> trials, TrialResolver resolver) {
    Set<Trial> all = new LinkedHashSet<>();
    trials.forEach(trial -> trial.fork.ifPresent(fork -> all.add(fork.prefix())));
    int prefixes = all.size();
    all.addAll(trials);
    List<Trial> asked = List.copyOf(all);
    List<String> identities = resolver.identities(asked);
    Map<Trial, Trial> known = new HashMap<>();
    for (int i = 0; i < asked.size(); i++) {
      Trial trial = asked.get(i);
      Optional<TrialFork> fork =
          trial.fork.map(of -> new TrialFork(known.get(of.prefix()), of.atFrames()));
      known.put(
          trial, new Trial(trial.command, trial.arguments, trial.labels, identities.get(i), fork));
    }
    return prefixes == 0
        ? asked.stream().map(known::get).toList()
        : trials.stream().map(known::get).toList();
  }

  /** The same, where words are all that is known. */
  static List<Trial> of(SweepDefinition sweep) {
    requirePossible(sweep);
    List<Trial> trials =
        List.of(new Trial(sweep.command(), sweep.arguments(), Map.of(), UNRESOLVED));
    for (SweepAxis axis : sweep.axes()) {
      trials =
          trials.stream()
              .flatMap(trial -> axis.labels().stream().map(label -> trial.with(axis, label)))
              .toList();
    }
    trials =
        trials.stream()
            .filter(trial -> sweep.isWanted(trial.labels()))
            .map(trial -> sweep.chosen().map(trial::with).orElse(trial))
            .toList();
    return sweep.fork().isEmpty() ? trials : forked(trials, sweep, sweep.fork().get());
  }

  /** The prefixes, each once, and behind them their tails. */
  private static List<Trial> forked(List<Trial> tails, SweepDefinition sweep, SweepFork fork) {
    Map<Trial, Trial> prefixes = new LinkedHashMap<>();
    List<Trial> forked = new ArrayList<>();
    for (Trial tail : tails) {
      Trial prefix = fork.prefixOf(sweep, tail.labels);
      Trial same = prefixes.computeIfAbsent(prefix, first -> first);
      forked.add(
          new Trial(
              tail.command,
              tail.arguments,
              tail.labels,
              UNRESOLVED,
              Optional.of(new TrialFork(same, fork.atFrames()))));
    }
    List<Trial> all = new ArrayList<>(prefixes.keySet());
    all.addAll(forked);
    return List.copyOf(all);
  }

  /** How many points a sweep has. */
  public static int count(SweepDefinition sweep) {
    return of(sweep).size();
  }

  private Trial with(TuningChoices chosen) {
    List<String> words = new ArrayList<>(arguments);
    words.addAll(chosen.words(labels));
    return new Trial(command, words, labels, UNRESOLVED);
  }

  private static void requirePossible(SweepDefinition sweep) {
    BigInteger points = BigInteger.ONE;
    for (SweepAxis axis : sweep.axes()) {
      points = points.multiply(BigInteger.valueOf(axis.labels().size()));
    }
    if (points.compareTo(BigInteger.valueOf(MOST_TRIALS)) > 0) {
      throw new ConfigurationException(
          String.format(
              Locale.ROOT,
              "sweep %s has %,d trials (%s), and %,d are the most: leave values out, or make"
                  + " several sweeps of it",
              sweep.name(),
              points,
              sweep.axes().stream()
                  .map(axis -> axis.name() + " " + axis.labels().size())
                  .collect(Collectors.joining(" × ")),
              MOST_TRIALS));
    }
  }

  private Trial with(SweepAxis axis, String label) {
    List<String> words = new ArrayList<>(arguments);
    words.addAll(axis.arguments(label));
    Map<String, String> more = new LinkedHashMap<>(labels);
    more.put(axis.name(), label);
    return new Trial(command, words, more, UNRESOLVED);
  }

  /**
   * What identifies the trial and ends its folder's name. Which code ran it is not part of it, but
   * stands in the folder.
   *
   * @return 12 hexadecimal digits
   */
  public String hash() {
    return identitySha256.substring(0, HASH_DIGITS);
  }

  /** An identity of words, where nothing knows what they mean. */
  public static String ofWords(String command, List<String> words) {
    String text = command + "\0" + String.join("\0", canonical(words));
    return Digests.sha256(text.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Words in an order of their own: first those before any option, as they stand, then the options
   * by name, each with its values. Equal options keep their order, since the last one may win.
   */
  public static List<String> canonical(List<String> words) {
    List<List<String>> options = new ArrayList<>();
    List<String> ordered = new ArrayList<>();
    for (String word : words) {
      if (word.startsWith("--")) {
        options.add(new ArrayList<>(List.of(word)));
      } else if (options.isEmpty()) {
        ordered.add(word);
      } else {
        options.get(options.size() - 1).add(word);
      }
    }
    options.sort(Comparator.comparing(Trial::target));
    options.forEach(ordered::addAll);
    return ordered;
  }

  /** What an option sets: its name, for {@code --set KEY=VALUE} with the key. */
  private static String target(List<String> option) {
    boolean set = option.get(0).equals(SweepAxis.SET_OPTION) && option.size() > 1;
    return set ? option.get(0) + " " + option.get(1).split("=", 2)[0] : option.get(0);
  }

  /**
   * Its folder's name, which says what it is wherever runs are listed: {@code
   * network=layer-norm_seed=3_0a1b2c3d4e5f}.
   */
  public String folderName() {
    String name =
        labels.entrySet().stream()
            .map(label -> label.getKey() + "=" + label.getValue())
            .map(part -> part.replaceAll("[^A-Za-z0-9.=+-]+", "-"))
            .collect(Collectors.joining("_"));
    name = name.isEmpty() ? "trial" : name;
    name = name.startsWith(".") || name.startsWith("-") ? "trial" + name : name;
    return name.substring(0, Math.min(name.length(), LONGEST_NAME)) + "_" + hash();
  }

  /** Its labels for people: {@code network layer-norm, seed 3}. */
  public String describe() {
    return labels.isEmpty()
        ? "the only trial"
        : labels.entrySet().stream()
            .map(label -> label.getKey() + " " + label.getValue())
            .collect(Collectors.joining(", "));
  }
}
