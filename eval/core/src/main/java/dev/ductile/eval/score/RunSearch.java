package dev.ductile.eval.score;

import dev.ductile.base.ConfigurationException;
import dev.ductile.base.files.OutputException;
import dev.ductile.base.files.ReadFailures;
import dev.ductile.eval.folder.RunFolder;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * Runs of which folders were named: each a run, a folder of runs, or a sweep's output folder, whose
 * trials that were moved aside are not looked at.
 *
 * @param runs that could be read, by path
 * @param unreadable folders of runs whose configuration cannot be read, and why
 * @param unbegun trials of sweeps that left no run
 */
public record RunSearch(List<ScoredRun> runs, Map<Path, String> unreadable, List<Path> unbegun) {
  /** How deep below a folder runs are looked for. */
  private static final int DEPTH = 5;

  private static final String TRIALS = "trials";
  private static final String TRIAL = "trial.json";
  private static final String MOVED_ASIDE = "older";

  /** Keeps copies. */
  public RunSearch {
    runs = List.copyOf(runs);
    unreadable = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(unreadable));
    unbegun = List.copyOf(unbegun);
  }

  /**
   * Finds and reads runs; one that is named twice counts once, also by a link or once from the
   * root. The order of the folders does not matter.
   *
   * @throws OutputException if a folder is missing or cannot be read
   */
  public static RunSearch in(List<Path> folders) {
    TreeSet<Path> found = new TreeSet<>();
    TreeSet<Path> unbegun = new TreeSet<>();
    for (Path folder : folders) {
      if (!Files.isDirectory(folder)) {
        throw new OutputException("no such folder: " + folder.toAbsolutePath());
      }
      look(folder.normalize(), DEPTH, found, unbegun);
    }
    Map<Path, String> unreadable = new ConcurrentSkipListMap<>();
    List<ScoredRun> runs =
        onceEach(found).parallelStream().flatMap(path -> read(path, unreadable).stream()).toList();
    return new RunSearch(runs, unreadable, onceEach(unbegun));
  }

  /** Whether all that was found are probes, which have no scores. */
  public boolean holdsProbesOnly() {
    return runs.isEmpty()
        && unbegun.isEmpty()
        && !unreadable.isEmpty()
        && unreadable.keySet().stream().allMatch(path -> new RunFolder(path).isProbe());
  }

  /** Folders that lie at unlike places, under the first of their names. */
  private static List<Path> onceEach(TreeSet<Path> folders) {
    Map<Path, Path> byPlace = new LinkedHashMap<>();
    for (Path folder : folders) {
      try {
        byPlace.putIfAbsent(folder.toRealPath(), folder);
      } catch (IOException e) {
        byPlace.putIfAbsent(folder, folder); // removed meanwhile, which its reader will say
      }
    }
    return List.copyOf(byPlace.values());
  }

  /** The runs without those whose {@code metrics.jsonl} is damaged; reads all, side by side. */
  public RunSearch withLogs() {
    Map<Path, String> damaged = new ConcurrentSkipListMap<>(unreadable);
    List<ScoredRun> whole =
        runs.parallelStream()
            .filter(
                run -> {
                  try {
                    run.record();
                    return true;
                  } catch (OutputException e) {
                    damaged.put(run.path(), String.valueOf(e.getMessage()));
                    return false;
                  }
                })
            .toList();
    return new RunSearch(whole, damaged, unbegun);
  }

  private static Optional<ScoredRun> read(Path path, Map<Path, String> unreadable) {
    try {
      return Optional.of(ScoredRun.read(path));
    } catch (ConfigurationException e) {
      unreadable.put(path, String.valueOf(e.getMessage()).lines().findFirst().orElse(""));
      return Optional.empty();
    }
  }

  private static void look(Path folder, int depth, TreeSet<Path> found, TreeSet<Path> unbegun) {
    if (new RunFolder(folder).isRun()) {
      found.add(folder);
      return;
    }
    if (Files.isRegularFile(folder.resolve(TRIAL))
        && !new RunFolder(folder.resolve("run")).isRun()) {
      unbegun.add(folder);
      return;
    }
    if (depth == 0) {
      return;
    }
    boolean sweep = Files.isDirectory(folder.resolve(TRIALS));
    try (DirectoryStream<Path> below =
        Files.newDirectoryStream(
            folder, each -> Files.isDirectory(each, LinkOption.NOFOLLOW_LINKS) || isLink(each))) {
      for (Path each : below) {
        if (!(sweep && each.getFileName().toString().equals(MOVED_ASIDE))) {
          look(each, depth - 1, found, unbegun);
        }
      }
    } catch (IOException | java.nio.file.DirectoryIteratorException e) {
      throw new OutputException(
          "cannot read " + folder.toAbsolutePath() + ": " + ReadFailures.reason(e), e);
    }
  }

  /** A run's folder may be a link to where it lies; other links are not followed, they may loop. */
  private static boolean isLink(Path path) {
    return Files.isSymbolicLink(path) && new RunFolder(path).isRun();
  }
}
