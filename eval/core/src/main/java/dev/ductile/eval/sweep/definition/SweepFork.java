package dev.ductile.eval.sweep.definition;

import dev.ductile.base.ConfigurationException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * That a sweep's trials are forks: of prefixes that are trials themselves, one for each combination
 * of the axes that are not named here.
 *
 * @param from the prefix's label on each axis along which its tails differ
 * @param atFrames emulator frames at which it is forked, and ends
 */
public record SweepFork(Map<String, String> from, long atFrames) {
  private static final String LENGTH = "--frames";
  private static final String KEPT = "--keep-checkpoints-at";

  /** Keys that the options above set. */
  private static final List<String> KEYS = List.of("run.frames=", "run.keepCheckpointsAtFrames=");

  /** Label of prefixes in place of those that their tails have. */
  static final String PREFIX = "prefix";

  /** Keeps a copy in the same order. */
  public SweepFork {
    from = Collections.unmodifiableMap(new LinkedHashMap<>(from));
  }

  /**
   * Refuses a label that would not do what it says: at a fork an option that is left out leaves
   * things as the prefix has them.
   *
   * @param where for messages
   */
  void requireFor(List<SweepAxis> axes, String where) {
    for (SweepAxis axis : axes) {
      String label = from.get(axis.name());
      boolean length = axis.option().equals(LENGTH) || "run.frames".equals(axis.key());
      if (label == null && length) {
        throw new ConfigurationException(
            where + ": axis " + axis.name() + " is the length of tails: name it under from:");
      }
      if (label != null && !axis.values().get(label).isEmpty()) {
        axis.values()
            .forEach(
                (other, value) -> {
                  if (value.isEmpty()) {
                    throw new ConfigurationException(
                        String.format(
                            Locale.ROOT,
                            "%s: axis %s: %s leaves the option out, so that a tail goes on with"
                                + " the prefix's %s; begin from %s, or leave it out",
                            where,
                            axis.name(),
                            other,
                            label,
                            other));
                  }
                });
      }
    }
  }

  /** The prefix of a tail, of which only the words are known. */
  Trial prefixOf(SweepDefinition sweep, Map<String, String> tail) {
    List<String> words = withoutLength(sweep.arguments());
    Map<String, String> labels = new LinkedHashMap<>();
    labels.put(PREFIX, Long.toString(atFrames));
    for (SweepAxis axis : sweep.axes()) {
      String own = from.get(axis.name());
      String label = own == null ? tail.get(axis.name()) : own;
      if (own == null) {
        labels.put(axis.name(), label);
      }
      words.addAll(withoutLength(axis.arguments(label)));
    }
    String frames = Long.toString(atFrames);
    words.addAll(List.of(LENGTH, frames, KEPT, frames));
    return new Trial(sweep.command(), words, labels, Trial.UNRESOLVED);
  }

  private static List<String> withoutLength(List<String> words) {
    List<String> kept = new ArrayList<>();
    for (int i = 0; i < words.size(); i++) {
      String word = words.get(i);
      boolean set = word.equals(SweepAxis.SET_OPTION) && i + 1 < words.size();
      if (word.equals(LENGTH) || word.equals(KEPT) || set && isLength(words.get(i + 1))) {
        i++; // its value
      } else if (!word.startsWith(LENGTH + "=")
          && !word.startsWith(KEPT + "=")
          && !(word.startsWith("--set=") && isLength(word.substring("--set=".length())))) {
        kept.add(word);
      }
    }
    return kept;
  }

  private static boolean isLength(String assignment) {
    return KEYS.stream().anyMatch(assignment.strip()::startsWith);
  }
}
