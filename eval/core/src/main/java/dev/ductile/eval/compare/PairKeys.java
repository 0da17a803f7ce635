package dev.ductile.eval.compare;

import dev.ductile.eval.run.stored.ForkOrigin;
import dev.ductile.eval.score.ScoredRun;
import dev.ductile.eval.text.Numbers;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What runs of two rows must have in common to be a pair: the prefix that they were forked from, or
 * else the seed. The run that forks go on from is one of them: the tail without a change.
 */
final class PairKeys {
  private static final int DIGITS = 12;
  private static final String CONFIGURATION = "configurationSha256";

  private final Map<String, TreeSet<String>> forksByPrefix = new HashMap<>();
  private final TreeMap<Long, TreeSet<String>> forksByFrames = new TreeMap<>();
  private final TreeSet<String> severalForks = new TreeSet<>();
  private int forks;

  PairKeys(Collection<ScoredRun> runs) {
    for (ScoredRun run : runs) {
      Optional<ForkOrigin> origin = ForkOrigin.of(run.provenance());
      if (origin.isPresent()) {
        String key = text(origin.get());
        forks++;
        forksByPrefix
            .computeIfAbsent(origin.get().configurationSha256(), hash -> new TreeSet<>())
            .add(key);
        forksByFrames.computeIfAbsent(origin.get().frames(), at -> new TreeSet<>()).add(key);
      }
    }
  }

  private static String text(ForkOrigin origin) {
    String hash = origin.parametersSha256();
    return "prefix " + hash.substring(0, Math.min(DIGITS, hash.length())) + "@" + origin.frames();
  }

  /** The key of a run: {@code seed 3}, or {@code prefix 1a2b3c4d5e6f@100000}. */
  String of(ScoredRun run) {
    Optional<ForkOrigin> origin = ForkOrigin.of(run.provenance());
    if (origin.isPresent()) {
      return text(origin.get());
    }
    TreeSet<String> tails =
        forksByPrefix.getOrDefault(
            run.provenance().facts().getOrDefault(CONFIGURATION, ""), new TreeSet<>());
    if (tails.size() > 1) {
      severalForks.add(run.path().toString());
    }
    return tails.size() == 1 ? tails.first() : "seed " + run.seed();
  }

  /** What a reader should know of the pairs, after {@link #of} every run. */
  List<String> notes() {
    List<String> notes = new ArrayList<>();
    if (forks > 0) {
      notes.add(
          forks
              + (forks == 1 ? " run is a fork" : " runs are forks")
              + ", paired by prefix instead of seed: "
              + forksByFrames.entrySet().stream()
                  .map(
                      at ->
                          at.getValue().size()
                              + (at.getValue().size() == 1 ? " prefix" : " prefixes")
                              + " at "
                              + Numbers.shortCount(at.getKey())
                              + " frames")
                  .collect(Collectors.joining(", ")));
    }
    if (!severalForks.isEmpty()) {
      notes.add(
          "not paired, as they are prefixes of forks at several frames: "
              + String.join(", ", severalForks));
    }
    return notes;
  }
}
