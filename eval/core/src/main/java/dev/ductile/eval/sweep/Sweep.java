package dev.ductile.eval.sweep;

import dev.ductile.env.ConfigurationException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A sweep with its output folder. Trials that are done are never run again; one that was started
 * goes on where it can, or begins anew.
 */
public final class Sweep {
  private final SweepDefinition definition;
  private final Path out;
  private final String version;
  private final List<Trial> trials;

  /**
   * A sweep.
   *
   * @param out the output folder
   * @param version Ductile's version, a part of what identifies a trial
   * @throws ConfigurationException if two points are the same trial
   */
  public Sweep(SweepDefinition definition, Path out, String version) {
    this.definition = definition;
    this.out = out;
    this.version = version;
    this.trials = Trial.of(definition);
    Map<String, Trial> byHash = new HashMap<>();
    for (Trial trial : trials) {
      Trial before = byHash.put(trial.hash(version), trial);
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

  /** A trial's folder: {@code OUT/trials/HASH}. */
  public TrialFolder folder(Trial trial) {
    return new TrialFolder(out.resolve("trials").resolve(trial.hash(version)));
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

  String version() {
    return version;
  }
}
