package dev.ductile.eval.sweep.trial;

import dev.ductile.base.ConfigurationException;
import dev.ductile.base.files.OutputException;
import dev.ductile.base.files.ReadFailures;
import dev.ductile.eval.sweep.definition.Trial;
import dev.ductile.eval.sweep.definition.TrialResolver;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Which folder of a sweep holds which trial. A trial is found by what it is: under other labels,
 * and under the names of earlier versions. Where its words stand in a folder that is another trial
 * by now, as a preset has changed, that folder is its own, too, and stale.
 */
public final class TrialFolders {
  private static final int HASH_DIGITS = 12;

  private final Path parent;
  private final Map<String, Path> byIdentity = new HashMap<>();

  /**
   * Looks for the folders of some trials.
   *
   * @param out the sweep's folder
   * @param resolver says what the words mean that an earlier version wrote down
   */
  public TrialFolders(Path out, List<Trial> trials, TrialResolver resolver) {
    this.parent = out.resolve("trials");
    Map<String, Path> byHash = byHash();
    if (byHash.isEmpty()) {
      return;
    }
    List<Trial> missing = new ArrayList<>();
    for (Trial trial : trials) {
      Path found = byHash.remove(trial.hash());
      if (found != null) {
        byIdentity.put(trial.identitySha256(), found);
      } else {
        missing.add(trial);
      }
    }
    if (!missing.isEmpty()) {
      findAmong(byHash, missing, resolver);
    }
  }

  /** A trial's folder: one that is there, or else {@code OUT/trials/LABELS_HASH}. */
  public TrialFolder folder(Trial trial) {
    Path found = byIdentity.get(trial.identitySha256());
    return new TrialFolder(found == null ? parent.resolve(trial.folderName()) : found);
  }

  private Map<String, Path> byHash() {
    Map<String, Path> byHash = new HashMap<>();
    if (!Files.isDirectory(parent)) {
      return byHash;
    }
    try (Stream<Path> folders = Files.list(parent)) {
      folders.forEach(
          folder -> {
            String name = folder.getFileName().toString();
            String end = name.substring(Math.max(0, name.length() - HASH_DIGITS));
            byHash.put(end, folder);
          });
    } catch (IOException e) {
      throw new OutputException("cannot read " + parent + ": " + ReadFailures.reason(e), e);
    }
    return byHash;
  }

  /** Gives folders of no trial's name to trials that have none. */
  private void findAmong(Map<String, Path> others, List<Trial> missing, TrialResolver resolver) {
    Map<String, Trial> byText = new HashMap<>();
    Set<String> identities = new HashSet<>();
    for (Trial trial : missing) {
      byText.put(words(trial), trial);
      byText.putIfAbsent(labels(trial), trial);
      identities.add(trial.identitySha256());
    }
    for (Path folder : others.values()) {
      TrialDescription.read(new TrialFolder(folder).descriptionFile())
          .flatMap(description -> trial(description, byText, identities, resolver))
          .ifPresent(identity -> byIdentity.putIfAbsent(identity, folder));
    }
  }

  /** The identity of the trial that a folder belongs to. */
  private static Optional<String> trial(
      TrialDescription description,
      Map<String, Trial> byText,
      Set<String> identities,
      TrialResolver resolver) {
    if (!description.identified()) {
      try {
        String meant = resolver.identities(List.of(description.trial())).get(0);
        if (identities.contains(meant)) {
          return Optional.of(meant);
        }
      } catch (ConfigurationException e) {
        return Optional.empty(); // words that today's command line does not know
      }
    }
    Trial same = byText.get(words(description.trial()));
    if (same == null) {
      same = byText.get(labels(description.trial()));
    }
    return Optional.ofNullable(same).map(Trial::identitySha256);
  }

  private static String words(Trial trial) {
    return "words " + Trial.ofWords(trial.command(), trial.arguments());
  }

  private static String labels(Trial trial) {
    return "labels " + trial.command() + trial.labels();
  }
}
