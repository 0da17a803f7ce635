package dev.ductile.eval.sweep.definition;

import dev.ductile.base.files.Digests;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * One point of a sweep.
 *
 * @param command {@code train} or {@code probe}
 * @param arguments its words, without the run folder
 * @param labels its label on each axis, in the order of the axes
 * @param formerWords words that earlier versions wrote in another way, which its hash goes on with
 */
public record Trial(
    String command,
    List<String> arguments,
    Map<String, String> labels,
    Map<String, String> formerWords) {
  private static final int HASH_DIGITS = 12;

  /** What hashes begin with: once a version, and kept, so that older sweeps' folders are found. */
  private static final String HASH_FORMAT = "ductile 0.1.0-SNAPSHOT";

  private static final int LONGEST_NAME = 120;

  /** Keeps copies. */
  public Trial {
    arguments = List.copyOf(arguments);
    labels = Collections.unmodifiableMap(new LinkedHashMap<>(labels));
    formerWords = Map.copyOf(formerWords);
  }

  /** A trial whose words were always written as they are. */
  public Trial(String command, List<String> arguments, Map<String, String> labels) {
    this(command, arguments, labels, Map.of());
  }

  /**
   * All points of a sweep: the Cartesian product of its axes, the last one changing fastest, but
   * what it skips.
   */
  public static List<Trial> of(SweepDefinition sweep) {
    List<Trial> trials =
        List.of(new Trial(sweep.command(), sweep.arguments(), Map.of(), sweep.formerWords()));
    for (SweepAxis axis : sweep.axes()) {
      trials =
          trials.stream()
              .flatMap(trial -> axis.labels().stream().map(label -> trial.with(axis, label)))
              .toList();
    }
    return trials.stream().filter(trial -> sweep.isWanted(trial.labels())).toList();
  }

  private Trial with(SweepAxis axis, String label) {
    List<String> words = new ArrayList<>(arguments);
    words.addAll(axis.arguments(label));
    Map<String, String> more = new LinkedHashMap<>(labels);
    more.put(axis.name(), label);
    return new Trial(command, words, more, formerWords);
  }

  /**
   * What identifies the trial and ends its folder's name: the first digits of a SHA-256 over the
   * command and the words, in an order that does not depend on that of the axes. Which code ran it
   * is not part of it, but stands in the folder.
   *
   * @return 12 hexadecimal digits
   */
  public String hash() {
    StringBuilder text = new StringBuilder(HASH_FORMAT).append('\0').append(command);
    canonical(arguments)
        .forEach(word -> text.append('\0').append(formerWords.getOrDefault(word, word)));
    String digest = Digests.sha256(text.toString().getBytes(StandardCharsets.UTF_8));
    return digest.substring(0, HASH_DIGITS);
  }

  /**
   * Words in an order of their own: first those before any option, as they stand, then the options
   * by name, each with its values. Equal options keep their order, since the last one may win.
   */
  static List<String> canonical(List<String> words) {
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
