package dev.ductile.base;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Finds what a user may have meant by a name that does not exist. */
public final class DidYouMean {
  private static final int MOST = 3;
  private static final int LEAST_WORD_LENGTH = 3;
  private static final int ANOTHER_SECTION = 2;
  private static final int FAR = Integer.MAX_VALUE;

  private DidYouMean() {}

  /**
   * The line for a name that does not exist.
   *
   * @param what what is named, such as {@code agent}
   * @param typed the name that was given
   * @param known the names that there are
   * @return {@code unknown agent 'rainbw': did you mean rainbow? There are c51, …}
   */
  public static String unknown(String what, String typed, Collection<String> known) {
    String near = question(typed, known);
    return "unknown "
        + what
        + " '"
        + typed
        + "'"
        + (near.isEmpty() ? "; there are " : near + " There are ")
        + String.join(", ", known);
  }

  /**
   * Asks for the nearest names.
   *
   * @param typed the name that was given
   * @param known the names that there are
   * @return {@code : did you mean rainbow?}, or an empty text where none is near
   */
  public static String question(String typed, Collection<String> known) {
    List<String> near = of(typed, known);
    return near.isEmpty() ? "" : ": did you mean " + String.join(" or ", near) + "?";
  }

  /**
   * The nearest names, at most three: those that differ by capitals and punctuation, else by some
   * letters, else those that have all the words of the one that was given. Of dotted names the last
   * part alone may be near too.
   *
   * @param typed the name that was given
   * @param known the names that there are
   * @return the nearest first, of equally near ones in the order given
   */
  public static List<String> of(String typed, Collection<String> known) {
    List<String> near = ranked(typed, known, DidYouMean::unlikeness);
    return near.isEmpty() ? ranked(typed, known, DidYouMean::otherWords) : near;
  }

  /** How far two names are apart, {@link #FAR} for too far. */
  private interface Measure {
    int between(String known, String typed);
  }

  private static List<String> ranked(String typed, Collection<String> known, Measure measure) {
    List<String> near = new ArrayList<>();
    for (String name : known) {
      if (measure.between(name, typed) < FAR) {
        near.add(name);
      }
    }
    near.sort(Comparator.comparingInt(name -> measure.between(name, typed)));
    if (near.isEmpty()) {
      return near;
    }
    int best = measure.between(near.get(0), typed);
    return near.stream()
        .filter(name -> measure.between(name, typed) <= best + 1)
        .limit(MOST)
        .toList();
  }

  /** Letters that differ, of the whole names or of their last parts. */
  private static int unlikeness(String known, String typed) {
    int last = letters(lastPart(known), lastPart(typed));
    if (!isDotted(typed)) {
      return Math.min(letters(known, typed), last);
    }
    if (last == FAR || !isDotted(known)) {
      return FAR;
    }
    int section = letters(section(known), section(typed));
    return last + (section == FAR ? ANOTHER_SECTION : section);
  }

  private static int letters(String known, String typed) {
    String a = squash(known);
    String b = squash(typed);
    int distance = distance(a, b);
    // A name that shares no letter in place is no misspelling, however short it is.
    return distance <= Math.max(1, b.length() / 3) && distance < b.length() ? distance : FAR;
  }

  /** Words of the known name that were not given, if all were that were. */
  private static int otherWords(String known, String typed) {
    List<String> there = words(lastPart(known));
    List<String> given = words(lastPart(typed));
    boolean all =
        given.stream().anyMatch(word -> word.length() >= LEAST_WORD_LENGTH)
            && given.stream().allMatch(g -> there.stream().anyMatch(t -> isSameWord(g, t)));
    if (!all) {
      return FAR;
    }
    boolean elsewhere = isDotted(typed) && !section(typed).equals(section(known));
    return there.size() - given.size() + (elsewhere ? ANOTHER_SECTION : 0);
  }

  /** Also where the typed word is short for the other, or one of them is a plural. */
  private static boolean isSameWord(String typed, String known) {
    return known.startsWith(typed) || typed.equals(known + "s");
  }

  private static List<String> words(String name) {
    return Arrays.stream(name.split("(?<=[a-z0-9])(?=[A-Z])|[^A-Za-z0-9]+"))
        .filter(word -> !word.isEmpty())
        .map(word -> word.toLowerCase(Locale.ROOT))
        .toList();
  }

  private static boolean isDotted(String name) {
    return name.indexOf('.') >= 0;
  }

  private static String section(String name) {
    return name.substring(0, Math.max(0, name.lastIndexOf('.')));
  }

  private static String lastPart(String name) {
    return name.substring(name.lastIndexOf('.') + 1);
  }

  private static String squash(String name) {
    return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
  }

  /** Levenshtein distance. */
  private static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int substituted = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(substituted, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[b.length()];
  }
}
