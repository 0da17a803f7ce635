package dev.ductile.eval.sweep;

import dev.ductile.base.ConfigurationException;
import dev.ductile.base.code.CodeIdentity;
import dev.ductile.base.files.OutputException;
import dev.ductile.base.files.ReadFailures;
import dev.ductile.eval.sweep.definition.SweepDefinition;
import dev.ductile.eval.sweep.definition.Trial;
import dev.ductile.eval.sweep.trial.TrialFolder;
import dev.ductile.eval.sweep.trial.TrialResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A sweep with its output folder. Trials that are done are never run again; one that was started
 * goes on where it can, or begins anew.
 */
public final class Sweep {
  private final SweepDefinition definition;
  private final Path out;
  private final CodeIdentity code;
  private final List<Trial> trials;

  /**
   * A sweep.
   *
   * @param out the output folder
   * @param code the code that runs its trials
   * @throws ConfigurationException if two points are the same trial
   */
  public Sweep(SweepDefinition definition, Path out, CodeIdentity code) {
    this.definition = definition;
    this.out = out;
    this.code = code;
    this.trials = Trial.of(definition);
    Map<String, Trial> byHash = new HashMap<>();
    for (Trial trial : trials) {
      Trial before = byHash.put(trial.hash(), trial);
      if (before != null) {
        throw sameTrial(before, trial);
      }
    }
  }

  /** The refusal of points that differ in their labels only: no repetition, and twice the time. */
  public ConfigurationException sameTrial(Trial first, Trial second) {
    return new ConfigurationException(
        "sweep "
            + definition.name()
            + ": two points are the same trial: "
            + first.describe()
            + " and "
            + second.describe()
            + "; leave one of them out, or name it under skip:");
  }

  /** What the sweep's file says. */
  public SweepDefinition definition() {
    return definition;
  }

  /** The output folder. */
  public Path out() {
    return out;
  }

  /** All trials, in order. */
  public List<Trial> trials() {
    return trials;
  }

  /**
   * A trial's folder: {@code OUT/trials/LABELS_HASH}; one that is there under other labels, or none
   * as earlier versions made it, is taken as it is.
   */
  public TrialFolder folder(Trial trial) {
    Path all = out.resolve("trials");
    Path named = all.resolve(trial.folderName());
    Path bare = all.resolve(trial.hash());
    return new TrialFolder(
        Files.exists(named)
            ? named
            : Files.exists(bare) ? bare : withOtherLabels(all, trial).orElse(named));
  }

  private static Optional<Path> withOtherLabels(Path all, Trial trial) {
    if (!Files.isDirectory(all)) {
      return Optional.empty();
    }
    String end = "_" + trial.hash();
    try (Stream<Path> folders = Files.list(all)) {
      return folders.filter(f -> f.getFileName().toString().endsWith(end)).findFirst();
    } catch (IOException e) {
      throw new OutputException("cannot read " + all + ": " + ReadFailures.reason(e), e);
    }
  }

  /** What is there now. */
  public List<TrialResult> found() {
    List<TrialResult> results = new ArrayList<>();
    for (Trial trial : trials) {
      TrialFolder folder = folder(trial);
      results.add(new TrialResult(trial, folder, folder.state(), ""));
    }
    return results;
  }

  /** The code that runs its trials. */
  public CodeIdentity code() {
    return code;
  }
}
