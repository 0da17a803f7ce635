package dev.ductile.eval.statistics;

import java.util.List;

/**
 * Groups of runs within which seeds are resampled: games, or the games of two groups of runs that
 * have no pairs. Runs are numbered through, stratum after stratum.
 *
 * @param names each once; a stratum's random stream is derived from its name, so that neither the
 *     order nor the presence of others moves its draws
 * @param sizes runs of each, 1 or more
 */
public record Strata(List<String> names, int[] sizes) {
  /** Checks and keeps copies. */
  public Strata {
    names = List.copyOf(names);
    sizes = sizes.clone();
    if (names.size() != sizes.length || names.stream().distinct().count() != names.size()) {
      throw new IllegalArgumentException("one name and one size for each stratum: " + names);
    }
    for (int size : sizes) {
      if (size < 1) {
        throw new IllegalArgumentException("a stratum without runs among " + names);
      }
    }
  }

  /** How many. */
  public int count() {
    return sizes.length;
  }

  /** Where the runs of each begin, and after the last one where they end. */
  int[] offsets() {
    int[] offsets = new int[sizes.length + 1];
    for (int i = 0; i < sizes.length; i++) {
      offsets[i + 1] = offsets[i] + sizes[i];
    }
    return offsets;
  }

  /** All runs. */
  public int runs() {
    return offsets()[sizes.length];
  }

  /** Runs of the smallest stratum. */
  public int least() {
    int least = Integer.MAX_VALUE;
    for (int size : sizes) {
      least = Math.min(least, size);
    }
    return least;
  }
}
